"""The `studyapp` command: finds the verb, chooses the language, and shows every error as one sentence."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from studyapp import __version__, i18n
from studyapp.cli.spoken import in_own_words, let_click_speak, spoken
from studyapp.collecting import put_off, take_up
from studyapp.config import LANGUAGES, load_config, terminal_language
from studyapp.errors import StudyError, nearest
from studyapp.home import Home
from studyapp.i18n import N_, _, joined
from studyapp.text.clean import clean

COULD_NOT_RUN = 2
INTERRUPTED = 130

# The one-line helps stand here so that `studyapp --help` need not import every verb.
VERBS = {
    "study": N_("Study what is due today."),
    "quiz": N_("Quiz yourself: ten questions and a result."),
    "drill": N_("Practise one kind of problem until it is easy."),
    "demo": N_("See a NumPy demonstration."),
    "cram": N_("Ask cards before an exam, due or not."),
    "reset": N_("Let cards begin anew."),
    "mark": N_("Flag a card, let it rest, write a note on it."),
    "marks": N_("Tell which cards have a mark."),
    "due": N_("Tell what is due today."),
    "stats": N_("Tell how your learning goes."),
    "find": N_("Find cards by words, state, tags, mistakes."),
    "solve": N_("Work one problem and show the working."),
    "solvers": N_("List the solvers, or explain one."),
    "generate": N_("Draw variants of a problem."),
    "grade": N_("Grade a response to a variant."),
    "read": N_("Show how a typed response is read."),
    "pack": N_("Write, check and list content packs."),
    "export": N_("Write your attempts to a file."),
    "import": N_("Take in attempts from a file."),
    "backup": N_("Copy your answers to a safe place."),
    "restore": N_("Bring back a backup."),
    "doctor": N_("Check your answers, and mend what is damaged."),
    "config": N_("Show or change the settings."),
}

EXAMPLES = N_(
    """\b
Examples:
  studyapp                                    open the app
  studyapp study --minutes 10                 ten minutes of what is due
  studyapp solve conv_output_size size=7 kernel_size=3 stride=2 padding=1
  studyapp pack check my-pack                 say exactly what is wrong with a pack"""
)


class Verbs(click.Group):
    """The group whose commands live in a module each, imported when called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's module and take its `command`."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"studyapp.cli.{module_of(cmd_name)}").command
        return spoken(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or name the nearest one."""
        name = args[0]
        if name not in VERBS:
            close = nearest(name, VERBS)
            hint = _("Did you mean '{nearest}'?", nearest=close) if close else ""
            ctx.fail(joined(_("There is no command '{name}'.", name=name), hint))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, in the language spoken now."""
        click.Group.format_help(spoken(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with their one-line helps."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(about)) for name, about in VERBS.items()])


def module_of(verb: str) -> str:
    """The module of a verb: its name, with Python's own mark behind it where that is a word of Python's."""
    return f"{verb}_" if iskeyword(verb) else verb


def _speak(ctx: click.Context, parameter: click.Parameter, lang: str | None) -> None:  # noqa: ARG001
    """Take the language at once, so that `--lang zh --help` is in Chinese."""
    if lang:
        i18n.use(lang)
        let_click_speak()


@click.command(
    cls=Verbs,
    invoke_without_command=True,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="studyapp", help="Show the version and exit.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language for this call.",
)
@click.pass_context
def studyapp(ctx: click.Context) -> None:
    """Learn deep-learning fundamentals in the terminal.

    Without a command, the app opens.
    """
    if ctx.invoked_subcommand is None:
        put_off()  # the app takes it up once it is painted
        try:
            _open_app()
        finally:
            take_up()


def _open_app() -> None:
    from studyapp.study.workspace import open_workspace
    from studyapp.tui.app import run
    from studyapp.tui.places import HOME, WELCOME

    with open_workspace() as workspace:
        run(workspace, WELCOME if workspace.is_fresh else HOME)


def chosen_language() -> str:
    """The language of the settings, else of the environment, else English."""
    try:
        configured = load_config(Home.find()).language
    except StudyError:
        configured = None  # the verb that needs the settings says what is wrong with them
    return configured or terminal_language()


def main(arguments: Sequence[str]) -> int:
    """Run one call and return its exit status."""
    _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a character is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    i18n.use(chosen_language())
    let_click_speak()
    try:
        status = studyapp.main(list(arguments), prog_name="studyapp", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        in_own_words(error).show()
        return COULD_NOT_RUN
    except StudyError as error:
        click.echo(f"studyapp: {clean(i18n.sentence(error))}", err=True)
        return COULD_NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click makes the second out of the first
        _write_no_more()  # the reader went away (`… | head`)
        return 0
    except OSError as error:
        reason = _(error.strerror or str(error))
        if error.filename is not None:  # a folder that may not even be looked into
            said = _("{path} cannot be used: {reason}", path=error.filename, reason=reason)
            click.echo(clean(f"studyapp: {said}"), err=True)
            return COULD_NOT_RUN
        # What a verb reads and writes it answers for itself; what is left is its output: a disk that is full.
        _write_no_more()
        click.echo("studyapp: " + _("the output cannot be written: {reason}", reason=reason), err=True)
        return COULD_NOT_RUN
    return status if isinstance(status, int) else 0


def _open_missing_streams() -> None:
    """Open what the caller closed (`studyapp … >&-`), so that no file of ours gets its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (open to the end)


def _write_no_more() -> None:
    """Point standard output at nothing, or Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> None:
    """Enter from the shell."""
    sys.exit(main(sys.argv[1:]))
