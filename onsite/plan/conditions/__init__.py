"""What a checkpoint asks before it lets somebody in: `allow` of the plan, as a tree.

`reading` makes trees of what stands in `event.toml`, `printing` turns them back; `sense` finds
those that nobody can ever meet; `pretix` brings over rules of pretix.
"""
