"""Badges before the event: names looked through, badges printed ahead and put into boxes."""
