"""The screen of a demonstration by its keys: knobs, presets, playing, and where it leads."""

from threading import Event
from time import sleep

from studyapp.config import Config, save_config
from studyapp.domain.text import Text
from studyapp.engine.demos import find_demo
from studyapp.engine.frames import Curves, Frame
from studyapp.home import Home
from studyapp.tui.demo_picture import DemoPicture
from studyapp.tui.places import Go
from studyapp.tui.screens.demo import DemoScreen
from studyapp.tui.widgets.knob_panel import KnobPanel
from studyapp.tui.widgets.title_bar import TitleBar


def moment(number: int) -> Frame:
    empty = Curves(say=Text.same("a"), series=())
    return Frame(title=Text.same(f"a {number}"), caption=Text.same(""), shapes=(empty,))


async def test_a_demo_opens_from_the_card_with_its_numbers_and_comes_back_exactly_there(
    play, tiny_home
) -> None:
    cards = tiny_home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    text = cards.read_text(encoding="utf-8")
    cards.write_text(
        text.replace("  kind: cloze\n", "  kind: cloze\n  demo: minibatch-loop\n"), encoding="utf-8"
    )
    async with play(start="study") as player:
        await player.type("epo")
        await player.press("f4")
        await player.until(lambda: "Training loss" in player.shown)
        assert "The mini-batch loop" in player.rows[0]
        await player.press("escape")
        assert "epo" in player.shown
        await player.type("ch")
        assert "epoch" in player.shown


async def test_before_the_answer_the_demo_has_other_numbers_and_after_it_the_problems_own(
    play, tiny_home
) -> None:
    cards = tiny_home / "packs" / "tiny" / "convolution" / "cards.yaml"
    text = cards.read_text(encoding="utf-8")
    cards.write_text(
        text.replace("  solver: conv_output_size\n", "  solver: conv_output_size\n  demo: convolution\n"),
        encoding="utf-8",
    )
    async with play() as player:
        player.app.screen.post_message(Go("drill", problem="tiny/conv-output-size"))
        await player.settle()
        own = player.question.variant.givens["size"]
        await player.press("f4")
        await player.until(lambda: "Demo › Convolution" in player.shown)
        assert "other numbers" in player.rows[0]
        assert any("yours are shown once you have answered" in told for told in player.notices)
        assert f"image of side {own}" not in player.shown
        await player.press("escape", "f3", "f4")
        await player.until(lambda: "Demo › Convolution" in player.shown)
        assert "your problem" in player.rows[0]


