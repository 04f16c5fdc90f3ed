"""Where packs come from, and how a change in any of them is noticed without reading YAML."""

import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from studyapp.errors import PackError
from studyapp.home import Home
from studyapp.packs import sources
from studyapp.packs.sources import Source, find_sources, fingerprint, named_packs


@pytest.fixture
def folder_of(tmp_path, monkeypatch):
    """Makes folders with a pack.yaml; nothing is built in."""
    monkeypatch.setattr(sources, "builtin_folder", lambda: tmp_path / "builtin")

    def make(*names):
        for name in names:
            (tmp_path / name).mkdir(parents=True)
            (tmp_path / name / "pack.yaml").write_text("id: x\n")
        return tmp_path

    return make


def names(found, root):
    return [(str(source.path.relative_to(root)), source.builtin) for source in found]


def test_packs_come_from_the_command_line_the_program_and_the_home(folder_of):
    root = folder_of("builtin/b", "builtin/a", "home/packs/own", "given", "several/two", "several/one")
    home = Home.under(root / "home")
    found = find_sources(home, [root / "given", root / "several"])
    assert names(found, root) == [
        ("given", False),
        ("several/one", False),
        ("several/two", False),
        ("builtin/a", True),
        ("builtin/b", True),
        ("home/packs/own", False),
    ]


def test_a_pack_that_is_found_twice_is_taken_once(folder_of):
    root = folder_of("builtin/a")
    assert names(find_sources(None, [root / "builtin" / "a", root / "builtin"]), root) == [
        ("builtin/a", True)
    ]


def test_a_folder_without_a_pack_is_no_pack(folder_of, tmp_path):
    root = folder_of("builtin/a")
    (root / "builtin" / "__pycache__").mkdir()
    assert names(find_sources(None), root) == [("builtin/a", True)]
    with pytest.raises(PackError, match="there is no folder"):
        find_sources(None, [tmp_path / "nowhere"])
    with pytest.raises(PackError, match=r"there is no pack\.yaml in .*__pycache__"):
        find_sources(None, [root / "builtin" / "__pycache__"])


def test_a_link_to_a_folder_is_no_pack(folder_of):
    root = folder_of("elsewhere")
    (root / "builtin").mkdir()
    os.symlink(root / "elsewhere", root / "builtin" / "linked")
    assert find_sources(None) == []


def test_an_installed_package_brings_packs_without_being_run(folder_of, monkeypatch):
    root = folder_of("my_course/packs/algebra")
    (root / "my_course" / "__init__.py").write_text("raise RuntimeError('a pack is data')")
    monkeypatch.syspath_prepend(str(root))
    points = [
        EntryPoint("course", "my_course.packs", "studyapp.packs"),
        EntryPoint("gone", "no_such_course", "studyapp.packs"),
    ]
    monkeypatch.setattr(sources, "entry_points", lambda group: points)
    assert names(find_sources(None), root) == [("my_course/packs/algebra", False)]


def test_of_what_is_built_in_the_main_pack_goes_first(folder_of):
    folder_of(f"builtin/{sources.MAIN_PACK}", "builtin/a", "builtin/z")
    assert [source.path.name for source in find_sources()] == [sources.MAIN_PACK, "a", "z"]
    assert (Path(__file__).parents[2] / "content" / sources.MAIN_PACK).is_dir()


def test_a_pack_can_be_called_by_its_name(folder_of, tmp_path, monkeypatch):
    root = folder_of("builtin/a", "home/packs/own", "here/own")
    monkeypatch.chdir(tmp_path)
    home = Home.under(root / "home")
    assert named_packs([Path("a"), Path("own")], home) == [root / "builtin/a", root / "home/packs/own"]
    monkeypatch.chdir(tmp_path / "here")
    assert named_packs([Path("own")], home) == [Path("own")]  # what lies here goes before
    with pytest.raises(PackError, match="there is no folder no-such"):
        named_packs([Path("no-such")], home)


def test_the_program_has_a_pack_of_its_own():
    assert [source.path.name for source in find_sources(None) if source.builtin]


def test_the_fingerprint_changes_with_any_file_that_is_read(tiny, tmp_path, folder_of):
    from shutil import copytree

    folder = copytree(tiny, tmp_path / "copy")
    source = Source(folder)
    seen = {fingerprint([source])}
    assert fingerprint([source]) in seen
    card = folder / "convolution" / "cards.yaml"
    stamp = card.stat()
    card.write_text(card.read_text().replace("learnt", "taught"))
    os.utime(card, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    seen.add(fingerprint([source]))
    (folder / "convolution" / "more.yaml").write_text("[]")
    seen.add(fingerprint([source]))
    (folder / "convolution" / "more.yaml").rename(folder / "convolution" / "most.yaml")
    seen.add(fingerprint([source]))
    seen.add(fingerprint([Source(folder, builtin=True)]))
    seen.add(fingerprint([]))
    assert len(seen) == 6
    (folder / "README.md").write_text("not read")
    assert fingerprint([source]) in seen


def test_finding_packs_imports_neither_yaml_nor_pydantic(tiny):
    probe = (
        "import sys; from pathlib import Path; from studyapp.packs.library import Library;"
        "from studyapp.packs.sources import find_sources, fingerprint;"
        "assert fingerprint(find_sources(None, [Path(sys.argv[1])]));"
        "sys.exit(', '.join({'yaml', 'pydantic', 'numpy'} & set(sys.modules)) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(tiny)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
