"""Several laptops, one event: stations meet at a hub and converge.

Each station's journal is the truth; the hub (NATS JetStream) only passes entries on. Nothing in
here is ever waited for by a screen or by a scan.
"""
