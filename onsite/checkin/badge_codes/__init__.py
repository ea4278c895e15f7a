"""Badges at the door: whose they are, whether they are genuine, and whether they still count."""
