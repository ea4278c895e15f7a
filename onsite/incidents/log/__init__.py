"""What the log of incidents holds true, decided from values alone; drafts and attachments."""
