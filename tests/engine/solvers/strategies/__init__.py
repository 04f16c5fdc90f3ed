"""Givens that fit together, for solvers that random ones seldom suit: a chapter a module.

A module has `STRATEGIES` (a solver's name to a Hypothesis strategy for all its givens) and, where it needs
one, `RARELY_SEEN`: (solver, mistake) to the reason why random variants seldom show the mistake.
"""

from importlib import import_module
from pkgutil import iter_modules

_MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]

STRATEGIES = {name: strategy for module in _MODULES for name, strategy in module.STRATEGIES.items()}
RARELY_SEEN = {
    mistake: why for module in _MODULES for mistake, why in getattr(module, "RARELY_SEEN", {}).items()
}
