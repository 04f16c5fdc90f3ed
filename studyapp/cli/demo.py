"""`studyapp demo`: a NumPy demonstration in the app, told in words, or its figures as JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from studyapp.cli.screen import on_terminal
from studyapp.domain.value import to_json
from studyapp.engine.demo import Demo, Knob
from studyapp.engine.demos import all_demos, find_demo
from studyapp.engine.threads import one_thread_each
from studyapp.errors import GivenError, StoreError
from studyapp.i18n import N_, _, language, listed
from studyapp.text.markdown import plain
from studyapp.text.numbers import show

COLUMNS = 80

EXAMPLES = N_(
    """\b
Examples:
  studyapp demo --list
  studyapp demo minibatch-loop                               open it in the app
  studyapp demo minibatch-loop --set batch_size=32 --json    the figures of every moment
  studyapp demo l1-vs-l2 --plain                             told in words
  studyapp demo minibatch-loop --preset too-fast --svg loop.svg"""
)


@click.command("demo", epilog=EXAMPLES)
@click.argument("name", required=False)
@click.option(
    "--set", "settings", multiple=True, metavar="KNOB=VALUE", help="Turn a knob; may be given several times."
)
@click.option("--list", "as_list", is_flag=True, help="List the demonstrations and their knobs.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures of every moment as a JSON object.")
@click.option("--preset", metavar="PRESET", help="Set the knobs to show one thing; --set goes on from there.")
@click.option(
    "--svg", type=click.Path(dir_okay=False, path_type=Path), help="Save what is seen as a picture."
)
@click.option("--small", is_flag=True, help="The picture of a window of 80×24, not 120×40.")
@click.option(
    "--theme",
    type=click.Choice(("dark", "light")),
    default="dark",
    show_default=True,
    help="The colours of the picture.",
)
@click.option(
    "--scene",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Which scene the picture shows, at its end.",
)
@click.option("--plain", "in_words", is_flag=True, help="Tell it in words, without drawing.")
def command(
    *,
    name: str | None,
    settings: tuple[str, ...],
    preset: str | None,
    as_list: bool,
    as_json: bool,
    in_words: bool,
    svg: Path | None,
    **picture_options: Any,
) -> None:
    """See a NumPy demonstration."""
    one_thread_each()
    if as_list or name is None:
        listing = [Described(found) for found in all_demos().values()]
        click.echo(json.dumps([each.as_json() for each in listing], ensure_ascii=False) if as_json
                   else "\n\n".join(each.as_text() for each in listing))  # fmt: skip
        return
    kind = find_demo(name)
    knobs: dict[str, Any] = {}
    given = kind.preset(preset) if preset is not None else kind()
    for setting in settings:
        knob, value = _setting(kind, setting)
        if knob in knobs:
            raise click.UsageError(_("'{name}' is given twice.", name=knob))
        knobs[knob] = value
    demo = replace(given, **knobs)
    if svg is not None:
        save_picture(demo, svg, **picture_options)
    elif as_json:
        click.echo(json.dumps(figures(demo), ensure_ascii=False, allow_nan=False))
    elif in_words or not on_terminal():
        for line in told(demo):
            click.echo(line)
    else:
        from studyapp.study.workspace import open_workspace
        from studyapp.tui.app import run

        with open_workspace() as workspace:
            knobs = {each.name: getattr(demo, each.name) for each in kind.knobs()}
            run(workspace, start="demo", name=name, knobs=knobs)


def save_picture(demo: Demo, path: Path, *, small: bool, **options: Any) -> None:
    """Write the SVG; raises StoreError where that cannot be done."""
    from studyapp.tui.demo_picture import LARGE, SMALL, picture

    if not path.parent.is_dir():
        raise StoreError(
            N_("{path} cannot be written: there is no folder {folder}"), path=path, folder=path.parent
        )
    try:
        path.write_text(picture(demo, size=SMALL if small else LARGE, **options), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(N_("{path} cannot be written: {reason}"), path=path, reason=reason) from error


def _setting(kind: type[Demo], setting: str) -> tuple[str, Any]:
    """The knob and value of `knob=value`."""
    name, equals, typed = setting.partition("=")
    if not equals:
        raise GivenError(N_("'{parameter}' turns no knob: write KNOB=VALUE"), parameter=setting)
    return name.strip(), kind.knob(name.strip()).read(typed)


@dataclass(frozen=True)
class Described:
    """A demonstration as the list has it."""

    demo: type[Demo]

    def as_json(self) -> dict[str, object]:
        """Name, title and knobs with their ranges."""
        return {
            "name": self.demo.name(),
            "title": self.demo.title.say(language()),
            "about": self.demo.about.say(language()),
            "knobs": [_knob_as_json(knob) for knob in self.demo.knobs()],
            "presets": [
                {"name": preset.name, "title": preset.say.say(language()), "knobs": dict(preset.settings)}
                for preset in self.demo.presets
            ],
        }

    def as_text(self) -> str:
        """The same for people."""
        lines = [_("{label}: {said}", label=self.demo.name(), said=self.demo.title.say(language()))]
        for knob in self.demo.knobs():
            if knob.kind is bool:
                bounds = _("on or off")
            elif knob.kind is str:
                bounds = listed(knob.names)
            else:
                bounds = _("{least} to {most}", least=show(knob.least), most=show(knob.most))
            said = _("{asked} ({how})", asked=knob.say.say(language()), how=bounds)
            lines.append(f"  {knob.name}={show(knob.default)}  {said}")
        for preset in self.demo.presets:
            lines.append(f"  --preset {preset.name}  {preset.say.say(language())}")
        return "\n".join(lines)


def _knob_as_json(knob: Knob) -> dict[str, object]:
    if knob.kind is str:
        return {"name": knob.name, "default": knob.default, "options": list(knob.names)}
    return {"name": knob.name, "default": knob.default, "least": knob.least, "most": knob.most}


def figures(demo: Demo) -> dict[str, object]:
    """The knobs, and the figures of every moment."""
    return {
        "demo": demo.name(),
        "knobs": {knob.name: getattr(demo, knob.name) for knob in demo.knobs()},
        "frames": [
            {"title": frame.title.say(language()), "figures": to_json(dict(frame.figures))}
            for frame in demo.frames()
        ],
    }


def told(demo: Demo) -> Iterable[str]:
    """The captions of every moment, line by line."""
    yield demo.title.say(language())
    yield ""
    yield from plain(demo.about.say(language()), COLUMNS)
    for frame in demo.frames():
        yield ""
        yield frame.title.say(language())
        yield from plain(frame.caption.say(language()), COLUMNS)
    yield ""
    yield from plain(demo.notice.say(language()), COLUMNS)
    if demo.question:
        yield ""
        yield from plain(demo.question.say(language()), COLUMNS)
