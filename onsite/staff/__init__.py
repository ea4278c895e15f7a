"""Who works here: operators with their PINs and roles, shifts and who is at which."""
