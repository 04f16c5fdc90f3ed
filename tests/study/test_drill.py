"""Drills: the level follows the answers, the numbers show the learner's slip, and no memory is moved."""

import pytest

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Card, Question
from studyapp.domain.text import Text
from studyapp.domain.variant import Variant
from studyapp.errors import StudyError
from studyapp.store.reader import Past
from studyapp.study.cram import Cram
from studyapp.study.drill import Drill
from studyapp.study.phase import Phase
from studyapp.study.summary import Slip
from studyapp.study.telling import telling_question
from studyapp.study.workspace import Workspace
from studyapp.text.numbers import show

SIZE, HOURS = "tiny/conv-output-size", "tiny/gpu-hours"


def answer(drill: Drill, how: str = "right") -> None:
    """`right`, `wrong`, or the id of a mistake."""
    variant = drill.question.variant
    (part, value), *_others = variant.answers.items()
    typed = {"right": value, "wrong": -12345}.get(how, variant.mistakes[part].get(how))
    drill.grade({part: show(typed, 12)})
    drill.rate()
    drill.advance()


def test_two_right_answers_lead_to_the_next_level_and_two_wrong_ones_back(workspace: Workspace):
    drill = workspace.drill([SIZE])
    asked = []
    for how in ("right", "right", "wrong", "wrong", "right"):
        asked.append(drill.question.level)
        answer(drill, how)
    assert asked == [1, 1, 2, 2, 1]
    assert drill.question.level == 1


def test_every_question_has_numbers_of_its_own(workspace: Workspace):
    drill = workspace.drill([HOURS])
    met = []
    for _ in range(6):
        met.append(dict(drill.question.variant.givens))
        answer(drill, "wrong")
    assert all(met.index(givens) == place for place, givens in enumerate(met))


def test_answers_are_practice_and_move_no_memory(workspace: Workspace):
    drill = workspace.drill([SIZE])
    answer(drill)
    answer(drill, "wrong")
    assert workspace.store.memories() == {}
    assert [attempt.mode for attempt in workspace.store.attempts()] == [Mode.DRILL] * 2
    assert drill.intervals() == {}
    assert not drill.can_undo


def test_it_is_mastered_after_three_right_ones_on_the_highest_level_and_can_go_on(workspace: Workspace):
    drill = workspace.drill([SIZE])
    for _ in range(5):
        assert not drill.mastered
        answer(drill)
    assert (drill.phase, drill.mastered, drill.summary().mastered) == (Phase.OVER, True, True)
    drill.go_on()
    assert (drill.phase, drill.mastered, drill.question.level) == (Phase.ASKING, False, 2)
    answer(drill)
    assert drill.summary().answered == 6


def test_an_answer_with_a_hint_is_right_but_leads_nowhere(workspace: Workspace):
    drill = workspace.drill([SIZE])
    answer(drill)
    assert drill.hint() is not None
    answer(drill)
    assert (drill.right, drill.ladder.run, drill.question.level) == (2, 0, 1)


def test_it_aims_at_the_slip_that_was_made_before(workspace: Workspace):
    first = workspace.drill([HOURS])
    assert first.aim is None
    answer(first, "hours.minutes")
    assert "Those look like minutes" in first.aim.en
    assert "hours.minutes" in first.question.variant.mistakes["cost"]
    first.leave()
    first.advance()
    again = workspace.drill([HOURS])
    assert "Those look like minutes" in again.aim.en
    for _ in range(3):
        answer(again)
    (change,) = again.summary().slips
    assert (change.before, change.now) == (1, 0)


def test_a_drill_begins_where_the_last_one_ended(workspace: Workspace):
    drill = workspace.drill([SIZE])
    for _ in range(3):
        answer(drill)
    assert workspace.drill([SIZE]).question.level == 2
    answer(drill, "wrong")
    assert workspace.drill([SIZE]).question.level == 1


def test_the_problems_of_a_family_take_turns_but_a_wrong_one_comes_again_at_once(workspace: Workspace):
    drill = workspace.drill([SIZE, HOURS])
    asked = []
    for how in ("right", "wrong", "wrong", "right", "right"):
        asked.append(drill.question.card.id)
        answer(drill, how)
    assert asked == [SIZE, HOURS, HOURS, HOURS, SIZE]


def test_the_summary_counts_by_level(workspace: Workspace, clock):
    drill = workspace.drill([SIZE])
    for how in ("right", "right", "no_floor"):
        clock.forward(seconds=20)
        answer(drill, how)
    told = drill.summary()
    assert (told.answered, told.right, told.level, told.levels) == (3, 2, 2, (1, 2))
    assert [(one.level, one.right, one.total) for one in told.by_level] == [(1, 2, 2), (2, 0, 1)]
    assert told.seconds == pytest.approx(60, abs=1)
    assert [(change.before, change.now) for change in told.slips] == [(0, 1)]


