"""Training: a desk with made-up people who come in a queue, in a store of its own."""
