"""What a call ends with besides 0 (fine) and 1 (found faults)."""

COULD_NOT_RUN = 2
INTERRUPTED = 130
