"""A station's link to the hub: a process of its own that reads, sends, and says how it stands."""
