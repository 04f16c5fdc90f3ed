"""The interface's own sentences in the learner's language, by gettext; what is taught is `Text`, not this."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.config import LANGUAGES
from studyapp.errors import StudyError
from studyapp.messages import Message, Names

if TYPE_CHECKING:
    from gettext import GNUTranslations

LOCALE = Path(__file__).with_name("locale")
"""The catalogues, each as `LANGUAGE/LC_MESSAGES/DOMAIN.mo`."""
_language = "en"


def use(language: str) -> None:
    """Speak `language` from now on, in the whole process; English for a language we do not speak."""
    global _language  # noqa: PLW0603 (one learner, one screen, one language at a time)
    _language = language if language in LANGUAGES else "en"


def language() -> str:
    """The language spoken now: `en` or `zh`."""
    return _language


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a sentence for translation where it is written; `_` says it where it is shown."""
    return message


def _(message: str, /, **values: object) -> str:
    """The sentence in the language spoken now, with its values put in."""
    return _put_in(_translated(message, _language), values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The sentence for `count` things, with `{count}` and its other values put in."""
    catalogue = _catalogue(_language)
    said = (one if count == 1 else many) if catalogue is None else catalogue.ngettext(one, many, count)
    return _put_in(said, {"count": count, **values})


def listed(names: Iterable[object]) -> str:
    """Names in a row as the language spoken now writes them: `a, b`, in Chinese `a、b`."""
    return Names(names).say(_language)


def joined(*sentences: str) -> str:
    """Sentences one after the other; Chinese ones stand without a space between."""
    return ("" if _language == "zh" else " ").join(filter(None, sentences))


def sentence(told: StudyError | Message, language: str | None = None) -> str:
    """What an error or another message says to its reader, in `language` or the one spoken now."""
    spoken = language or _language
    message = told.message if isinstance(told, StudyError) else told
    said = {name: _say(value, spoken) for name, value in message.values.items()}
    return _translated(message.template, spoken).format(**said)


def _say(value: object, language: str) -> object:
    """A value as it stands in a sentence: messages and texts within it are in the same language."""
    if isinstance(value, StudyError | Message):
        return sentence(value, language)
    if isinstance(value, Names):
        return value.row([str(_say(name, language)) for name in value], language)
    if isinstance(value, str):
        return _translated(value, language) if value in _SYSTEM else value
    say = getattr(value, "say", None)
    return say(language) if callable(say) else value


# What the operating system says of a file, where a reader can do something about it.
_SYSTEM = frozenset(
    {
        N_("No such file or directory"),
        N_("Permission denied"),
        N_("Is a directory"),
        N_("Not a directory"),
        N_("File exists"),
        N_("File name too long"),
        N_("No space left on device"),
        N_("Read-only file system"),
        N_("Too many open files"),
        N_("Input/output error"),
    }
)


def _translated(message: str, language: str) -> str:
    """The message as the catalogue has it; the empty one would be the catalogue's own header."""
    if not message:
        return ""
    catalogue = _catalogue(language)
    if catalogue is None:
        return message
    said = catalogue.gettext(message)
    # A sentence that is said with a number elsewhere has its only entry there.
    return catalogue.ngettext(message, message, 1) if said == message else said


def _put_in(template: str, values: dict[str, object]) -> str:
    return template.format(**values) if values else template


@cache
def _catalogue(language: str) -> "GNUTranslations | None":
    """The translations into `language`; None where there is no compiled catalogue: so for English."""
    try:
        with (LOCALE / language / "LC_MESSAGES" / "studyapp.mo").open("rb") as compiled:
            from gettext import GNUTranslations  # whoever reads English needs none of it

            return GNUTranslations(compiled)
    except FileNotFoundError:
        return None
