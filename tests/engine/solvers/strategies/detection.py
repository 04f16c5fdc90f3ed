"""Boxes that overlap, now and then just as much as the threshold, and counts that can be divided by."""

from fractions import Fraction

from hypothesis import strategies as st

SCORES = [0.05, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]


@st.composite
def box(draw):
    """A few corners and sides only, so that boxes touch, hold one another and coincide."""
    x, y = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    width, height = (draw(st.sampled_from([0, 1, 2, 2, 3, 4])) for _ in range(2))
    unit = draw(st.sampled_from([1, 1, 0.5]))
    return [x * unit, y * unit, (x + width) * unit, (y + height) * unit]


@st.composite
def row_of_boxes(draw):
    """Each overlaps its neighbours: what one drops might have dropped the next."""
    step, width = draw(st.sampled_from([1, 1, 2])), draw(st.integers(3, 5))
    return [[at * step, 0, at * step + width, 2] for at in range(draw(st.integers(3, 5)))]


def iou(a, b):
    sides = [max(0, min(a[at + 2], b[at + 2]) - max(a[at], b[at])) for at in (0, 1)]
    shared = sides[0] * sides[1]
    union = sum((each[2] - each[0]) * (each[3] - each[1]) for each in (a, b)) - shared
    return Fraction(shared) / Fraction(union) if union else Fraction(0)


@st.composite
def suppression(draw):
    """The threshold is a round number, or just what two of the boxes have in common."""
    boxes = draw(st.lists(box(), min_size=2, max_size=7) | row_of_boxes())
    just = [found for a in boxes for b in boxes if a is not b and 0 < (found := iou(a, b)) < 1]
    threshold = st.sampled_from([0.1, 0.3, 0.5])
    inputs = {
        "boxes": boxes,
        "scores": draw(scores_for(boxes)),
        "iou_threshold": draw(threshold | st.sampled_from(just) if just else threshold),
    }
    if draw(st.booleans()):
        inputs["score_threshold"] = draw(st.sampled_from([0.3, 0.5, 0.7]))
    if draw(st.booleans()):
        inputs["classes"] = draw(st.lists(st.integers(0, 1), min_size=len(boxes), max_size=len(boxes)))
    return inputs


@st.composite
def soft_suppression(draw):
    boxes = draw(st.lists(box(), min_size=2, max_size=6))
    return {
        "boxes": boxes,
        "scores": draw(scores_for(boxes)),
        "sigma": draw(st.sampled_from([0.1, 0.3, 0.5, 1])),
        "score_threshold": draw(st.sampled_from([0, 0.001, 0.2, 0.4])),
    }


def scores_for(boxes):
    return st.lists(st.sampled_from(SCORES), min_size=len(boxes), max_size=len(boxes))


@st.composite
def labels(draw):
    count = draw(st.integers(1, 12))
    each = st.lists(st.integers(0, 3), min_size=count, max_size=count)
    inputs = {"truth": draw(each), "prediction": draw(each)}
    if draw(st.booleans()):
        inputs["classes"] = draw(st.integers(4, 5))
    return inputs


@st.composite
def counts(draw):
    """Something is positive, and something is called positive."""
    tp = draw(st.integers(0, 30))
    least = int(tp == 0)
    inputs = {"tp": tp, "fp": draw(st.integers(least, 30)), "fn": draw(st.integers(least, 30))}
    return inputs | ({"tn": draw(st.integers(0, 60))} if draw(st.booleans()) else {})


@st.composite
def ranked(draw):
    matches = draw(st.lists(st.integers(0, 1), min_size=1, max_size=10))
    return {
        "scores": draw(scores_for(matches)),
        "matches": matches,
        "positives": max(1, sum(matches)) + draw(st.integers(0, 4)),
        "method": draw(st.sampled_from(["all_points", "11_point", "101_point"])),
    }


@st.composite
def confusions(draw):
    """Some classes are in neither truth nor prediction, some only in one of them."""
    size = draw(st.integers(2, 4))
    rows = [[draw(st.integers(0, 20)) for _ in range(size)] for _ in range(size)]
    for at in range(size):
        if not (kind := draw(st.integers(0, 5))) or kind == 1:
            rows[at] = [0] * size
        if kind == 1:
            for row in rows:
                row[at] = 0
    return {"confusion": rows}


STRATEGIES = {
    "iou": st.fixed_dictionaries({"box_a": box(), "box_b": box()}),
    "nms": suppression(),
    "soft_nms": soft_suppression(),
    "confusion_matrix": labels(),
    "classification_report": counts(),
    "average_precision": ranked(),
    "segmentation_scores": confusions(),
}
