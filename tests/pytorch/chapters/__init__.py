"""A chapter a module, each with `cases()`."""
