"""The guide for authors is right: its pack, put together from its own examples, has no fault."""

import re
from pathlib import Path

from studyapp.packs.check import check_pack

GUIDE = Path(__file__).parents[2] / "docs" / "packs.md"


def test_the_pack_of_the_guide_passes_the_check(write_pack):
    pack, concepts, *cards = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    folder = write_pack(
        {"pack.yaml": pack, "concepts.yaml": concepts, "savings/cards.yaml": "\n".join(cards)}
    )
    checked = check_pack(folder)
    assert [str(fault) for fault in checked.faults] == []
    assert {card.kind for card in checked.cards.values()} == {"basic", "cloze", "choice", "problem"}
