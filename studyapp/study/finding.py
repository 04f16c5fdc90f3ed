"""Finding cards: a line of words and filters, read into terms; and which cards fit them.

`padding tag:core state:due slip:no_floor -kind:basic`: every word must stand somewhere in the texts of the
card, in either language, and every filter must fit. `"same padding"` is looked for as it stands, a comma says
"or" (`state:new,learning`), a minus before a term leaves out what fits it. A filter takes a value that begins
as typed, unless one is exactly that: so the cards found narrow while one types.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, TypeVar
from unicodedata import normalize

from studyapp.errors import UnknownNameError, nearest
from studyapp.i18n import N_, language, listed
from studyapp.study.filters import FILTERS, spoken
from studyapp.text.words import fold

Values: TypeAlias = Mapping[str, Mapping[str, frozenset[str]]]
"""By filter: each name of a value (as `name_key` writes it) with the keys of cards that it means."""

_CALLED = {called: name for name, its in FILTERS.items() for called in (name, its.zh, *its.others)}
_TOKEN = re.compile(r'(?:"[^"]*(?:"|$)|[^\s"])+')
_FILTER = re.compile(r"(?P<name>[^\W\d_]+):(?P<values>.*)", re.DOTALL)
_VALUE = re.compile(r'(?:"[^"]*(?:"|$)|[^,"])+')
_FEW = 12
"""So many values are told all; of more, only the nearest."""
_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"'})


class Findable(Protocol):
    """What a card can be found by."""

    @property
    def words(self) -> str:
        """All that it says, folded, a line for each text."""

    @property
    def keys(self) -> frozenset[str]:
        """`filter:value` for all that it is."""


Card = TypeVar("Card", bound=Findable)


@dataclass(frozen=True, slots=True)
class Words:
    """Something that a text of the card says."""

    said: str
    """Folded."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One of these keys is the card's."""

    keys: frozenset[str]
    negated: bool = False


Term: TypeAlias = Words | Filter


@dataclass(frozen=True, slots=True)
class Query:
    """A line that was read."""

    terms: tuple[Term, ...] = ()
    faults: tuple[UnknownNameError, ...] = field(default=(), compare=False)
    """Names that do not exist, each with the nearest that does; they never stop the rest."""

    def find(self, cards: Iterable[Card]) -> list[Card]:
        """The cards that fit all terms, in their order.

        Filters go first, so that texts are only searched of cards that fit these.
        """
        found = list(cards)
        for term in sorted(self.terms, key=lambda term: isinstance(term, Words)):
            found = _fitting(term, found)
        return found

    def narrows(self, wider: "Query") -> bool:
        """Whether every card that fits this one surely fits the other: each of its terms is a wider one."""
        return all(any(_narrows(term, before) for term in self.terms) for before in wider.terms)

    @property
    def texts(self) -> tuple[str, ...]:
        """The words looked for, folded."""
        return tuple(term.said for term in self.terms if isinstance(term, Words) and not term.negated)


def _narrows(term: Term, wider: Term) -> bool:
    if isinstance(term, Words) and isinstance(wider, Words) and not term.negated:
        return not wider.negated and wider.said in term.said
    if isinstance(term, Filter) and isinstance(wider, Filter) and not term.negated:
        return not wider.negated and term.keys <= wider.keys
    return term == wider


def _fitting(term: Term, cards: Sequence[Card]) -> list[Card]:
    negated = term.negated
    if isinstance(term, Filter):
        keys = term.keys
        return [card for card in cards if keys.isdisjoint(card.keys) is negated]
    said = term.said
    return [card for card in cards if (said not in card.words) is negated]


def with_colon(called: str) -> str:
    """A filter's name as it stands in a line, with the colon of its script."""
    return called + ("：" if _HAN.search(called) else ":")


def name_key(name: str) -> str:
    """A name as it is compared: `Output size`, `output-size`, `output_size` are one; commas are spaces."""
    return re.sub(r'[-_ ,"]+', "-", fold(name))


def read_query(line: str, values: Values) -> Query:
    """The line as terms; every line can be read, and what is unknown in it is told in `faults`."""
    terms: list[Term] = []
    faults: list[UnknownNameError] = []
    for token in _tokens(line):
        negated = len(token) > 1 and token[0] == "-"
        bare = token[1:] if negated else token
        stated = _FILTER.fullmatch(bare)
        name = _CALLED.get(stated["name"].casefold()) if stated else None
        if stated and name is None:
            faults.append(_no_filter(stated["name"]))
        if stated is None or name is None:
            if said := fold(bare.replace('"', " ")):
                terms.append(Words(said, negated))
        elif typed := [text for part in _VALUE.findall(stated["values"]) if (text := _unquoted(part))]:
            found = [(text, meant(name, text, values)) for text in typed]
            faults += [_no_value(name, text, values) for text, keys in found if not keys]
            terms.append(Filter(frozenset().union(*(keys for _text, keys in found)), negated))
    return Query(tuple(terms), tuple(faults))


