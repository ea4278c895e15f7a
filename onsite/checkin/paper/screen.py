"""Entering the ticks of a list that was used on paper."""
