"""Entries carried by file, signed and sealed, where there is no network."""
