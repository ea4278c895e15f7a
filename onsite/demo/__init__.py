"""A made-up conference to try everything on: its people, its plan, and a video of its guests."""
