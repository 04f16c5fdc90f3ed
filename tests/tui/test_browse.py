"""Browse: finding any card while typing, looking at it, playing it, marking it; all by keys."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from studyapp import i18n
from studyapp.config import LANGUAGES
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import Marks
from studyapp.domain.text import Text
from studyapp.scheduling.schedule import State
from studyapp.store.ids import new_id
from studyapp.study.phrases import say_interval
from studyapp.study.workspace import Workspace
from studyapp.text.width import width as columns_of
from studyapp.tui.marking import label_of_mark, mark_keys
from studyapp.tui.widgets.card_preview import CardPreview
from studyapp.tui.widgets.card_rows import card_row

FIVE = [
    "tiny/why-batches",
    "tiny/epoch-cloze",
    "tiny/gpu-hours",
    "tiny/kernel-weights",
    "tiny/conv-output-size",
]


@pytest.fixture
def browse(play):
    """Opens the cards and waits until they are gathered."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opened(query="", size=(80, 24)):
        async with play(size=size, start="browse", query=query) as player:
            await player.until(lambda: "cards" in player.rows[0] or " of 5" in player.rows[0])
            yield player

    return opened


def listed(player) -> list[str]:
    """The ids of the cards in the list."""
    return list(player.app.screen._found)


def under_cursor(player) -> str:
    return player.app.screen._card.id


def put_answer(workspace: Workspace, card: str, rating=Rating.EASY, days=0.0, mistakes=()) -> None:
    at = workspace.clock() - timedelta(days=days)
    workspace.store.append(
        Attempt(
            id=new_id(at), device=workspace.store.device, at=at, mode=Mode.STUDY, card=f"tiny/{card}",
            rating=rating, seconds=5.0, mistakes=mistakes,
        )
    ).result()  # fmt: skip


async def test_home_leads_there_and_back(play):
    async with play() as player:
        await player.press("b")
        await player.until(lambda: "5 cards" in player.shown)
        await player.press("escape")  # out of the search line
        await player.press("escape")
        assert "Today" in player.rows[0]


async def test_each_letter_narrows_what_is_found(browse):
    async with browse() as player:
        assert listed(player) == FIVE
        await player.type("kernel")
        assert listed(player) == ["tiny/kernel-weights"]
        assert "1 of 5" in player.rows[0]
        await player.press(*["backspace"] * 6)
        assert listed(player) == FIVE


async def test_the_key_that_leads_to_the_line_is_not_typed_into_it(browse):
    async with browse() as player:
        await player.press("slash")
        await player.type("filter")
        assert player.app.screen._line.value == "filter"


async def test_letters_are_letters_while_one_types(browse):
    async with browse() as player:
        await player.type("q-x/s")
        assert player.app.screen._line.value == "q-x/s"
        assert listed(player) == []


async def test_chinese_is_found_in_an_english_interface(browse):
    async with browse() as player:
        player.app.screen._line.value = "硬件"
        await player.settle()
        assert listed(player) == ["tiny/why-batches"]


async def test_tab_completes_what_is_offered(browse):
    async with browse() as player:
        await player.type("cha")
        assert "Tab chapter:" in player.shown
        await player.press("tab")
        await player.type("con")
        await player.press("tab")
        assert player.app.screen._line.value == "chapter:convolution "
        assert listed(player) == FIVE[3:]


async def test_an_unknown_name_is_told_with_the_nearest_and_stops_nothing(browse):
    async with browse() as player:
        await player.type("kind:problme")
        assert "no card has kind:problme; did you mean problem?" in player.shown
        assert "No card fits" in player.shown or listed(player) == []
        await player.press(*["backspace"] * 3)
        assert listed(player) == ["tiny/gpu-hours", "tiny/conv-output-size"]
        assert "did you mean" not in player.shown


async def test_nothing_found_is_told_kindly(browse):
    async with browse("no such thing") as player:
        await player.until(lambda: "No card fits." in player.shown)
        await player.press(
            "enter", "f", "x", "r", "c", "s", "n", "space", "down", "end"
        )  # nothing to do it to
        assert "0 of 5" in player.rows[0]


