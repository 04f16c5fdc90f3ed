"""NumPy routes that are fast on large arrays: arrays in, arrays out; for solvers, demos and instructors."""
