"""A file for each screen, and beside it its style."""