async def test_the_list_is_walked_by_keys(browse):
    async with browse() as player:
        await player.press("down")  # out of the search line
        assert under_cursor(player) == FIVE[0]
        await player.press("down")
        assert under_cursor(player) == FIVE[1]
        await player.press("end")
        assert under_cursor(player) == FIVE[4]
        await player.press("down")
        assert under_cursor(player) == FIVE[4]
        await player.press("pageup")
        assert under_cursor(player) == FIVE[0]
        await player.press("pagedown", "up")
        assert under_cursor(player) == FIVE[3]
        await player.press("home")
        assert under_cursor(player) == FIVE[0]


async def test_a_new_card_is_shown_with_its_answer(browse):
    async with browse("hardware", size=(120, 40)) as player:
        await player.until(lambda: "It would be noisy" in player.shown)
        assert "new  tiny/why-batches" in player.shown
        assert "Noise falls as 1/√B" in player.shown


async def test_a_problem_is_shown_with_other_numbers_at_a_key(browse):
    async with browse("gpu-hours", size=(120, 40)) as player:
        await player.until(lambda: "Working" in player.shown)
        first = player.shown
        await player.press("n")
        await player.until(lambda: player.app.screen._look.peek.seed == 1)
        assert "Working" in player.shown
        assert player.shown != first


async def test_the_preview_of_the_card_before_is_not_shown_for_the_next(browse):
    async with browse("", size=(120, 40)) as player:
        await player.press("down")
        await player.until(lambda: "It would be noisy" in player.shown)
        await player.press("down")
        await player.until(lambda: "One pass over all training samples is one epoch" in player.shown)
        assert "It would be noisy" not in player.shown


async def test_space_hides_the_preview_and_shows_it_again(browse):
    async with browse("hardware") as player:
        await player.until(lambda: "It would be noisy" in player.shown)
        await player.press("space")
        assert "Enter asks it" not in player.shown
        await player.press("space")
        await player.until(lambda: "It would be noisy" in player.shown)


async def test_enter_plays_a_card_that_is_not_due_for_practice(browse):
    async with browse("hardware") as player:
        await player.press("enter")
        assert player.slug == "why-batches"
        assert any("For practice" in notice for notice in player.notices)
        await player.press("enter", "3")
        store = player.app.workspace.store
        assert [attempt.mode for attempt in store.attempts()] == [Mode.DRILL]
        assert store.memory("tiny/why-batches") is None
        await player.press("escape")
        assert under_cursor(player) == "tiny/why-batches"


async def test_enter_plays_a_card_that_is_due_for_good(learner, play):
    past = learner()
    put_answer(past, "why-batches", days=90)
    past.store.close()
    async with play(start="browse", query="state:due") as player:
        await player.until(lambda: "1 of 5" in player.rows[0])
        await player.until(lambda: "it is due, so your answer counts" in player.shown)
        await player.press("enter")
        assert not list(player.notices)
        await player.press("enter", "3")
        modes = [attempt.mode for attempt in player.app.workspace.store.attempts()]
        assert modes == [Mode.STUDY, Mode.STUDY]
        await player.press("escape")
        await player.until(lambda: "in review" in player.shown)
        assert listed(player) == ["tiny/why-batches"]  # the list stays until something else is looked for


@pytest.mark.parametrize(("key", "told"), [("-", "buried: it is not asked"), ("x", "The card is suspended.")])
async def test_a_card_laid_aside_at_the_end_names_no_key_that_is_gone(browse, key, told):
    async with browse("kernel-weights") as player:
        await player.press("enter")
        await player.until(lambda: "Browse" not in player.rows[0])
        await player.press("f3")
        await player.until(lambda: "Answer" in player.shown)
        await player.press({"-": "minus"}.get(key, key))
        await player.until(lambda: "Browse" in player.rows[0])
        assert told in list(player.notices)[-1]
        assert "takes that back" not in list(player.notices)[-1]


