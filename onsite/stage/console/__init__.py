"""The parts of the timekeeper's console, and what they say."""
