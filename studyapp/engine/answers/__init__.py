"""Answers beside each other: how near is near enough, what matches, how many digits are right."""
