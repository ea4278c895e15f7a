"""METHANE: what is said of a major incident, letter by letter, and what is not said yet."""
