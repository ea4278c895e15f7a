"""Counts as files and on paper."""
