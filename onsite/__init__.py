"""Onsite: the terminal app that a conference runs on, on the day."""

__version__ = "0.1.0"
