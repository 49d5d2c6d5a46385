"""What is missing, and for whom."""