async def test_marks_are_set_and_taken_back_where_the_card_stands(browse):
    async with browse("hardware") as player:
        marking = player.app.workspace.marking
        for key, state in (("f", "flagged"), ("x", "suspended"), ("minus", "buried")):
            await player.press(key)
            await player.until(lambda state=state: state in player.app.screen._card.states)
            await player.press(key)
            await player.until(lambda state=state: state not in player.app.screen._card.states)
        assert marking.of("tiny/why-batches") == type(marking.of("tiny/why-batches"))()


async def test_a_flagged_card_is_found_by_its_flag(browse):
    async with browse("hardware") as player:
        await player.press("f")
        await player.until(lambda: "⚑" in player.shown)
        await player.press("slash", *["backspace"] * 8)
        await player.type("state:flagged")
        assert listed(player) == ["tiny/why-batches"]


async def test_a_note_is_written_and_shown(browse):
    async with browse("hardware") as player:
        await player.press("e")
        await player.type("ask the tutor")
        await player.press("ctrl+s") if "^s" in player.shown else await player.press("enter")
        await player.until(lambda: "✎ ask the tutor" in player.shown)


async def test_the_order_goes_round(learner, play):
    past = learner()
    put_answer(past, "gpu-hours", days=3)
    put_answer(past, "epoch-cloze", days=90)
    past.store.close()
    async with play(start="browse", query="kind:") as player:
        await player.until(lambda: "5 cards" in player.rows[0])
        await player.press("s")
        assert listed(player)[:2] == ["tiny/epoch-cloze", "tiny/gpu-hours"]
        assert "5 cards · the soonest due first" in player.rows[0]
        await player.press("s", "s", "s")
        assert listed(player) == FIVE


async def test_the_keys_lead_to_the_sheet_and_to_practice(browse):
    async with browse("gpu-hours") as player:
        await player.press("c")
        await player.until(lambda: type(player.app.screen).__name__ == "CardScreen")
        await player.press("escape", "r")
        await player.until(lambda: type(player.app.screen).__name__ == "DrillScreen")
        await player.press("escape")


async def test_slips_are_found_once_they_are_counted(learner, play):
    past = learner()
    put_answer(past, "conv-output-size", Rating.AGAIN, mistakes=("output:no_floor",))
    past.store.close()
    async with play(start="browse", query="slip:no_floor") as player:
        await player.until(lambda: "1 of 5" in player.rows[0])
        assert listed(player) == ["tiny/conv-output-size"]


async def test_the_help_tells_what_can_be_typed(browse):
    async with browse() as player:
        await player.press("f1")
        assert "What you can type" in player.shown
        assert "slip:" in player.shown


async def test_a_list_of_any_length_draws_only_the_rows_in_sight(browse, monkeypatch):
    async with browse() as player:
        screen = player.app.screen
        rows = screen._list
        screen._found = FIVE * 2000
        before = rows.drawn
        rows.show(10_000)
        await player.settle()
        assert rows.drawn - before <= 24
        await player.press("down")  # to the list
        before = rows.drawn
        await player.press("end")
        assert screen._list.cursor == 9_999
        assert rows.drawn - before <= 2 * 24
        before = rows.drawn
        await player.press("up")
        assert rows.drawn - before <= 4


async def test_the_language_changes_on_the_fly(browse):
    async with browse("hardware") as player:
        await player.until(lambda: "It would be noisy" in player.shown)
        await player.press("l")
        await player.until(lambda: "这样的梯度噪声大" in player.shown)
        assert "为什么不一次只用一个样本" in player.shown


@pytest.mark.parametrize("typed", ["slip:", "-slip:", "失误：", "错误:"])
async def test_who_made_no_mistake_yet_is_told_so(browse, typed):
    async with browse() as player:
        await player.type(typed)
        await player.until(lambda: "No mistake was recognised" in player.shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [9, 64, 320])
def test_what_a_card_asks_never_touches_when_it_comes_back(language, days):
    i18n.use(language)
    today = date(2026, 11, 21)
    memory = SimpleNamespace(
        state=State.REVIEW, due_at=None, due_day=(today + timedelta(days=days)).isoformat()
    )
    long = Text.same("很长的一句话" * 20)
    entry = SimpleNamespace(
        title=long, concept=long, states=["review"], standing=SimpleNamespace(memory=memory)
    )
    when = say_interval(timedelta(days=days))
    for width in range(50, 62):
        row = card_row(entry, width, datetime.now(UTC), today).plain
        assert row.rstrip().removesuffix(when).endswith(" ")
        assert columns_of(row) == width


