"""Statements: what is said in public about an incident, once it is released."""
