"""The pieces that screens are made of."""

from datetime import date

import pytest
from textual.app import App
from textual.binding import Binding
from textual.content import Content

from studyapp import i18n
from studyapp.config import LANGUAGES
from studyapp.domain.card import Reveal, WorkedStep
from studyapp.domain.grade import Grade, PartGrade, Status
from studyapp.domain.text import Text
from studyapp.tui.app import StudyApp
from studyapp.tui.keys import declared_keys, show_key
from studyapp.tui.phrases import say_date
from studyapp.tui.screens.study import StudyScreen
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.prose import prose
from studyapp.tui.widgets.revealed import Revealed, Verdict
from studyapp.tui.widgets.working import working


def step(formula: str, value: str, *, leaves_here: bool = False, say: str = "The side") -> WorkedStep:
    return WorkedStep("side", Text.same(say), formula, "", value, leaves_here)


def plain(lines) -> list[str]:
    return [line.plain.rstrip() for line in lines]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("enter", "Enter"),
        ("ctrl+p", "^p"),
        ("f2", "F2"),
        ("question_mark", "?"),
        ("h", "h"),
        ("plus", "+"),
        ("equals_sign", "="),
        ("pagedown", "PgDn"),
    ],
)
def test_keys_are_written_for_people(key, shown) -> None:
    assert show_key(key) == shown


def test_dates_are_said_in_the_language() -> None:
    day = date(2026, 11, 21)
    assert say_date(day) == "Saturday, 21 November"
    i18n.use("zh")
    assert say_date(day).startswith("11月21日")


def test_the_step_where_the_way_departs_is_marked_in_words_too() -> None:
    lines = plain(working([step("a", "1"), step("b", "2", leaves_here=True)], 80))
    assert [line for line in lines if "▶ Here your way departs." in line] == [lines[3]]


def test_a_working_keeps_to_its_width_and_breaks_before_the_equals_sign() -> None:
    long = WorkedStep(
        "s", Text.same("s"), r"\frac{a + b + c + d + e}{f}", r"\frac{1 + 2 + 3 + 4 + 5}{6}", "2.5"
    )
    for width in (24, 40, 80):
        assert max(line.cell_length for line in working([long], width)) <= width
    assert plain(working([long], 24))[-1].strip() == "= 2.5"


@pytest.mark.parametrize("departs", [False, True])
def test_what_a_step_is_called_goes_on_in_the_next_row(departs) -> None:
    i18n.use("zh")
    said = "输出（在每个位置上把重叠的数对应相乘，再求和）"
    drawn = working([step("y", "1", leaves_here=departs, say=said)], 32)
    assert max(line.cell_length for line in drawn) <= 32
    assert said in "".join(line.strip().removeprefix("1  ") for line in plain(drawn))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [20, 33, 80])
def test_prose_keeps_to_its_width_in_any_script(language, width) -> None:
    i18n.use(language)
    text = Text(
        "A **batch** of `32` samples: $\\sqrt{\\sigma^2 + \\varepsilon}$. " * 5,
        "一个**批次**含 `32` 个样本，损失取平均。" * 8,
    )
    lines = prose(text, width)
    assert max(line.cell_length for line in lines) <= width
    assert not any(line.plain.startswith(("，", "。")) for line in lines)


def test_a_verdict_says_in_words_what_the_sign_says() -> None:
    right, wrong = (
        PartGrade(status=Status.CORRECT),
        PartGrade(status=Status.INCORRECT, feedback=Text.same("So.")),
    )
    near = PartGrade(status=Status.IMPRECISE)
    verdict = Verdict()
    said = {}
    for name, grade in {
        "right": Grade(parts={"a": right}, score=1),
        "wrong": Grade(parts={"a": wrong}, score=0),
        "part": Grade(parts={"a": right, "b": wrong}, score=0.5),
        "near": Grade(parts={"a": near}, score=0),
        "none": None,
    }.items():
        verdict._grade = grade
        said[name] = plain(verdict.lines(80))
    assert said["right"] == ["✓ Right."]
    assert said["wrong"] == ["✗ Not right.", "  So."]
    assert said["part"][0] == "◐ Partly right: 1 of 2."
    assert said["near"][0].startswith("≈ Nearly")
    assert said["none"][0].startswith("○ You said that you don't know.")


