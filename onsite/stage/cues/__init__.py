"""Cues: what somebody or something must do at a moment of an item."""
