"""Incidents from the shell."""
