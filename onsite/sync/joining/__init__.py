"""How a new station comes to belong to the event: the code, the question, the answer."""
