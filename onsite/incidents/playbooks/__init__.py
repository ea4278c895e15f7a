"""Playbooks: what the plan says is to be done about an incident, as its tasks."""
