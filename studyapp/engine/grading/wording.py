"""Putting feedback into words, in both languages at once."""

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.text.numbers import show, show_response

NEVER = Text("never", "永不")


def said(value: Value, digits: int | None = None) -> Text:
    """A value for the reader."""
    return NEVER if value is None else Text.same(show(value, digits))


def said_as_read(value: Value) -> Text:
    """A value as the learner's response was read."""
    return NEVER if value is None else Text.same(show_response(value))


def sentence(text: Text, /, **values: Text | str | int) -> Text:
    """A sentence with its `{names}` filled in; a Text fills in each language with its own words."""
    filled = {
        name: value if isinstance(value, Text) else Text.same(str(value)) for name, value in values.items()
    }
    return Text(
        text.en.format(**{name: value.en for name, value in filled.items()}),
        text.zh.format(**{name: value.zh for name, value in filled.items()}),
    )


def together(*texts: Text) -> Text:
    """Sentences one after the other; Chinese needs no space between them."""
    said_texts = [text for text in texts if text]
    return Text(" ".join(text.en for text in said_texts), "".join(text.zh for text in said_texts))


def listed(texts: list[Text]) -> Text:
    """A Markdown list of several explanations."""
    return Text("\n".join(f"- {text.en}" for text in texts), "\n".join(f"- {text.zh}" for text in texts))


def one_of_several(texts: list[Text]) -> Text:
    """What explains a number: the one thing, or all that could."""
    different = list(dict.fromkeys(text for text in texts if text))
    if len(different) < 2:
        return different[0] if different else NOTHING
    several = Text("Several things can lead to this number:", "得到这个数，可能有几种原因：")
    explained = listed(different)
    return Text(f"{several.en}\n\n{explained.en}", f"{several.zh}\n\n{explained.zh}")
