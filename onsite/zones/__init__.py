"""Zones: how many people are where, how many may be, and who must be warned."""
