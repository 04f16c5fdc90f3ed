"""The pure core: solvers, expressions, drawing, grading, demonstrations. No screen, no clock, no files."""
