"""The frame of the command line: finding verbs, refusing wrong calls kindly, staying light."""

import re
import subprocess
import sys

import pytest


def test_every_verb_of_the_table_can_be_imported():
    from studyapp.cli.verbs import VERBS, studyapp

    for verb in VERBS:
        assert studyapp.get_command(None, verb) is not None, verb


def commands(command, path=()):
    """Every command with the words that call it."""
    yield path, command
    for name in getattr(command, "commands", {}):
        yield from commands(command.commands[name], (*path, name))


def test_every_help_has_an_example():
    from studyapp.cli.verbs import VERBS, studyapp

    for verb in VERBS:
        for path, command in commands(studyapp.get_command(None, verb), (verb,)):
            assert " ".join(("studyapp", *path)) in (command.epilog or ""), path


@pytest.mark.parametrize("verb", ["generate", "grade"])
def test_the_problems_in_the_examples_are_there(verb):
    from studyapp.cli.verbs import studyapp
    from studyapp.packs.library import Library
    from studyapp.packs.sources import find_sources

    library = Library.load(find_sources())
    named = re.findall(rf"studyapp {verb} ([a-z][a-z/-]+)", studyapp.get_command(None, verb).epilog)
    assert named
    assert all(library.find_problem(name) for name in named if name != "my-problem")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_the_overview_imports_no_heavy_library(arguments):
    probe = (
        "import sys; from studyapp.cli.main import main; status = main(sys.argv[1:]);"
        "heavy = {'numpy', 'pydantic', 'yaml', 'textual'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["quizz"], "Did you mean 'quiz'?"),
        (["frobnicate"], "There is no command 'frobnicate'"),
        (["--frobnicate"], "No such option"),
    ],
)
def test_a_wrong_call_gets_a_sentence_and_status_two(arguments, sentence, capsys):
    from studyapp.cli.main import main

    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
