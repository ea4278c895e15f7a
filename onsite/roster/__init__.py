"""The attendees and their credentials: import from other systems, and search."""
