"""A second badge for somebody who has one: who may have it, and what becomes of the first."""
