"""The order of a session: what is due, most forgotten first, then new cards along the concept graph."""

from collections import deque
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush, heapreplace
from itertools import islice

AT_ONCE = 3
"""How many new concepts take turns: enough to mix them, few enough to follow."""
CARDS_BEFORE_A_PROBLEM = 2
"""New cards of a concept before its next problem: what a word means, then what to do with it."""


def arrange(
    due: Sequence[str],
    new: Mapping[str, Sequence[str]],
    *,
    concept_of: Mapping[str, str],
    needs: Mapping[str, Collection[str]],
    new_left: int,
    problems: Container[str] = frozenset(),
) -> list[str]:
    """The cards of a session in order.

    `due` comes as retrievability orders it and keeps that order but where cards of one concept would follow
    each other; `concept_of` tells theirs. `new` comes by concept and as it is taught; what a concept needs is
    put first, concepts take turns, and `problems` come soon after a concept's first cards. Of the new ones,
    `new_left` are taken.
    """
    fresh = islice(along_the_graph(new, needs, problems), max(new_left, 0))
    return [*spread(due, concept_of), *fresh]


def spread(cards: Sequence[str], concept_of: Mapping[str, str]) -> list[str]:
    """The cards with no two of one concept side by side where that is possible, else in the order given."""
    waiting = {concept: deque(queue) for concept, queue in by_concept(cards, concept_of).items()}
    place = {card: at for at, card in enumerate(cards)}
    heads = [(place[queue[0]], concept) for concept, queue in waiting.items()]  # sorted, so a heap as it is
    crowds = [(-len(queue), concept) for concept, queue in waiting.items()]
    heapify(crowds)
    order: list[str] = []
    last = None
    for left in range(len(cards), 0, -1):
        crowd = _largest(crowds, waiting)
        if crowd != last and 2 * len(waiting[crowd]) > left:
            chosen = crowd  # a concept with more than half of what is left comes now, or it meets itself
        else:
            chosen = _first_but(last, heads, waiting, place)
        order.append(waiting[chosen].popleft())
        if waiting[chosen]:
            heappush(heads, (place[waiting[chosen][0]], chosen))
        last = chosen
    return order


def _largest(crowds: list[tuple[int, str]], waiting: Mapping[str, deque[str]]) -> str:
    """The concept with most cards left; what the heap says of others may be out of date."""
    while -crowds[0][0] != len(waiting[crowds[0][1]]):
        concept = crowds[0][1]
        heapreplace(crowds, (-len(waiting[concept]), concept))
    return crowds[0][1]


def _first_but(
    last: str | None,
    heads: list[tuple[int, str]],
    waiting: Mapping[str, deque[str]],
    place: Mapping[str, int],
) -> str:
    """The concept whose next card comes first, another one than `last` where there is another."""
    aside = None
    while heads:
        at, concept = heappop(heads)
        if not waiting[concept] or place[waiting[concept][0]] != at:
            continue  # its card was taken as that of a crowd
        if concept != last:
            if aside is not None:
                heappush(heads, aside)
            return concept
        aside = at, concept
    assert aside is not None
    return aside[1]


def along_the_graph(
    cards: Mapping[str, Sequence[str]],
    needs: Mapping[str, Collection[str]],
    problems: Container[str] = frozenset(),
) -> Iterator[str]:
    """The cards, which come by concept: all that a concept needs, however indirectly, before its own.

    The first AT_ONCE concepts that are ready take turns. In a graph with a circle (which the packs' check
    refuses) the circle is opened at its first card.
    """
    waiting = {concept: queue for concept, queue in cards.items() if queue}
    place = {concept: at for at, concept in enumerate(waiting)}
    blocked_by = {concept: _reach(concept, needs) & waiting.keys() - {concept} for concept in waiting}
    ready = [place[concept] for concept in waiting if not blocked_by[concept]]  # sorted, so a heap as it is
    concepts = list(waiting)
    coming: dict[str, deque[str]] = {}
    turns: deque[str] = deque()
    while waiting:
        begun: list[str] = []
        while ready and len(turns) + len(begun) < AT_ONCE:
            begun.append(concepts[heappop(ready)])
        if not turns and not begun:
            begun.append(next(iter(waiting)))
        for concept in begun:  # of ten thousand cards a session takes a few: the others need no order
            coming[concept] = problems_soon(waiting[concept], problems)
        turns.extend(begun)
        concept = turns.popleft()
        yield coming[concept].popleft()
        if coming[concept]:
            turns.append(concept)
            continue
        del waiting[concept]
        for later in waiting:
            if concept in blocked_by[later]:
                blocked_by[later].remove(concept)
                if not blocked_by[later] and later not in turns:
                    heappush(ready, place[later])


def problems_soon(cards: Collection[str], problems: Container[str]) -> deque[str]:
    """One concept's cards with a problem after every two others, both in the order in which they came."""
    others = deque(card for card in cards if card not in problems)
    tasks = deque(card for card in cards if card in problems)
    order: deque[str] = deque()
    while others or tasks:
        for _ in range(min(CARDS_BEFORE_A_PROBLEM, len(others))):
            order.append(others.popleft())
        if tasks:
            order.append(tasks.popleft())
    return order


def by_concept(cards: Iterable[str], concept_of: Mapping[str, str]) -> dict[str, list[str]]:
    """The cards of each concept, in the order in which they come."""
    queues: dict[str, list[str]] = {}
    for card in cards:
        queues.setdefault(concept_of[card], []).append(card)
    return queues


def _reach(concept: str, needs: Mapping[str, Collection[str]]) -> set[str]:
    """Every concept that has to come before this one."""
    found: set[str] = set()
    ahead = list(needs.get(concept, ()))
    while ahead:
        need = ahead.pop()
        if need not in found:
            found.add(need)
            ahead.extend(needs.get(need, ()))
    return found
