"""Reporting an incident from any screen: one line, kept on the disk from its first key on."""