def meant(name: str, typed: str, values: Values) -> frozenset[str]:
    """The keys that a typed value of a filter stands for; none where there is no such value."""
    known, key = values.get(name, {}), name_key(typed)
    if key in known:
        return known[key]
    return frozenset().union(*(keys for value, keys in known.items() if value.startswith(key)))


def completions(line: str, values: Values) -> list[str]:
    """What the last word of the line may become, as it stands in a line: filters first, then values.

    Nothing where the word is complete, or is no beginning of any.
    """
    _start, word = _last(line)
    minus = "-" if word.startswith("-") else ""
    stated = _FILTER.fullmatch(word.removeprefix("-"))
    if stated is None:
        begun = word.removeprefix("-").casefold()
        names = [called for name, its in FILTERS.items() for called in (its.zh, name)]
        fit = [called for called in names if begun and called.startswith(begun)]
        return [minus + with_colon(called) for called in fit]
    name = _CALLED.get(stated["name"].casefold())
    if name is None:
        return []
    before, _comma, begun = stated["values"].rpartition(",")
    key = name_key(begun.replace('"', ""))
    given = minus + with_colon(stated["name"])
    if before:
        given += before.replace(",", "，") + "，" if _HAN.search(given) else before + ","
    return [given + _written(name, value) for value in _named(name, values, key) if value != key]


def filter_begun(line: str) -> str:
    """The filter whose first value comes next, by its English name; nothing where none was just named."""
    stated = _FILTER.fullmatch(_last(line)[1].removeprefix("-"))
    return _CALLED.get(stated["name"].casefold(), "") if stated and not stated["values"] else ""


def _named(filter: str, values: Values, begun: str = "") -> list[str]:
    """One name for each value of a filter that begins like this: a Chinese one, where Chinese is spoken."""
    # A comma would end the value that it stands in.
    fit = [(value, keys) for value, keys in values.get(filter, {}).items() if value.startswith(begun)]
    if language() == "zh":
        fit.sort(key=lambda one: not _HAN.search(one[0]) or "," in one[0])
    first: dict[frozenset[str], str] = {}
    for value, keys in fit:
        first.setdefault(keys, value)
    return list(first.values())


def complete(line: str, word: str) -> str:
    """The line with its last word replaced; a whole value is followed by a space."""
    start, _word = _last(line)
    return line[:start] + word + ("" if word.endswith((":", "：")) else " ")


def _last(line: str) -> tuple[int, str]:
    """Where the last word begins, and the word as it is read; an empty one behind a space."""
    found = list(_TOKEN.finditer(line.translate(_QUOTES)))
    if not found or found[-1].end() < len(line):
        return len(line), ""
    return found[-1].start(), normalize("NFKC", found[-1][0])


def _tokens(line: str) -> Iterator[str]:
    return (found[0] for found in _TOKEN.finditer(normalize("NFKC", line).translate(_QUOTES)))


def _unquoted(part: str) -> str:
    return part.replace('"', " ").strip()


def _written(filter: str, value: str) -> str:
    """A value as its authors write it: mistakes are names of formulas, all else are words with hyphens."""
    return value.replace("-", "_") if filter == "slip" else value


def _no_filter(name: str) -> UnknownNameError:
    close = nearest(name, _CALLED)
    if close:
        return UnknownNameError(N_("there is no filter {name}; it is looked for as a word"), name, [close])
    return UnknownNameError(
        N_("there is no filter {name}; it is looked for as a word; the filters are {all}"),
        name,
        all=listed(map(spoken, FILTERS)),
    )


def _no_value(filter: str, typed: str, values: Values) -> UnknownNameError:
    known = [_written(filter, value) for value in values.get(filter, ())]
    told = [_written(filter, value) for value in _named(filter, values)]
    close, term = nearest(typed, known), with_colon(spoken(filter)) + typed
    if close or not 0 < len(told) <= _FEW:
        return UnknownNameError(N_("no card has {term}"), typed, [close] if close else [], term=term)
    return UnknownNameError(N_("no card has {term}; there are {all}"), typed, term=term, all=listed(told))