def test_what_practises_a_card_or_a_concept(workspace: Workspace):
    problem = workspace.practice(card=SIZE)
    assert isinstance(problem, Drill)
    assert problem.question.card.id == SIZE
    sibling = workspace.practice(card="tiny/epoch-cloze")  # no problem itself; its concept has one
    assert isinstance(sibling, Drill)
    assert sibling.question.card.id == HOURS
    assert workspace.practice(concept="tiny/epoch").question.card.id == HOURS
    plain = workspace.practice(concept="tiny/kernel")
    assert isinstance(plain, Cram)
    assert plain.question.card.id == "tiny/kernel-weights"
    with pytest.raises(StudyError, match="no card tiny/nothing to practise"):
        workspace.practice(concept="tiny/nothing")
    with pytest.raises(StudyError, match="no problem to practise"):
        workspace.drill([])


def test_the_chooser_tells_the_record_and_suggests_the_frequent_slip_first(workspace: Workspace):
    before = workspace.families()
    assert [family.problem for family in before.listed] == [HOURS, SIZE]
    assert [one.problem for one in before.suggested] == [HOURS, SIZE]
    assert not any(one.slip for one in before.suggested)
    drill = workspace.drill([SIZE])
    answer(drill)
    answer(drill, "no_floor")
    after = workspace.families()
    record = {family.problem: family.record for family in after.listed}
    assert (record[SIZE].answered, record[SIZE].right) == (2, 1)
    assert record[HOURS].answered == 0
    session = workspace.session()
    while session.question.card.id != SIZE:
        session.give_up()
        session.rate()
        session.advance()
    wrong = session.question.variant.mistakes["output"]["no_floor"]
    session.grade({"output": show(wrong, 12)})
    session.rate()
    session.advance()
    best = workspace.families().suggested[0]
    assert best.problem == SIZE
    assert "rounding" in best.slip.en


def test_cram_takes_exactly_the_cards_that_are_named_in_their_order(workspace: Workspace):
    cards = ["tiny/why-batches", SIZE]
    cram = workspace.cram_cards(cards)
    assert (cram.total, cram.question.card.id) == (2, cards[0])


class Drawn:
    """A card whose visible mistakes at each seed are given."""

    def __init__(self, *mistakes: dict[str, int]) -> None:
        self._mistakes = mistakes
        self.seeds: list[int] = []

    def ask(self, level: int = 1, seed: int = 0) -> Question:
        self.seeds.append(seed)
        at = min(seed, len(self._mistakes) - 1)
        variant = Variant(
            problem="p/x", level=level, seed=seed, givens={"n": seed}, prompt=Text.same(""), answers={"a": 0},
            mistakes={"a": self._mistakes[at]},
        )  # fmt: skip
        return Question(card=Card(id="p/x", kind="problem", concept="c", chapter="h"), prompt=Text.same(""),
                        variant=variant, level=level, seed=seed)  # fmt: skip


def slip(*mistakes: str) -> Slip:
    return Slip("p/x", tuple(f"a:{mistake}" for mistake in mistakes), Text.same(mistakes[0]), 1)


NOTHING_YET = Past(0, ())


def test_numbers_are_taken_in_which_the_slip_has_a_value_of_its_own():
    card = Drawn({"other": 3}, {"mine": 5, "other": 5}, {"mine": 5, "other": 7}, {"mine": 1})
    question, aim = telling_question(card, 1, NOTHING_YET, [slip("mine")])
    assert (question.seed, aim) == (2, slip("mine"))
    assert card.seeds == [0, 1, 2]  # and no more are looked at


def test_numbers_in_which_it_shows_among_others_are_better_than_none():
    card = Drawn({"other": 3}, {"mine": 5, "other": 5}, {"other": 7})
    question, aim = telling_question(card, 1, NOTHING_YET, [slip("mine")])
    assert (question.seed, aim) == (1, slip("mine"))


def test_slips_that_were_told_together_may_be_told_together_again():
    card = Drawn({"mine": 5, "twin": 5, "other": 6}, {"mine": 4})
    assert telling_question(card, 1, NOTHING_YET, [slip("mine", "twin")])[0].seed == 0


def test_the_next_slip_is_aimed_at_where_the_first_shows_nowhere():
    card = Drawn({"other": 3}, {"second": 4})
    question, aim = telling_question(card, 1, NOTHING_YET, [slip("first"), slip("second")])
    assert (question.seed, aim) == (1, slip("second"))
    assert telling_question(Drawn({}), 1, NOTHING_YET, [slip("first")])[1] is None


def test_without_a_slip_the_next_numbers_are_taken():
    card = Drawn({"other": 3}, {"mine": 4})
    assert telling_question(card, 1, NOTHING_YET, [])[0].seed == 0
    assert card.seeds == [0]
