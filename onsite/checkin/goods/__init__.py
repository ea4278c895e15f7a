"""What a checkpoint of the kind “gift” hands out, at the desk."""
