"""The pure core: solvers, expressions, drawing, reading and grading, demonstrations. No screen, no clock, no files."""
