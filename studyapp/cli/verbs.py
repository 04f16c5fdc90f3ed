"""What follows `studyapp` on the command line: every verb with its one-line help, found when it is called."""

from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from studyapp import __version__, i18n
from studyapp.cli.opening import open_app
from studyapp.cli.spoken import in_own_words, let_click_speak, spoken
from studyapp.cli.status import COULD_NOT_RUN, INTERRUPTED
from studyapp.config import LANGUAGES
from studyapp.errors import nearest
from studyapp.i18n import N_, _, joined

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
        open_app()


def call(arguments: Sequence[str]) -> int:
    """Call a verb and return its exit status; a wrong call is told, what goes wrong within is raised."""
    let_click_speak()
    try:
        status = studyapp.main(list(arguments), prog_name="studyapp", standalone_mode=False)
    except click.ClickException as error:
        in_own_words(error).show()
        return COULD_NOT_RUN
    except click.Abort:
        return INTERRUPTED
    return status if isinstance(status, int) else 0
