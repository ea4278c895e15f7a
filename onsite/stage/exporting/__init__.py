"""Rundowns given away: as a calendar, a sheet, on paper; and what became of their times."""
