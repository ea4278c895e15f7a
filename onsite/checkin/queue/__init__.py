"""Which desk is whose, how long people wait there, and when another is needed."""
