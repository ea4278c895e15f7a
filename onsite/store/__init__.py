"""The store: one SQLite file, one thread that touches it, its migrations and backups."""
