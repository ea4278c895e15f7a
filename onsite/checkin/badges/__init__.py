"""Badges at the desk: printed for who comes in, seen when they are scanned, handed over."""
