"""By what cards are found: the filters of a search line and the values of some, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.i18n import N_, language


@dataclass(frozen=True, slots=True)
class FilterName:
    """What a filter is called beside its English name, and what it takes."""

    zh: str
    """Its name where Chinese is spoken; the English one can be typed there, too."""
    takes: str
    """In English."""
    others: tuple[str, ...] = ()
    """What else it may be called."""


FILTERS: Mapping[str, FilterName] = {
    "concept": FilterName("概念", N_("by its id or its name")),
    "chapter": FilterName("章", N_("by its id or its title"), ("章节",)),
    "tag": FilterName("标签", N_("such as foundation, core, further")),
    "state": FilterName(
        "状态", N_("new, learning, review, due, leech, suspended, buried, flagged, note"), ("is",)
    ),
    "kind": FilterName("题型", N_("basic, cloze, choice, order, match, problem"), ("类型",)),
    "slip": FilterName("失误", N_("where you made this mistake"), ("错误",)),
    "pack": FilterName("卡包", N_("by its id or its title")),
}

STATES: Mapping[str, str] = {
    "new": "新",
    "learning": "学习中",
    "review": "复习",
    "due": "到期",
    "leech": "难点",
    "suspended": "停用",
    "buried": "搁置",
    "flagged": "旗标",
    "note": "笔记",
}
"""What a card can be, with its name in Chinese; both can be typed."""

KINDS: Mapping[str, str] = {
    "basic": "问答",
    "cloze": "填空",
    "choice": "选择",
    "order": "排序",
    "match": "配对",
    "problem": "计算题",
}
"""The kinds of cards, likewise."""

TAGS: Mapping[str, str] = {"foundation": "基础", "core": "核心", "further": "拓展"}
"""The tags that every pack has, likewise; other tags are called as their authors wrote them."""


def spoken(filter: str) -> str:
    """What a filter is called in the language spoken now."""
    return FILTERS[filter].zh if language() == "zh" else filter
