"""Whether the speakers of what is to come are there, and ready."""
