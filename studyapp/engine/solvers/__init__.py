"""The solvers, a chapter a module; the registry finds whatever stands here."""
