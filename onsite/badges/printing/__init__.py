"""Carries out the print jobs of this station, and never prints a badge twice by itself."""
