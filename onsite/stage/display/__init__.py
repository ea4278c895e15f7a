"""What speakers see: the display of a stage, and the messages that it is told."""
