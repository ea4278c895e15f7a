"""A badge as it will be printed, shown in the terminal while its file is edited."""
