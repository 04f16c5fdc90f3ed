"""A text in the languages the app speaks."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """What a learner reads, in English and Simplified Chinese (Markdown with `$…$` maths)."""

    en: str
    zh: str

    @classmethod
    def same(cls, text: str) -> "Text":
        """A text that is the same in every language: a number, a formula, a name."""
        return cls(text, text)

    def say(self, language: str) -> str:
        """The text in `language`; English for a language we do not speak."""
        return self.zh if language == "zh" else self.en

    def map(self, change: Callable[[str], str]) -> "Text":
        """The text with `change` made in each language."""
        return Text(change(self.en), change(self.zh))

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


NOTHING = Text("", "")
