"""The built-in pack across its chapters: what the curriculum asks for is there, in one voice, on a screen."""

from collections import Counter
from itertools import chain, islice

import pytest

from studyapp import i18n
from studyapp.engine.demos import all_demos, find_demo, name_and_preset, named_demo
from studyapp.engine.registry import all_solvers, taught
from studyapp.packs.cards.choice import ChoiceCard
from studyapp.packs.coverage import coverage
from studyapp.packs.lints.crowded_screen import rows_needed
from studyapp.packs.terms import Finder, shown
from studyapp.study.session import Session
from studyapp.study.workspace import Wish, open_workspace
from tests.built_in import FOLDER, READING

PACK = READING.pack()

FAMILIES = {
    "training-loop": {
        "iterations per epoch": ["iterations-per-epoch"],
        "batch size from the number of batches": ["batch-size-from-batches"],
        "total iterations": ["total-iterations"],
        "epochs from iterations": ["epochs-from-iterations"],
        "size of the last batch": ["last-batch-size"],
        "which epoch iteration k falls in": ["epoch-of-iteration"],
        "updates with gradient accumulation": ["optimizer-updates"],
        "global batch over devices": ["global-batch"],
        "scaled learning rate": ["scaled-learning-rate"],
        "elements and bytes of a batch array": ["batch-bytes"],
        "parameters of a small network": ["network-parameters"],
        "gradients of a small network by hand": ["gradients-of-a-chain", "gradients-through-a-gate"],
    },
    "activations": {
        "a neuron's output": ["neuron-output"],
        "value of each activation": [
            *("softmax-probabilities", "leaky-and-elu-values", "hard-swish-and-silu-values"),
            "gelu-and-softplus-values",
        ],
        "derivative of each activation": [
            *("sigmoid-slope", "tanh-slope-from-output", "relu-backward", "leaky-and-elu-slopes"),
        ],
        "softmax of 3 to 4 scores": ["softmax-probabilities"],
        "softmax with temperature": ["softmax-which-temperature"],
        "two linear layers collapsed": ["collapse-two-layers"],
        "bound on n sigmoid derivatives": ["sigmoid-gradient-bound"],
    },
    "convolution": {
        "output size": ["conv-output-size"],
        "the padding that keeps the size": ["same-padding"],
        "the stride": ["stride-from-output"],
        "output shape with depth": ["conv-output-shape"],
        "parameters": ["conv-parameters"],
        "multiply-adds": ["conv-macs"],
        "pooling size with ceil mode": ["pool-output-size"],
        "convolution by hand": ["conv-by-hand", "two-channels-by-hand"],
        "pooling by hand": ["max-pool-by-hand", "avg-pool-by-hand"],
        "receptive field of a stack": ["receptive-field"],
        "weights ratio of stacked small kernels": ["stacked-kernels"],
        "saving by a 1×1 bottleneck": ["bottleneck-saving"],
        "depthwise-separable saving": ["separable-saving"],
    },
    "upsampling": {
        "nearest by hand": ["nearest-by-hand"],
        "bilinear value at a point": ["bilinear-at-a-point"],
        "bilinear of a 2×2 to 4×4": ["bilinear-two-to-four"],
        "transposed-convolution size": ["transposed-conv-size", "transposed-conv-which-padding"],
        "max-unpooling by hand": ["max-unpool-by-hand"],
    },
    "losses": {
        "MSE": ["mse-by-hand"],
        "RMSE": ["rmse-by-hand"],
        "MAE": ["mae-by-hand"],
        "Huber": ["huber-by-hand"],
        "binary cross-entropy": ["binary-cross-entropy-by-hand", "binary-cross-entropy-from-a-logit"],
        "cross-entropy from probabilities": ["cross-entropy-from-probabilities"],
        "cross-entropy from logits": ["cross-entropy-from-logits"],
        "weighted cross-entropy": ["weighted-cross-entropy"],
        "class weights from counts": ["class-weights-from-counts"],
        "focal loss": ["focal-loss-by-hand"],
        "how much it scales an easy example down": ["easy-against-hard", "gamma-from-factor"],
        "weighted sum of a detector's losses": ["detector-total", "box-weight-from-total"],
    },
    "optimizers": {
        "one step on a quadratic": ["one-gradient-step", "ravine-step"],
        "several steps on a quadratic": ["parabola-steps"],
        "SGD step with mini-batch gradients": ["mini-batch-step"],
        "momentum": ["momentum-two-steps"],
        "NAG": ["nesterov-look-ahead"],
        "Adagrad": ["adagrad-two-steps"],
        "RMSprop": ["rmsprop-two-steps"],
        "Adadelta": ["adadelta-steps"],
        "Adam": ["adam-steps"],
        "AdamW against Adam with L2": ["adam-or-adamw"],
        "step rate": ["step-decay-rate"],
        "exponential rate": ["exponential-rate"],
        "cosine rate": ["cosine-rate"],
        "warm-up rate": ["warm-up-rate"],
        "largest stable rate": ["largest-stable-rate"],
    },
    "normalization": {
        "min-max to [a, b]": ["min-max-scaling"],
        "z-score": ["standardise"],
        "batch norm in steps": ["batch-norm-steps"],
        "gamma and beta that undo it": ["gamma-beta-undo"],
        "running statistics after k batches": ["running-statistics", "running-mean"],
        "inference output": ["batch-norm-inference-output"],
        "learnable and running numbers": ["batch-norm-numbers"],
        "layer, instance and group statistics": [
            *("layer-norm-by-hand", "instance-norm-by-hand", "group-norm-by-hand"),
        ],
        "folded into a convolution": ["fold-batch-norm"],
    },
    "generalization": {
        "L1 penalty": ["l1-penalty"],
        "L2 penalty": ["l2-penalty"],
        "regularised loss": ["regularised-loss"],
        "SGD step with L2": ["sgd-step-l2"],
        "SGD step with L1": ["sgd-step-l1"],
        "soft threshold": ["soft-threshold"],
        "L1 against L2": ["l1-vs-l2-steps", "l1-vs-l2-zero"],
        "expected active units": ["expected-active-units"],
        "inverted-dropout output": ["inverted-dropout-output"],
        "number of sub-networks": ["thinned-networks"],
        "stop epoch for a patience": ["stop-epoch"],
    },
    "gradients": {
        "product of n factors": ["gradient-through-layers"],
        "layers until a limit": ["layers-until-limit"],
        "clip by value": ["clip-by-value"],
        "clip by global norm": ["clip-by-global-norm", "clip-by-norm"],
        "Xavier standard deviation": ["xavier-standard-deviation"],
        "He standard deviation": ["he-standard-deviation", "convolution-start-weights"],
        "activation variance after n layers": ["variance-through-layers"],
    },
    "detection": {
        "IoU": ["iou-of-two-boxes", "iou-shift"],
        "survivors of NMS": ["nms-survivors"],
        "precision and recall": ["precision-and-recall", "scores-at-a-threshold"],
        "F1": ["f1-from-counts", "recall-from-f1"],
        "AP": ["average-precision", "mean-ap"],
        "mIoU and pixel accuracy": ["segmentation-scores", "confusion-matrix"],
        "focal weight": ["easy-negatives"],
    },
}
"""The families of problems that the curriculum names, with the problems that belong to each."""

