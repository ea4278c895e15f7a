"""What is issued to an attendee to be worn: designed, drawn, printed, followed until it is worn."""