async def test_turning_a_knob_works_the_demo_out_anew(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 200, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        await player.press("down", "down", "right")  # samples, batch size, epochs
        await player.until(lambda: "After epoch 3 of 3" in player.shown)
        assert player.app.screen.demo.epochs == 3
        await player.press("0")
        await player.until(lambda: "After epoch 2 of 2" in player.shown)


async def test_a_knob_without_a_part_in_the_layer_is_shown_so_and_says_so_when_turned(play) -> None:
    async with play(start="demo", name="layer-cost", knobs={"form": "dense"}) as player:
        await player.until(lambda: "Together" in player.shown or "dense" in player.shown)
        row = next(row for row in player.rows if "kernel size" in row)
        assert row.split("output side")[0].split() == ["kernel", "size", "–"]
        await player.press("down", "down", "down", "down", "right")
        await player.until(lambda: "this knob changes nothing" in player.shown)
        assert player.app.screen.demo.kernel_size == 3


async def test_a_problems_own_layers_are_not_contradicted_by_the_knobs() -> None:
    demo = find_demo("layer-cost").from_givens({"in_features": 7, "out_features": 5})
    async with DemoPicture(demo, "dark").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        knobs = pilot.app.screen.query_one(KnobPanel)
        assert all("–" in row.plain for row in knobs.lines(80))
        assert not any(number in row.plain for row in knobs.lines(80) for number in "368")
        await pilot.press("right")
        await pilot.pause()
        assert "separable" in knobs.lines(80)[0].plain


async def test_a_knob_is_turned_by_clicks_on_its_arrows(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 200, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        row = next(row for row in player.rows if "number of epochs" in row)
        assert row.strip().startswith("number of epochs")
        await player.pilot.click("KnobPanel", offset=(39, 1))
        await player.until(lambda: player.app.screen.demo.epochs == 3)


async def test_moments_are_stepped_and_played_within_a_scene(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.shown)
        await player.press(",")
        assert "3/4" in player.rows[0]
        await player.press(".")
        assert "4/4" in player.rows[0]
        await player.press("space")
        assert "1/4" in player.rows[0]
        await player.press("w")
        assert "small batches get further" in " ".join(player.shown.split())


async def test_the_list_of_demos_opens_one_and_leads_back(play) -> None:
    async with play() as player:
        await player.press("m")
        assert "Demonstrations" in player.rows[0]
        await player.press("down", "enter")
        assert "Demo ›" in player.rows[0]
        await player.press("escape")
        assert "Demonstrations" in player.rows[0]
        await player.press("escape")
        assert "questions today" in player.shown


async def test_the_list_of_demos_goes_by_the_chapters_as_they_are_taught(play) -> None:
    async with play(size=(100, 300)) as player:
        await player.press("m")
        rows = [row.strip(" ▸") for row in player.rows]
        expected = [
            "The training loop",
            "The mini-batch loop",
            "Activation functions",
            "Convolution",
            "Gradients",
        ]
        places = [rows.index(title) for title in expected]
        assert places == sorted(places)


async def test_every_demo_belongs_to_a_chapter() -> None:
    from studyapp.engine.demos import all_demos
    from studyapp.engine.registry import taught

    known = {chapter.id for chapter in taught()}
    assert {demo.chapter for demo in all_demos().values()} <= known


async def test_an_unknown_demo_or_knob_is_told(play) -> None:
    async with play(start="demo", name="minibatch-lop", knobs={}) as player:
        assert any("minibatch-loop" in notice for notice in player.notices)
    async with play(start="demo", name="minibatch-loop", knobs={"epochs": 1000}) as player:
        assert any("1000" in notice for notice in player.notices)


async def test_a_demo_that_fails_is_told_and_the_app_goes_on(play, monkeypatch) -> None:
    from studyapp.engine.demos.minibatch_loop import MinibatchLoop

    def fail(demo):
        raise ZeroDivisionError

    monkeypatch.setattr(MinibatchLoop, "frames", fail)
    async with play(start="demo", name="minibatch-loop", knobs={}) as player:
        await player.until(lambda: bool(player.notices))
        assert list(player.notices) == ["This demonstration failed (ZeroDivisionError)."]
        await player.press("escape")
        assert "questions today" in player.shown


async def test_a_number_sets_the_knobs_to_a_preset(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        await player.press("2")
        await player.until(lambda: "2000 samples in batches of 500" in player.shown or "5/5" in player.rows[0]
                           or "After epoch 5 of 5" in player.shown)  # fmt: skip
        assert (player.app.screen.demo.samples, player.app.screen.demo.batch_size) == (2000, 500)
        await player.press("9")
        assert player.app.screen.demo.samples == 2000
        await player.press("v")
        assert player.app.screen.demo.lr == 1.0  # the third: too high a rate


async def test_a_preset_is_chosen_by_a_click(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        await player.pilot.click("PresetBar", offset=(4, 0))
        await player.until(lambda: player.app.screen.demo.samples == 1200)


async def test_it_plays_faster_and_slower(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 20}) as player:
        await player.until(lambda: "21/21" in player.rows[0])
        await player.press("+", "+", "+", "+", "space")
        await player.until(lambda: "21/21" in player.rows[0])
        await player.press("-", "space")
        assert "21/21" not in player.rows[0]


async def test_with_reduced_motion_keys_step_and_nothing_moves_by_itself(play, monkeypatch) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        await player.press("space")
        assert "1/4" in player.rows[0]
        await player.pilot.pause(0.5)
        assert "1/4" in player.rows[0]
        await player.press("space")
        assert "2/4" in player.rows[0]


async def test_reduced_motion_is_a_setting_and_space_says_what_it_does(play, tiny_home) -> None:
    save_config(Home.under(tiny_home), Config(reduced_motion=True))
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert "Space Step" in player.shown
        assert "Space Play" not in player.shown
        await player.press("space", "space")
        assert "2/4" in player.rows[0]
        await player.pilot.pause(0.5)
        assert "2/4" in player.rows[0]


async def test_without_reduced_motion_space_plays(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert "Space Play" in player.shown
        assert "Space Step" not in player.shown


async def test_leaving_stops_an_endless_run_at_once(play, monkeypatch) -> None:
    from studyapp.engine.demos.minibatch_loop import MinibatchLoop

    began = []

    def endless(demo):
        number = 0
        while True:
            number += 1
            began.append(number)
            sleep(0.001)
            yield moment(number)

    monkeypatch.setattr(MinibatchLoop, "frames", endless)
    async with play(start="demo", name="minibatch-loop", knobs={}) as player:
        await player.until(lambda: len(began) > 1100)
        assert len(player.app.screen.reel.frames) <= 1000
        await player.press("escape")
        assert "questions today" in player.shown
        await player.pilot.pause(0.3)
        at_the_end = len(began)
        await player.pilot.pause(0.1)
        assert len(began) == at_the_end


async def test_moments_are_seen_as_they_come(play, monkeypatch) -> None:
    from studyapp.engine.demos.minibatch_loop import MinibatchLoop

    go_on = Event()

    def slow(demo):
        for number in range(6):
            sleep(0.1)
            yield moment(number)
        go_on.wait(10)
        yield moment(6)

    monkeypatch.setattr(MinibatchLoop, "frames", slow)
    async with play(start="demo", name="minibatch-loop", knobs={}) as player:
        await player.until(lambda: "a 4" in player.shown)
        assert "working" in player.rows[0]
        go_on.set()
        await player.until(lambda: "7/7" in player.rows[0])
        assert "working" not in player.rows[0]


async def test_maps_that_fit_stand_beside_each_other_and_plots_below_where_that_is_larger(play) -> None:
    async with play(size=(120, 40), start="demo", name="convolution", knobs={"size": 4}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert any("Kernel" in row and "Output" in row for row in player.rows)
    async with play(size=(120, 40), start="demo", name="learning-rate", knobs={"steps": 1}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        assert not any("Your way" in row and "Loss" in row for row in player.rows)
    async with play(size=(80, 24), start="demo", name="learning-rate", knobs={"steps": 1}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        assert any("Your way" in row and "Loss" in row for row in player.rows)


async def test_the_cards_of_its_chapter_are_a_key_away(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 1}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        await player.press("r")
        await player.until(lambda: "Demo" not in player.rows[0])
        assert player.question.card.chapter == "training-loop"


async def test_a_chapter_without_cards_is_told(play) -> None:
    async with play(start="demo", name="vanishing-gradient", knobs={"layers": 2}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        await player.press("r")
        assert "Demo" in player.rows[0]
        assert any(player.notices)


async def test_in_a_low_window_the_picture_keeps_its_axes_and_the_held_knob_is_in_sight(play) -> None:
    async with play(
        size=(60, 18), start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 2}
    ) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        assert "epochs" in player.shown
        assert "one by one" in player.shown
        await player.press("up")
        await player.until(lambda: "▸ drop a last, smaller batch" in player.shown)


async def test_a_problems_numbers_are_said_to_be_its_own_until_a_knob_is_turned() -> None:
    app = DemoPicture(find_demo("convolution")(), "dark")
    app.shown = DemoScreen(find_demo("convolution").from_givens({"size": 7}), whose="your problem")
    async with app.run_test(size=(80, 24)) as pilot:
        title = app.shown.query_one(TitleBar)
        await pilot.pause()
        assert "your problem" in title.lines(80)[0].plain
        await pilot.press("right")
        await pilot.pause()
        assert "your problem" not in title.lines(80)[0].plain
        await pilot.press("0")
        await pilot.pause()
        assert "your problem" in title.lines(80)[0].plain


async def test_a_window_that_becomes_wide_needs_no_key_for_what_to_notice(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert "What to notice" in player.shown
        await player.pilot.resize_terminal(120, 40)
        await player.until(lambda: "What to notice" not in player.shown)


async def test_a_card_opens_its_demo_with_a_preset_and_reset_leads_back_to_it(play) -> None:
    async with play(start="demo", name="activations/dead") as player:
        await player.until(lambda: "ReLU, x = -3" in player.shown)
        await player.press("right", "0")
        await player.until(lambda: "\n  ReLU, x = -3" in player.shown)


async def test_a_preset_that_there_is_not_is_told(play) -> None:
    async with play(start="demo", name="activations/deaf") as player:
        await player.until(lambda: "there is no preset 'deaf'" in " ".join(player.shown.split()))
