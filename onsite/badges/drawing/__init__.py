"""What was laid out, drawn: as a picture of dots, as a page of a PDF file."""
