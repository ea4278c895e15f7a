"""Who is meant by a response role at a moment, and how they are reached."""
