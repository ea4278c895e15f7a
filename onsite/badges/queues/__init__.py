"""What waits at each printer: the parts of the printers' screen, and what they say."""
