"""The event's key and what follows from it: certificates, the keys of stations, what is sealed."""