CORRECTED = [
    *("bn-eps-sign", "gamma-beta-restore", "l2-norm-or-penalty", "iteration-two-usages"),
    *("normalisation-or-standardisation", "theory-for-three-by-three", "overfitting-sign"),
    *("relu-derivative-at-zero", "underfitting-not-only-at-start", "batch-size-powers-of-two"),
    *("why-bn-works", "ratio-holds-when", "large-batch-no-point", "dropout-at-test-time"),
    *("formula-without-floor", "one-update-or-one-epoch", "bn-fixed-interval", "bn-in-preprocessing"),
    *("loss-measures-generalisation", "dropout-co-adaptation", "batch-axes-order"),
    *("focal-is-not-class-weighting", "explosion-note", "approximate-any-function", "stage-weight-note"),
    "upsampling-is-the-family",
]
"""The cards that correct the slips of the notes, in the order of the curriculum's list."""

TAUGHT_INSTEAD = {
    *{("上池化", "反池化"), ("递归神经网络", "循环神经网络"), ("修正线性激活函数", "ReLU")},
    *{("梯度剪裁", "梯度裁剪"), ("密集连接层", "全连接层"), ("unsampling", "upsampling")},
}
"""Words of the notes that the pack goes back to, and the standard ones."""

FIXED = {
    *("交叉熵", "标签平滑", "类别权重", "焦点损失", "目标置信度", "锚框", "饱和", "神经元死亡", "共适应"),
    *("预热", "偏置", "精确率", "准确率", "召回率", "深度可分离卷积", "棋盘格伪影", "膨胀卷积", "批量归一化"),
    *("反池化", "循环神经网络", "修正线性单元", "梯度裁剪", "全连接层", "未归一化得分", "空洞卷积"),
}