def test_sections_that_are_missing_take_no_room() -> None:
    revealed = Revealed()
    revealed._reveal = Reveal(answer=Text.same("42"))
    assert [line.split()[0] for line in plain(revealed.lines(40))] == ["Answer", "42"]
    revealed._reveal = None
    assert revealed.lines(40) == []


def test_every_key_has_an_id_a_label_and_a_sentence_and_no_screen_binds_one_key_twice_at_once() -> None:
    hints = declared_keys([StudyScreen, StudyApp], {})
    assert all(hint.id and hint.tooltip for hint in hints)
    assert len({hint.id for hint in hints}) == len(hints)
    app_keys = {key for binding in StudyApp.BINDINGS for key in _keys(binding)}
    own_keys = {key for hint in declared_keys([StudyScreen], {}) for key in hint.keys}
    assert not app_keys & own_keys


def _keys(binding: object) -> list[str]:
    assert isinstance(binding, Binding)
    return [key.strip() for key in binding.key.split(",")]


class Growing(Drawn):
    """As many lines as it is told, in the colour that it is told."""

    many = 1
    colour = "red"

    def lines(self, width: int) -> list[Content]:
        return [Content.styled("a line", self.colour)] * self.many


async def test_what_was_drawn_before_it_was_laid_out_still_gets_its_rows() -> None:
    app: App[None] = App()
    async with app.run_test(size=(40, 10)) as pilot:
        growing = Growing()
        await app.mount(growing)
        await pilot.pause()
        assert growing.size.height == 1
        growing.many, growing._drawn_for = 2, None
        growing.render()  # the lines are known now, but nobody asked for room
        growing.redraw()
        await pilot.pause()
        assert growing.size.height == 2


async def test_only_what_looks_otherwise_is_drawn_anew(monkeypatch) -> None:
    app: App[None] = App()
    async with app.run_test(size=(40, 10)) as pilot:
        growing = Growing()
        await app.mount(growing)
        await pilot.pause()
        asked: list[bool] = []
        monkeypatch.setattr(growing, "refresh", lambda layout=False: asked.append(layout))
        growing.redraw()
        assert asked == []
        growing.colour = "blue"
        growing.redraw()
        assert asked == [False]
        growing.many = 2
        growing.redraw()
        assert asked == [False, True]


async def test_lines_within_the_rows_that_are_kept_free_for_them_move_nothing(monkeypatch) -> None:
    app: App[None] = App()
    async with app.run_test(size=(40, 10)) as pilot:
        growing = Growing()
        growing.styles.min_height = 2
        await app.mount(growing)
        await pilot.pause()
        asked: list[bool] = []
        monkeypatch.setattr(growing, "refresh", lambda layout=False: asked.append(layout))
        for many, moves in ((2, False), (0, False), (1, False), (3, True)):
            growing.many = many
            growing.redraw()
            assert asked.pop() is moves


@pytest.mark.parametrize(
    ("key", "row"),
    [("k", "▸ ● A tiny pack"), ("o", "▸ Language"), ("m", "▸ "), ("r", "▸ "), ("b", "▸○ "), ("ctrl+p", "▸")],
)
async def test_the_cursor_of_every_list_shows_without_colour(play, key, row) -> None:
    async with play() as player:
        await player.press(key)
        await player.until(lambda: "▸" in player.shown)
        (line,) = [line for line in player.rows if "▸" in line]
        assert line.strip().startswith(row)
        await player.press(*(["down"] if key != "b" else ["down", "down"]))  # the first leaves the search
        (after,) = [line for line in player.rows if "▸" in line]
        assert after != line


async def test_the_cursor_shows_beside_the_mark_of_what_was_changed(play, tiny_home) -> None:
    (tiny_home / "config.toml").write_text('theme = "sepia"\n', encoding="utf-8")
    async with play() as player:
        await player.press("o", "down")
        assert "•▸Theme" in player.shown
