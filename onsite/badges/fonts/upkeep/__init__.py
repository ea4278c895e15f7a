"""Upkeep of the shipped fonts; nothing of it is used while Onsite runs.

`python -m onsite.badges.fonts.upkeep SOURCES` makes the fonts of `assets/fonts/noto*` anew from
the published ones, and the table of what they hold. Without SOURCES, the table alone.
"""
