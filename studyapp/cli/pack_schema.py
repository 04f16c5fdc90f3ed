"""`studyapp pack schema`: the JSON Schema of a pack's files, for editors."""

from pathlib import Path

import click

from studyapp.errors import PackError
from studyapp.i18n import N_

FILES = ("pack", "concepts", "glossary", "cards")
ANY = "any"

EXAMPLES = N_(
    """\b
Examples:
  studyapp pack schema cards                  of the files with cards
  studyapp pack schema --output pack.json     of any file of a pack, into a file
  studyapp pack schema --output .schema/      one for each kind of file into a folder

\b
In a file's first line, with the path from that file:
  # yaml-language-server: $schema=../.schema/cards.json"""
)


@click.command("schema", epilog=EXAMPLES)
@click.argument("file", type=click.Choice([*FILES, ANY]), default=ANY)
@click.option(
    "--output",
    type=click.Path(path_type=str),
    metavar="PATH",
    help="Write it into this file; into a folder, one schema for each kind of file.",
)
def schema(file: str, output: str | None) -> None:
    """Print the JSON Schema of a pack's files.

    Editors with a YAML language server complete and check by it while a pack is written. FILE is pack (for
    pack.yaml), concepts or glossary (for concepts.yaml, glossary.yaml), cards (for the others), or any: one
    that tells them apart.
    """
    from studyapp.packs.json_schema import schema_text

    if output is None:
        click.echo(schema_text(file), nl=False)
        return
    path = Path(output)
    into_folder = output.endswith(("/", "\\")) or path.is_dir()
    texts = (
        {path / f"{each}.json": schema_text(each) for each in FILES}
        if into_folder
        else {path: schema_text(file)}
    )
    try:
        for target, text in texts.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise PackError(N_("{path} cannot be written: {reason}"), path=path, reason=reason) from error