BESIDE = {
    "training-loop": {"minibatch-loop", "back-propagation"},
    "activations": {"activations", "softmax-temperature", "linear-collapse"},
    "convolution": {
        "convolution",
        "pooling",
        "receptive-field",
        "edge-kernels",
        "layer-cost",
        "kernel-places",
    },
    "upsampling": {"upsampling"},
    "losses": {"losses", "cross-entropy", "focal-loss", "loss-terms"},
    "optimizers": {"learning-rate", "optimizer-race", "optimizer-steps", "schedules"},
    "normalization": {"batch-norm", "norm-axes", "running-statistics", "feature-scaling"},
    "generalization": {"l1-vs-l2", "overfitting", "dropout", "early-stopping"},
    "gradients": {"vanishing-gradient", "exploding-gradient", "initialization"},
    "detection": {"nms", "precision-recall", "confusion-matrix"},
}
"""The demonstrations that the curriculum names for a chapter."""

# --- what there is ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def covered():
    """What of each concept is asked: some seconds' drawing, so not while tests are merely gathered."""
    return {each.concept.id: each for each in coverage(FOLDER).concepts}


def test_every_concept_is_asked_by_several_cards_of_several_kinds(covered):
    assert [name for name, each in covered.items() if each.is_thin] == []


def test_every_card_stands_in_both_languages(covered):
    for name, each in covered.items():
        assert each.counts.complete == {"en": each.counts.cards, "zh": each.counts.cards}, name


def test_most_concepts_have_problems_and_every_problem_recognises_mistakes(covered):
    with_problems = [each for each in covered.values() if each.problems]
    assert len(with_problems) >= 0.7 * len(covered)
    assert [problem.id for its in with_problems for problem in its.problems if not problem.mistakes] == []


@pytest.mark.parametrize("chapter", BESIDE)
def test_the_demonstrations_of_a_chapter_stand_beside_its_cards(chapter):
    beside = {card.demo for card in PACK.cards.values() if card.chapter == chapter and card.demo}
    assert BESIDE[chapter] - beside == set()


def test_a_demonstration_opens_with_the_numbers_of_any_problem_beside_it():
    for card in PACK.cards.values():
        for level in card.levels if card.demo else ():
            variant = card.ask(level).variant
            kind = find_demo(name_and_preset(card.demo)[0])
            demo = kind.from_givens(variant.givens) if variant else named_demo(card.demo)
            assert next(iter(demo.frames())).caption.zh, card.id


@pytest.mark.parametrize("chapter", FAMILIES)
def test_every_family_of_problems_of_the_curriculum_is_there(chapter):
    problems = {
        name.partition("/")[2]
        for name, card in PACK.cards.items()
        if card.kind == "problem" and card.chapter == chapter
    }
    missing = {
        family: {*named} - problems for family, named in FAMILIES[chapter].items() if {*named} - problems
    }
    assert missing == {}


def test_every_slip_of_the_notes_is_corrected_by_a_card():
    cards = {name.partition("/")[2]: card for name, card in PACK.cards.items()}
    assert [name for name in CORRECTED if name not in cards] == []
    assert len({*CORRECTED}) == 26
    asked = {name: cards[name].ask().prompt for name in CORRECTED}
    assert [name for name, text in asked.items() if "note" not in text.en and "page" not in text.en] == []


def test_the_families_are_those_of_every_chapter():
    assert [*FAMILIES] == [chapter.id for chapter in PACK.chapters]


# --- a first way through all of it --------------------------------------------------------------------------


def test_each_chapter_has_its_foundation_and_all_of_them_make_one_evening():
    first = Counter(card.chapter for card in PACK.cards.values() if "foundation" in card.tags)
    assert set(first) == {chapter.id for chapter in PACK.chapters}
    assert 35 <= sum(first.values()) <= 50
    assert min(first.values()) >= 3


