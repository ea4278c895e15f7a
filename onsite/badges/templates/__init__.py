"""What a badge looks like: TOML files, read, inherited from each other, found and published."""
