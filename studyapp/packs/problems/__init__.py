"""From a problem's YAML to the engine's Problem, and trying it as learners will meet it."""
