"""One card's answers, each with the settings under which it was given."""

from studyapp.domain.attempt import Attempt, Mode
from studyapp.scheduling.schedule import Policy
from studyapp.store.log import COLUMNS, attempt_of_row
from studyapp.store.parameters import policy_of_text
from studyapp.store.store import Store


def card_history(store: Store, card: str) -> list[tuple[Attempt, Policy]]:
    """The answers to a card under this and its former ids that were not taken back, in the order (time, id).

    Resets are among them; what an author tried out is not.
    """
    rows = store.rows(
        f"SELECT {', '.join(f'answers.{name}' for name in COLUMNS)}, body FROM answers "
        "JOIN parameters ON parameters.hash = answers.parameters "
        "WHERE (card = ?1 OR card IN (SELECT was FROM aliases WHERE aliases.card = ?1)) AND mode <> ?2 "
        "ORDER BY at, answers.id",
        card,
        Mode.PREVIEW.value,
    )
    return [(attempt_of_row(tuple(row)), policy_of_text(body)) for *row, body in rows]
