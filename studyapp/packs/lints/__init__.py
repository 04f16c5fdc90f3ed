"""The lint rules, a file each: what no schema can see, and what makes a question poor.

A rule's module is named for it (`few_variants.py` is the rule `few-variants`). Its docstring says what it is
about, its `findings(pack)` yields what it finds. What it finds is a warning, which `allow:` silences where it
is meant; where the module says `FAULT = True` it is a fault, which is mended.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from studyapp.packs.linted import Finding, Linted


@dataclass(frozen=True)
class Rule:
    """One module of this package."""

    name: str
    about: str
    """What it is about, in a sentence."""
    is_fault: bool
    findings: Callable[[Linted], Iterator[Finding]]


@cache
def rule_names() -> tuple[str, ...]:
    """The names of all rules."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(__path__)))


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its name."""
    return {name: _rule(name) for name in rule_names()}


def _rule(name: str) -> Rule:
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return Rule(
        name, " ".join((module.__doc__ or "").split()), getattr(module, "FAULT", False), module.findings
    )
