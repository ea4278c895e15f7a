"""Levels of a zone's capacity: passed, alerted once, left again."""
