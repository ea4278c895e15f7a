"""Incidents given away: on paper, as a sheet, as data; and the figures of an event."""
