"""What the app writes for other programs, a file for each format."""
