"""The plan: what is written down beforehand, in `event.toml`."""
