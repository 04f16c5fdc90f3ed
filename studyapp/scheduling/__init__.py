"""Scheduling, pure: FSRS-6 behind our own Memory and Rating, study days, the order of a session's queue."""
