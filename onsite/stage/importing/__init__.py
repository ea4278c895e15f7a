"""Programmes of other systems, read into rundowns: what is odd about them is told first."""
