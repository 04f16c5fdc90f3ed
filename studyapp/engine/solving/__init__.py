"""How a solver is made and worked: givens in, named steps out, mistakes on the way."""
