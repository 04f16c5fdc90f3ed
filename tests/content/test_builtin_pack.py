"""The pack that comes with the program: sound, in both languages, and its problems fair to their learners."""

import re
from collections import Counter

import pytest

from studyapp.domain.grade import Status
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.packs.cards.cloze import ClozeCard
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.check_texts import texts_of
from studyapp.packs.problems.spellings import spelled
from studyapp.packs.texts import MATHS, is_prose
from studyapp.text.numbers import show
from tests.built_in import READING

CARDS = {name.partition("/")[2]: card for name, card in READING.pack().cards.items()}
PROBLEMS = {name: card.problem for name, card in CARDS.items() if isinstance(card, ProblemCard)}
TEXTS = [(text, place) for schema, spot in READING.stated for text, place in texts_of(schema, spot)]
SEEDS = range(30)
ANSWERED = 10
"""Variants of a level that are answered here; `make check` answers twice as many, in more ways."""
MAIN_KINDS = ("BasicCard", "ClozeCard", "ChoiceCard", "ProblemCard")

HAN = r"\u3400-\u9fff"
SET_APART = re.compile(rf"`[^`]*`|@?\{{[^{{}}]*\}}|{MATHS.pattern}", re.DOTALL)
"""Code, maths and what is put in: other rules hold inside."""

ERRORS = ("mse-by-hand", "rmse-by-hand", "mae-by-hand", "huber-by-hand", "smooth-l1-of-a-box")
UNWEIGHTED = {"averaged", "ignored_counted", "weights_ignored", "divided_by_count", "divided_by_classes"}
"""Mistakes with class weights, and with classes that are left out."""
EPSILON = {"eps_outside", "eps_subtracted", "eps_subtracted_outside", "no_eps"}
"""Mistakes with an epsilon that is left aside."""

NEVER_SHOWN = {
    "total-iterations": {"always_one_more"},  # something is left over in every epoch
    "precision-and-recall": {"specificity_for_precision", "specificity_for_recall"},  # no true negatives
    "f1-from-counts": {"accuracy_for_f1"},  # without them that is the IoU
    "epoch-of-iteration": {"kept_last", "always_one_more"},  # no batch is dropped there
    "optimizer-updates": {"kept_last", "always_one_more", "not_whole"},  # nor here; both roundings go up
    "conv-parameters": {"ungrouped", "needless_bias"},  # one group, and always biases
    "conv-macs": {"ungrouped"},
    "conv-by-hand": {"no_dilation", "one_channel"},  # one channel, without dilation
    "pool-output-size": {"no_dilation", "stretched"},  # pooling without dilation
    "batch-norm-inference-output": {"eps_outside"},  # beside a large variance
    "layer-norm-by-hand": EPSILON,
    "instance-norm-by-hand": EPSILON | {"across_samples"},  # one sample
    "group-norm-by-hand": EPSILON | {"across_samples"},
    "fold-batch-norm": {"eps_outside"},
    "where-overfitting-begins": {"delta_ignored", "lowest_epoch"},  # any improvement counts, none is missed
    "inverted-dropout-output": {"scaled_anyway"},  # scaling is right there
    "sigmoid-gradient-bound": {"at_zero"},  # where the sigmoid is steepest
    "transposed-conv-size": {"no_dilation", "stretched"},  # without dilation
    "max-unpool-by-hand": {"rows_of_input", "added"},  # gone wrong beyond the output, and no index twice
    **{name: {"errors_turned"} for name in ERRORS},  # squares and absolute values have no sign
    "cross-entropy-from-logits": UNWEIGHTED | {"smoothing_ignored", "smoothing_added", "others_smoothed"},
    "log-likelihood-of-a-batch": UNWEIGHTED,
    "weighted-cross-entropy": {"averaged", "ignored_counted"},  # a mean, and no class is left out
    "binary-cross-entropy-by-hand": {"weights_ignored", "divided_by_weights"},
    "binary-cross-entropy-from-a-logit": {"weights_ignored", "divided_by_weights"},
    "clip-by-norm": {"one_by_one", "always_scaled"},  # one gradient, and always too long
}
"""Mistakes of a solver that a problem leaves no room for."""

