"""Zones given away: their minutes, recounts and figures as tables, and a day of them on paper."""
