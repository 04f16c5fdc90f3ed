"""Chinese in an English text, or a Chinese text without Chinese, has come into the wrong place."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import HAN, bare, filled, tokens
from studyapp.packs.texts import is_prose

FEWEST = 3
"""Words from which on it is no term that Chinese takes over as it is."""

_HAN = re.compile(f"[{HAN}]")


def findings(pack: Linted) -> Iterator[Finding]:
    """English with Chinese in it, and Chinese with none."""
    for text, spot in pack.texts:
        stated = spot.data
        if not isinstance(stated, dict) or len(stated) < 2:
            continue
        if found := _HAN.search(bare(text.en)):
            yield Finding(
                spot.at("en"),
                Message("the English holds Chinese ({found})", found=found[0]),
                offset=found.start(),
            )
        zh = filled(text.zh)
        if text.en != text.zh and is_prose(zh) and len(tokens(zh)) >= FEWEST and not _HAN.search(zh):
            yield Finding(spot.at("zh"), Message("the Chinese holds no Chinese"))
