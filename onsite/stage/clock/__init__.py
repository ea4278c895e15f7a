"""The time by which timers run: it goes on while a computer sleeps, and nobody can set it."""
