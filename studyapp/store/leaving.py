"""The whole log on its way out of the file, as lines of JSON."""

from collections.abc import Iterator

from studyapp.store.failures import damaged
from studyapp.store.lines import ATTEMPT, LINE, MARK, PARAMETERS, TOMBSTONE
from studyapp.store.store import Store

_EXPORTED = {
    "parameters": f"SELECT {', '.join(PARAMETERS)} FROM parameters ORDER BY hash",
    "attempts": f"SELECT {', '.join(ATTEMPT)} FROM attempts ORDER BY at, id",
    "tombstones": f"SELECT {', '.join(TOMBSTONE)} FROM tombstones ORDER BY at, attempt, device",
    "marks": f"SELECT {', '.join(MARK)} FROM marks ORDER BY at, id, device, card, mark, value",
}


def lines(store: Store) -> Iterator[str]:
    """The whole log: parameters, then attempts in the order (time, id), taken-back ones too, then the others.

    In this order each line stands behind those that it speaks of. All are of one moment.
    """
    with store.snapshot() as file:
        for table, query in _EXPORTED.items():
            try:
                yield from map(LINE[table], file.execute(query))
            except (TypeError, ValueError) as error:  # no row that we wrote has such values
                raise damaged(store.path, error) from error