SHOWN_OF_MANY = {
    "sigmoid-slope": {"value_itself", "input_put_in", "other_formula", "applied_twice"},
    "relu-backward": {"value_itself", "other_side", "not_masked", "masked_by_gradient"},
    "leaky-and-elu-values": {
        *("unchanged", "cut_off", "below_zero_everywhere", "usual_parameter", "other_sign", "no_one")
    },
    "leaky-and-elu-slopes": {"value_itself", "as_relu", "other_side", "usual_parameter", "applied_twice"},
    "gelu-and-softplus-values": {"unchanged", "cut_off", "gate_only", "by_sigmoid", "other_sign", "no_one"},
    "hard-swish-and-silu-values": {"unchanged", "cut_off", "gate_only", "not_limited", "other_sign"},
    "max-pool-by-hand": {"averaged", "stride_one", "stride_kernel", "no_padding", "zeros_counted"},
    "avg-pool-by-hand": {"largest", "not_divided", "stride_one", "stride_kernel"},
    "nearest-by-hand": {
        *("averaged", "divided", "upside_down", "rounded", "rows_rounded", "columns_rounded"),
        *("by_middles", "rows_by_middles", "columns_by_middles"),
    },
    "bilinear-two-to-four": {
        *("not_averaged", "other_corners", "from_edge", "below_zero", "weights_swapped", "divided"),
        *("upside_down", "other_ratio", "rows_from_edge", "rows_below_zero", "row_weights_swapped"),
        *("columns_from_edge", "columns_below_zero", "column_weights_swapped"),
    },
    "transposed-conv-by-hand": {
        *("flipped", "overwritten", "side_by_side", "no_stride", "not_cut", "zeros_around"),
        *("size_with_padding", "size_cut_once"),
    },
    # optimizers without weight decay, dampening or AMSGrad, and one schedule each
    "momentum-two-steps": {"averaged", "undamped", "no_velocity", "ascended", "rate_inside", "no_rate"},
    "adagrad-two-steps": {"not_summed", "not_squared", "no_root", "plain", "ascended"},
    "rmsprop-two-steps": {
        *("accumulated", "not_squared", "shares_swapped", "whole_square", "no_root", "corrected"),
        *("plain", "ascended"),
    },
    "adadelta-steps": {
        *("accumulated", "shares_swapped", "not_squared", "no_numerator", "eps_outside", "no_roots"),
        *("updates_not_squared", "gradients_again", "ascended"),
    },
    "adam-steps": {
        *("whole_gradient", "second_beta", "first_beta", "not_squared", "not_corrected", "same_correction"),
        *("first_only", "uncorrected", "no_root", "no_averages", "plain", "ascended"),
    },
    "step-decay-rate": {
        *("every_step", "not_rounded", "one_early", "one_late", "only_once", "times_count", "unchanged")
    },
    "exponential-rate": {"one_short", "times_count", "unchanged"},
    "cosine-rate": {
        *("down_to_nothing", "from_below", "lifted", "no_half", "one_ahead", "straight", "unchanged")
    },
    "plateau-cut": {"impatient", "unchanged"},
}
"""Mistakes that show where a problem takes one function of a solver that knows many, or few of its givens."""


# --- the pack as a whole ------------------------------------------------------------------------------------


def test_no_fault_and_no_warning_in_reading_it():
    # `make check` draws hundreds of variants of each level besides, and answers them in every way.
    assert [str(fault) for fault in READING.pack().faults] == []


def test_every_concept_is_asked_from_two_sides_or_more():
    asked = Counter(card.concept for card in CARDS.values())
    assert [concept for concept in READING.pack().concepts if asked[concept] < 2] == []


def test_no_kind_of_card_crowds_the_others_out():
    kinds = Counter(type(card).__name__ for card in CARDS.values())
    assert min(kinds[kind] for kind in MAIN_KINDS) >= len(CARDS) * 0.15
    assert max(kinds.values()) <= len(CARDS) * 0.4


def test_every_card_explains_itself():
    assert [name for name, card in CARDS.items() if not card.explanation] == []


# --- both languages -----------------------------------------------------------------------------------------


def lying(found):
    """Where the texts lie that were found at fault, with the words."""
    return [f"{place.report.path.parent.name}: {words}" for place, words in found]


def test_the_texts_of_cards_problems_and_concepts_are_all_looked_at():
    assert len(TEXTS) > 700
    assert {text.en for text, _ in TEXTS} >= {"Batch size", "Generalisation", "Iterations in one epoch"}


def test_every_text_stands_in_both_languages():
    assert lying((place, text.en) for text, place in TEXTS if is_prose(text.en) and text.en == text.zh) == []
    han = re.compile(f"[{HAN}]")
    assert lying((place, text.en) for text, place in TEXTS if han.search(text.en)) == []
    unlike = [(place, text.zh) for text, place in TEXTS if is_prose(text.zh) and not han.search(text.zh)]
    assert lying(unlike) == []


def bare_chinese():
    for text, place in TEXTS:
        yield place, SET_APART.sub("\N{OBJECT REPLACEMENT CHARACTER}", text.zh)


