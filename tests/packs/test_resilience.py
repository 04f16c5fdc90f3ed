"""Whatever stands in a pack, loading it ends with faults, never with an exception."""

from contextlib import suppress
from copy import deepcopy
from decimal import Decimal

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.errors import DrawError
from studyapp.packs.check import check_pack
from studyapp.packs.loader import load
from studyapp.packs.yaml import build, read_text

FILES = ["pack.yaml", "concepts.yaml", "training-loop/cards.yaml", "convolution/cards.yaml"]
ODD = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.sampled_from(
            [0, 1, 2, 0.5, "", " ", "a", "one", "{", "{size}", "{{", "$\\frac$", "1/0", "x[0]", "[", "%"]
        ),
        st.text(alphabet="ab{}$@\\|=<>^*/+-()[]., \n'\"é轮", max_size=12),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["en", "zh", "of", "from", "to", "x"]), inner),
    ),
    max_leaves=4,
)


def ways(data, way=()):
    """Every way into nested data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*way, key)
        yield from ways(value, (*way, key))


def plain(data):
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return float(data) if isinstance(data, Decimal) else data


@pytest.fixture(scope="module")
def pristine():
    from pathlib import Path

    tiny = Path(__file__).parents[1] / "data" / "packs" / "tiny"
    return {name: plain(build(read_text(tiny / name))) for name in FILES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("packs") / "tiny"
    for chapter in ("training-loop", "convolution"):
        (root / chapter).mkdir(parents=True)
    return root


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_odd_data_anywhere_is_told_and_raises_nothing(pristine, folder, data):
    files = deepcopy(pristine)
    for _ in range(data.draw(st.integers(1, 3))):
        file = files[data.draw(st.sampled_from(FILES))]
        *way, last = data.draw(st.sampled_from(list(ways(file))))
        holder = file
        for step in way:
            holder = holder[step] if isinstance(holder, dict | list) and step in _keys(holder) else {}
        if last in _keys(holder):
            if data.draw(st.booleans()) and isinstance(holder, dict):
                holder[data.draw(st.text("abcsn_-", min_size=1, max_size=6))] = holder.pop(last)
            else:
                holder[last] = data.draw(ODD)
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    loaded = load(folder)
    for card in loaded.cards.values():
        with suppress(DrawError):  # numbers that cannot be drawn are told in a sentence
            card.reveal(card.ask())
    check_pack(folder, seeds=3)


def _keys(holder):
    return holder.keys() if isinstance(holder, dict) else range(len(holder))


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="ab:- \n{}[]'\"|>#&*!%@?,\t\\轮1.", max_size=60))
def test_text_of_any_kind_is_read_or_refused_at_a_place(text):
    from studyapp.packs.yaml import YamlError

    try:
        build(text)
    except YamlError as error:
        line, column = error.place
        assert 1 <= line <= text.count("\n") + 2
        assert column >= 1