async def test_a_card_named_from_elsewhere_stands_under_the_cursor(play):
    async with play(start="browse", card="tiny/gpu-hours") as player:
        await player.until(lambda: "5 cards" in player.rows[0])
        assert under_cursor(player) == "tiny/gpu-hours"
        await player.press("down")
        assert under_cursor(player) == "tiny/kernel-weights"


async def test_the_mouse_goes_to_a_row_and_a_second_click_plays_it(browse):
    async with browse() as player:
        await player.pilot.click("LongList", offset=(10, 3))
        assert under_cursor(player) == "tiny/kernel-weights"
        await player.pilot.click("LongList", offset=(10, 9))  # below the last row
        assert under_cursor(player) == "tiny/kernel-weights"
        await player.pilot.click("LongList", offset=(10, 3))
        await player.until(lambda: type(player.app.screen).__name__ == "StudyScreen")
        assert player.slug == "kernel-weights"


async def test_what_was_looked_for_is_underlined_in_the_rows(browse):
    async with browse() as player:
        await player.type("GRADIENT")
        strips = player.app.screen._compositor.render_strips()
        underlined = [segment.text for strip in strips for segment in strip if segment.style.underline]
        assert underlined == ["gradient"]


async def test_a_card_begins_anew_at_the_second_asking_and_u_takes_it_back(learner, play):
    past = learner()
    put_answer(past, "why-batches", days=90)
    past.store.close()
    async with play(start="browse", query="hardware") as player:
        await player.until(lambda: "1 of 5" in player.rows[0])
        await player.press("0", "down", "0")  # another key between: it was not meant
        assert player.app.screen._card.states == ("review", "due")
        await player.press("0")
        await player.until(lambda: player.app.screen._card.states == ("new",))
        await player.press("u")
        await player.until(lambda: player.app.screen._card.states == ("review", "due"))


async def test_y_copies_what_a_report_needs(browse):
    async with browse("hardware") as player:
        await player.press("y")
        assert "why-batches" in player.app.clipboard
        assert any("Copied" in notice for notice in player.notices)


@pytest.mark.parametrize(("key", "puts", "takes_back"), [("x", "Suspend", "Resume"), ("-", "Bury", "Wake")])
async def test_the_key_bar_says_that_a_key_takes_a_rest_back(browse, key, puts, takes_back):
    async with browse("state:new", size=(120, 40)) as player:
        foot = len(player.shown.rstrip().splitlines())
        for pressed, says in (
            ("", puts),
            (key, takes_back),
            ("down", puts),  # the card below does not rest
            ("up", takes_back),
            (key, puts),
        ):
            if pressed:
                await player.press(pressed)
            await player.until(lambda says=says: f"{key} {says}  " in player.rows[-1])
            assert len(player.shown.rstrip().splitlines()) == foot


def test_what_the_key_says_then_is_no_longer_so_that_the_bar_keeps_its_rows() -> None:
    rests = Marks(suspended=True, buried_until=date(2026, 3, 4))
    for binding in mark_keys():
        for language in LANGUAGES:
            i18n.use(language)
            now = i18n._(label_of_mark(binding.action, rests))
            assert columns_of(now) <= columns_of(i18n._(binding.description))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", range(20, 90, 3))
def test_a_flag_that_comes_or_goes_moves_no_line_of_the_look_at_a_card(workspace, language, width):
    i18n.use(language)
    preview = CardPreview()
    counts = []
    for flagged in (False, True):
        workspace.marking.flag("tiny/conv-output-size", flagged).result()
        catalogue = workspace.catalogue()
        preview._card, preview._moment = catalogue.entry("tiny/conv-output-size"), catalogue.moment
        lines = preview.lines(width)
        assert all(line.cell_length <= width for line in lines)
        counts.append(len(lines))
    assert counts[0] == counts[1]
