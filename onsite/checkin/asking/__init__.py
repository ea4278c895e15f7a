"""What is asked before somebody comes in: questions, confirmations, and a supervisor's word."""
