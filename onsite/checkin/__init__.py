"""Checkpoints, their rules, verdicts and scans, and the desk where it happens."""
