"""Whose hands a badge is in, from the shell."""
