"""Incidents: the log of what needs somebody to act, and who is told of it."""
