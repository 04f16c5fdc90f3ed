"""The solvers, a chapter a package; the registry finds whatever stands here."""
