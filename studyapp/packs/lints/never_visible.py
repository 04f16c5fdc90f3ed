"""A mistake that hardly any variant shows cannot be recognised: its value is the answer's, or not finite."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from studyapp.domain.variant import Variant
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.trying import Tried
from studyapp.packs.texts import share_of

FAULT = True

SHARE_SEEN = Fraction(5, 100)
"""In how many variants of some level a declared mistake must show."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Mistakes that the author states or aims at and that show in too few variants of every level."""
    for tried in pack.tried:
        if tried.is_sampled:
            yield from _of_problem(tried)


def _of_problem(tried: Tried) -> Iterator[Finding]:
    shares: dict[str, Fraction] = {}
    for level in tried.levels:
        for name, times in _times_seen(level.variants).items():
            shares[name] = max(shares.get(name, Fraction(0)), Fraction(times, len(level.variants)))
    for index, mistake in enumerate(tried.schema.mistakes):
        if (what := _rarely(shares.get(mistake.id, Fraction(0)))) is not None:
            yield Finding(tried.spot.at("mistakes", index), what)
    own = {mistake.id for mistake in tried.schema.mistakes}
    for level in tried.levels:
        place = level.stated.origin("aim")
        for index, name in enumerate(level.plan.level.aim):
            if name not in own and (what := _rarely(shares.get(name, Fraction(0)))) is not None:
                yield Finding(place.at(index) if isinstance(place.data, list) else place, what)


def _rarely(seen: Fraction) -> Message | None:
    if seen >= SHARE_SEEN:
        return None
    if not seen:
        return Message("never visible; its value is that of the answer, within the tolerance, or not finite")
    return Message(
        "never visible in {share} of a level's variants, at most in {most}",
        share=share_of(float(SHARE_SEEN)),
        most=share_of(float(seen)),
    )


def _times_seen(variants: Sequence[Variant]) -> Mapping[str, int]:
    """In how many variants each mistake can be told from the answer, at its own step or carried on."""
    seen: Counter[str] = Counter()
    for variant in variants:
        seen.update({name for visible in variant.mistakes.values() for name in visible})
    for name, times in list(seen.items()):
        own = name.rpartition(".")[2]
        if own != name:
            seen[own] = max(seen[own], times)
    return seen
