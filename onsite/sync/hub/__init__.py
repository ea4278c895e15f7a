"""The hub: a NATS server as a child, told who belongs to the event, watched and shown."""
