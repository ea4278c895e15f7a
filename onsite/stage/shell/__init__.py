"""The stage from the shell."""