def test_the_foundation_is_asked_chapter_after_chapter_with_nothing_missing_below(home):
    with open_workspace(wish=Wish(tags=("foundation",), new=60)) as workspace:
        order = [workspace.library.cards[name] for name in workspace.plan()]
    assert {card.concept for card in order} == {
        card.concept for card in PACK.cards.values() if "foundation" in card.tags
    }
    asked = set()
    for card in order:
        assert {*PACK.concepts[card.concept].needs} <= asked, card.id
        asked.add(card.concept)


# --- in one voice -------------------------------------------------------------------------------------------


def test_the_glossary_holds_what_the_curriculum_fixed():
    words = {word for term in READING.terms for word in (*term.said("en"), *term.said("zh"))}
    assert len(READING.terms) >= 100
    assert FIXED - words == set()
    instead = {
        (word, term.said(language)[0])
        for term in READING.terms
        for language in ("en", "zh")
        for word in term.avoided(language)
    }
    assert TAUGHT_INSTEAD - instead == set()


def said_by_solvers():
    """What every solver says of its givens, its steps and its mistakes, with where."""
    for solver in all_solvers():
        spec = solver.spec
        for named in (*spec.givens.values(), *spec.steps.values(), *spec.mistakes.values()):
            if named.say:
                yield f"{solver.__name__}.{named.name}", named.say


def said_by_demos():
    """What every demonstration says of itself, its knobs and presets, and as it begins, with where."""
    for name, kind in all_demos().items():
        says = [kind.title, kind.about, *(each.say for each in (*kind.knobs(), *kind.presets))]
        for frame in islice(kind().frames(), 2):
            says += [frame.title, frame.caption]
        yield from ((name, text) for text in says if text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_workings_feedback_and_demonstrations_say_the_same_words_as_the_cards(language):
    avoided = Finder(word for term in READING.terms for word in term.avoided(language))
    taught = Finder(word for term in READING.terms for word in term.said(language))
    texts = [(where, shown(text.say(language))) for where, text in chain(said_by_solvers(), said_by_demos())]
    assert len(texts) > 800
    found = {
        (where, hit.phrase)
        for where, words in texts
        for hit in avoided.find(words)
        if not any(map(hit.is_part_of, taught.find(words)))
    }
    assert found == set()


# --- how it is asked ----------------------------------------------------------------------------------------


def test_the_right_option_stands_in_every_place_equally_often():
    places: Counter[int] = Counter()
    for card in PACK.cards.values():
        if isinstance(card, ChoiceCard) and len(card.choices) == 4 and len(card.right) == 1:
            for seed in range(10):
                options = [option.id for option in card.ask(seed=seed).fields[0].options]
                places[options.index(*card.right)] += 1
    asked = sum(places.values())
    assert asked > 800
    spread = (asked * 0.25 * 0.75) ** 0.5  # of a count, were each place drawn with one chance in four
    assert all(abs(places[place] - asked / 4) < 4 * spread for place in range(4)), places


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_all_but_one_card_in_twenty_fit_a_small_screen(language, home):
    """Those that take the most rows are laid out: where the fewest of them fit, all others do."""
    from studyapp.tui.app import StudyApp
    from studyapp.tui.screens.study import StudyScreen
    from studyapp.tui.widgets.desk import Desk

    i18n.use(language)
    some = len(PACK.cards) // 15
    most_first = sorted(PACK.cards.values(), key=lambda card: -rows_needed(card, 1, language))[:some]
    with open_workspace([FOLDER]) as workspace:
        workspace.load_packs()
        app = StudyApp(workspace)
        async with app.run_test(size=(80, 24)) as pilot:
            while not app.packs_read:
                await pilot.pause(0.01)
            sessions = [Session(workspace._desk(), [card.id]) for card in most_first]
            screen = StudyScreen(sessions[0], app.names_of)
            await app.push_screen(screen)
            scrolled = []
            for card, session in zip(most_first, sessions, strict=True):
                screen.sitting = screen.session = session
                await screen.show_question()
                await pilot.pause()
                await pilot.pause()
                if screen.query_one(Desk).max_scroll_y > 0:
                    scrolled.append(card.id)
    assert len(scrolled) <= len(PACK.cards) // 20, scrolled


def test_the_demonstrations_and_solvers_call_a_chapter_as_the_pack_does():
    assert {each.id: each.title for each in taught()} == {each.id: each.title for each in PACK.chapters}
