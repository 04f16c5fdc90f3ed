"""Learning for real: back-propagation, layers and descent, small enough to read, on seeded data."""
