"""Counting by hand: taps, transfers, recounts, the close of a day."""
