"""The screen of somebody who counts."""
