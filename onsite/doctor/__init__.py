"""What this computer lacks, and the one command that mends it."""
