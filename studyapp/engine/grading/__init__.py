"""What a response earned, what it looks like, and how the problem is worked."""
