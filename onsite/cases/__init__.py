"""The problem desk: what a check-in desk cannot settle at once."""
