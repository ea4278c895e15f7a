"""When a zone will be full, by how quickly it fills."""