def test_chinese_has_full_width_punctuation():
    half = re.compile(rf"[{HAN}][,;:?!()\"]|[,;:?!()\"][{HAN}]|[{HAN}]\.(?:\s|$)")
    assert lying((place, words) for place, words in bare_chinese() if half.search(words)) == []


def test_chinese_stands_apart_from_letters_and_digits():
    touching = re.compile(rf"[{HAN}][A-Za-z0-9\uFFFC]|[A-Za-z0-9%\uFFFC][{HAN}]")
    found = lying((place, words) for place, words in bare_chinese() if touching.search(words))
    assert [words for words in found if "{{" not in words] == []


def test_terms_are_those_of_the_curriculum():
    others = re.compile("上池化|梯度剪裁|批尺寸|学习速率|膨胀系数|感知野|偏差项|每个 ?epoch|个 epoch")
    assert lying((place, text.zh) for text, place in TEXTS if others.search(text.zh)) == []


def test_gaps_take_what_either_language_shows():
    for name, card in CARDS.items():
        if isinstance(card, ClozeCard):
            question = card.ask()
            for language in ("en", "zh"):
                typed = {f"gap{n}": gap.answer.say(language) for n, gap in enumerate(card.gaps, 1)}
                assert card.grade(question, typed).score == 1, (name, typed)


# --- the problems -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "givens", "part", "answer"),
    [
        ("iterations-per-epoch", {"samples": 2000, "batch_size": 500}, "iterations", 4),
        ("batch-size-from-batches", {"samples": 2000, "iterations": 4}, "batch_size", 500),
        ("iterations-per-epoch", {"samples": 1000, "batch_size": 10}, "iterations", 100),
        ("iterations-per-epoch", {"samples": 1200, "batch_size": 100}, "iterations", 12),
        ("total-iterations", {"samples": 1200, "batch_size": 100, "epochs": 5}, "total", 60),
        ("stacked-kernels", {"kernel_size": 3, "count": 2}, "ratio", 0.72),
        ("stacked-kernels", {"kernel_size": 3, "count": 3}, "ratio", 0.55),
    ],
)
def test_the_worked_figures_of_the_curriculum(problem, givens, part, answer):
    assert round(float(PROBLEMS[problem].solver(**givens).value(part)), 2) == answer


@pytest.fixture(scope="module", params=PROBLEMS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def problem(name):
    return PROBLEMS[name]


@pytest.fixture(scope="module")
def drawn(problem):
    """The problem's variants by their levels, drawn once for all that must hold of them."""
    return {level: [draw(problem, level, seed) for seed in SEEDS] for level in problem.levels}


def test_right_answers_are_right_and_mistakes_are_named(problem, drawn):
    for variant in (variant for variants in drawn.values() for variant in variants[:ANSWERED]):
        at = variant.level, variant.seed
        right = {part: show(answer) for part, answer in variant.answers.items()}
        assert grade(problem, variant, right).score == 1, (at, right)
        for part, visible in variant.mistakes.items():
            for mistake, value in visible.items():
                earned = grade(problem, variant, {**right, part: spelled(value)}).parts[part]
                assert earned.status is Status.INCORRECT, (at, part, mistake)
                assert mistake in earned.mistakes, (at, part, mistake)
                assert earned.feedback.en, (at, part, mistake)
                assert earned.feedback.zh, (at, part, mistake)


def test_every_mistake_shows_in_some_variant(name, problem, drawn):
    spec = problem.solver.spec
    asked = {part.step for level in problem.levels.values() for part in level.parts}
    steps = set(spec.needed(sorted(asked)))
    declared = {mistake.name for mistake in spec.mistakes.values() if mistake.of.name in steps}
    shown = {
        mistake.rpartition(".")[2]
        for variants in drawn.values()
        for variant in variants
        for visible in variant.mistakes.values()
        for mistake in visible
    }
    if name in SHOWN_OF_MANY:
        assert shown == SHOWN_OF_MANY[name]
    else:
        assert declared - shown == NEVER_SHOWN.get(name, set())


def test_variants_are_worth_drawing_anew(drawn):
    prompts = {level: len({variant.prompt.en for variant in variants}) for level, variants in drawn.items()}
    assert {level: count for level, count in prompts.items() if count < 5} == {}


def test_a_part_is_labelled_by_what_is_asked_not_by_how_it_is_worked(problem):
    for level in problem.levels.values():
        assert all(part.prompt.en and part.prompt.zh for part in level.parts)
        assert problem.hints, "the first hint is the author's own: the idea, not the formula"
