"""`studyapp pack new`: three questions, and a small pack that works at once."""

import sys
from pathlib import Path

import click

from studyapp.config import LANGUAGES
from studyapp.errors import PackError
from studyapp.home import Home
from studyapp.i18n import N_, _, language
from studyapp.text.clean import clean

BOTH = "both"

EXAMPLES = N_(
    """\b
Examples:
  studyapp pack new half-life
  studyapp pack new half-life --lang both --title "Half-life / 半衰期" --yes
  studyapp pack new my-pack --into courses --lang zh"""
)


@click.command("new", epilog=EXAMPLES)
@click.argument("name")
@click.option("--title", help="What learners read; in both languages: “English / 中文”.")
@click.option(
    "--lang", type=click.Choice([*LANGUAGES, BOTH]), help="In which languages the texts are written."
)
@click.option("--concept", help="What is to be learnt first, said like the title.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="Where the pack's folder is made; without it, here.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: what is not said is taken as proposed.")
def new(
    name: str, *, title: str | None, lang: str | None, concept: str | None, into: Path, yes: bool
) -> None:
    """Begin a pack that works at once.

    NAME becomes the pack's folder and its id, which stays the same for ever: small letters and digits joined
    by “-”. The pack holds a card of each kind and two problems, with comments on how they are written.
    """
    from studyapp.packs.sources import find_sources
    from studyapp.packs.starting import Start, check_id, in_languages, write_pack

    check_id(name)
    if any(source.path.name == name for source in find_sources(Home.find())):
        raise PackError(
            N_("there is a pack {name} already; of two with one name only the first is read"), name=name
        )
    asks = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    lang = lang or _asked(asks, _("Languages (en, zh or both)"), language(), [*LANGUAGES, BOTH])
    words = name.replace("-", " ").capitalize()
    first = {"en": "First steps", "zh": "入门", BOTH: "First steps / 入门"}
    if lang == BOTH:
        title = title or _asked(asks, _("Title, as “English / 中文”"), f"{words} / {name} 卡包")
        concept = concept or _asked(asks, _("What is learnt first, as “English / 中文”"), first[lang])
    else:
        title = title or _asked(asks, _("Title"), words)
        concept = concept or _asked(asks, _("What is learnt first"), first[lang])
    languages = LANGUAGES if lang == BOTH else (lang,)
    start = Start(id=name, title=in_languages(title, languages), concept=in_languages(concept, languages))
    written = write_pack(into / name, start)
    _tell(into / name, written)


def _asked(asks: bool, question: str, proposed: str, choices: list[str] | None = None) -> str:
    """The answer to a question on the terminal; where none is asked, what is proposed."""
    if not asks:
        return proposed
    kind = click.Choice(choices) if choices else None
    answer: str = click.prompt(question, default=proposed, type=kind, show_choices=False, err=True)
    return answer


def _tell(folder: Path, written: list[Path]) -> None:
    """What was written, and what to do next."""
    shown = clean(str(folder))
    steps = {
        f"studyapp pack check {shown}": _("says exactly what is wrong"),
        f"studyapp pack preview {shown}": _("shows it while you write"),
        f"studyapp study --pack {shown}": _("learns it"),
    }
    width = max(map(len, steps))
    click.echo(_("{pack} is written, and it works as it is:", pack=shown))
    for path in written:
        click.echo(f"  {clean(str(path))}")
    click.echo("\n" + _("Put your own cards in place of the samples. What helps:"))
    for call, what in steps.items():
        click.echo(f"  {call:<{width}}  {what}")
    click.echo(
        "\n"
        + _("In {folder} it is studied along with the other packs.", folder=clean(str(Home.find().packs)))
    )
