"""What becomes of the data of a station that no longer belongs to the event."""
