"""The parts of the desk's screen, and what they say."""
