"""Shifts: who is to be where, who is there, who is late, who waits for relief."""
