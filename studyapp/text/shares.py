"""Shares as people read them: `88 %` in English, `88%` in Chinese, a dash where there is none yet."""

from studyapp.i18n import language


def share(part: float | None, *, exactly: bool = False, spoken: str | None = None) -> str:
    """A share of one as a percentage, whole or `exactly`; a dash where there is none yet."""
    if part is None:
        return "–"
    return per_cent(f"{100 * part:g}" if exactly else f"{100 * part:.0f}", spoken)


def per_cent(number: str, spoken: str | None = None) -> str:
    """With its sign, as `spoken` or the language spoken now writes it."""
    return f"{number}%" if (spoken or language()) == "zh" else f"{number} %"
