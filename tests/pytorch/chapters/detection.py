"""Boxes, rankings and confusion, worked with PyTorch's tensors as training code does it.

PyTorch itself has no NMS and no average precision. Those are plain loops here, written from the papers' and
devkits' descriptions; boxes lie on a grid of quarters and the thresholds are such that floats decide exactly.
"""

from collections.abc import Iterator
from itertools import product

import torch
from torch import Tensor

from tests.pytorch.cases import REFUSED, Case


def cases() -> Iterator[Case]:
    """Every option with every other; ties, boxes that only touch, and what has no answer."""
    yield from ious()
    yield from suppressions()
    yield from soft_suppressions()
    yield from confusions()
    yield from reports()
    yield from averages()
    yield from segmentations()


def area(boxes: Tensor) -> Tensor:
    return (boxes[..., 2:] - boxes[..., :2]).prod(-1)


def shared_area(a: Tensor, b: Tensor) -> Tensor:
    low, high = torch.maximum(a[..., :2], b[..., :2]), torch.minimum(a[..., 2:], b[..., 2:])
    return (high - low).clamp(min=0).prod(-1)


def ious() -> Iterator[Case]:
    pairs = [
        ([0, 0, 4, 3], [1, 1, 5, 4]),
        ([0, 0, 2, 2], [0, 0, 2, 2]),
        ([0, 0, 4, 4], [1, 1, 2, 3]),  # one within the other
        ([0, 0, 2, 2], [2, 0, 4, 2]),  # side by side
        ([0, 0, 2, 2], [2, 2, 4, 4]),  # at a corner
        ([0, 0, 2, 2], [3, 0, 4, 2]),  # apart along x
        ([0, 0, 2, 2], [0, 3, 2, 4]),  # apart along y
        ([0, 0, 2, 2], [5, 5, 7, 7]),  # apart along both
        ([-3, -2, 1, 2], [-1, -4, 2, 0]),
        ([0, 0, 2, 2], [1, 1, 1, 1]),  # one without an area
        ([0.5, 0.25, 2.75, 3], [1, 0, 2.5, 1.5]),
        ([1e6, 1e6, 1e6 + 3, 1e6 + 2], [1e6 + 1, 1e6 - 1, 1e6 + 5, 1e6 + 1]),
    ]
    corners = torch.rand(8, 2, 2) * 10
    boxes = torch.cat([corners, corners + torch.rand(8, 2, 2) * 10], dim=-1).round(decimals=3)
    pairs += [(a.tolist(), b.tolist()) for a, b in boxes]
    for box_a, box_b in pairs:
        a, b = torch.tensor(box_a, dtype=torch.float64), torch.tensor(box_b, dtype=torch.float64)
        shared = shared_area(a, b)
        union = area(a) + area(b) - shared
        expected = {"intersection": shared, "union": union, "iou": shared / union}
        yield Case("iou", {"box_a": box_a, "box_b": box_b}, expected)
    for box_a, box_b in (
        ([0, 0, 0, 3], [1, 1, 4, 1]),
        ([3, 0, 1, 2], [0, 0, 4, 4]),
        ([0, 0, 4, 4], [0, 4, 2, 1]),
    ):
        yield Case("iou", {"box_a": box_a, "box_b": box_b}, REFUSED)


def grid_boxes(count: int, extent: int, sides: int) -> Tensor:
    corners = torch.randint(0, extent, (count, 2)) / 4
    return torch.cat([corners, corners + torch.randint(0, sides, (count, 2)) / 4], dim=-1)


def suppressions() -> Iterator[Case]:
    shapes = ((1, 4, 4), (6, 12, 12), (12, 16, 24), (40, 40, 40), (90, 40, 60))
    for count, extent, sides in shapes:
        boxes = grid_boxes(count, extent, sides)
        boxes[count // 2] = boxes[0]  # the same one again
        scores = torch.randint(1, 9, (count,)) / 8  # many are equal
        classes = torch.randint(0, 3, (count,))
        for limit, least, by_class in product((0.0, 0.25, 0.5, 1.0), (None, 0.5), (False, True)):
            inputs = {"boxes": boxes, "scores": scores, "iou_threshold": limit, "score_threshold": least}
            inputs |= {"classes": classes} if by_class else {}
            of = classes if by_class else torch.zeros_like(classes)
            yield Case("nms", inputs, kept_by_loop(boxes, scores, limit, least, of))


def kept_by_loop(boxes: Tensor, scores: Tensor, limit: float, least: float | None, of: Tensor) -> list[int]:
    left = [at for at in range(len(boxes)) if least is None or scores[at] >= least]
    kept: list[int] = []
    while left:
        best = max(left, key=lambda at: (scores[at].item(), -at))
        kept.append(best)
        left.remove(best)
        left = [at for at in left if of[at] != of[best] or not iou(boxes[best], boxes[at]) > limit]
    return kept


def iou(a: Tensor, b: Tensor) -> float:
    shared = shared_area(a, b)
    union = area(a) + area(b) - shared
    return (shared / union).item() if union else 0.0


def soft_suppressions() -> Iterator[Case]:
    for count, extent, sides in ((1, 4, 4), (5, 8, 12), (8, 10, 16), (70, 40, 40)):
        boxes = grid_boxes(count, extent, sides)
        scores = torch.rand(count).round(decimals=3)
        for sigma, least in product((0.1, 0.5, 2.0), (0.0, 0.001, 0.3)):
            current, left = scores.clone(), set(range(count))
            kept: list[int] = []
            while left := {at for at in left if current[at] >= least}:
                best = max(left, key=lambda at: (current[at].item(), -at))
                left.remove(best)
                kept.append(best)
                for at in left:
                    current[at] *= torch.exp(torch.tensor(-(iou(boxes[best], boxes[at]) ** 2) / sigma))
            inputs = {"boxes": boxes, "scores": scores, "sigma": sigma, "score_threshold": least}
            yield Case("soft_nms", inputs, {"kept": kept, "scores": current[kept]})


def counted(truth: Tensor, prediction: Tensor, classes: int) -> Tensor:
    pairs = truth.flatten() * classes + prediction.flatten()
    return torch.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def confusions() -> Iterator[Case]:
    for shape, labels in product(((1,), (7,), (40,), (3, 4), (2, 3, 3)), (1, 2, 5)):
        truth, prediction = torch.randint(0, labels, shape), torch.randint(0, labels, shape)
        inputs = {"truth": truth, "prediction": prediction}
        yield Case(
            "confusion_matrix",
            inputs,
            counted(truth, prediction, int(torch.max(truth, prediction).max()) + 1),
        )
        more = labels + 2
        yield Case("confusion_matrix", {**inputs, "classes": more}, counted(truth, prediction, more))
    yield Case("confusion_matrix", {"truth": [0, 2], "prediction": [0, 1], "classes": 2}, REFUSED)


def reports() -> Iterator[Case]:
    for tp, fp, fn, tn in (
        (8, 2, 4, 6),
        (1, 0, 0, 0),
        (0, 3, 2, 5),
        (30, 10, 5, 0),
        (1, 1, 99, 9999),
        (7, 7, 7, 7),
    ):
        truth = torch.tensor([1] * tp + [0] * fp + [1] * fn + [0] * tn)
        called = torch.tensor([1] * tp + [1] * fp + [0] * fn + [0] * tn)
        hit = (truth & called).sum().double()
        expected = {
            "precision": hit / called.sum(),
            "recall": hit / truth.sum(),
            "f1": 2 * hit / (called.sum() + truth.sum()),
            "accuracy": (truth == called).double().mean(),
        }
        yield Case("classification_report", {"tp": tp, "fp": fp, "fn": fn, "tn": tn}, expected)
    for nothing in (
        {"tp": 0, "fp": 0, "fn": 3},
        {"tp": 0, "fp": 3, "fn": 0},
        {"tp": 0, "fp": 0, "fn": 0, "tn": 4},
    ):
        yield Case("classification_report", nothing, REFUSED)


def averages() -> Iterator[Case]:
    lists = [[1], [0], [1, 1, 1], [0, 0, 1], [1, 0, 0], [1, 0, 1, 0, 1], [0, 1, 1, 0, 1, 0, 0, 1]]
    lists += [torch.randint(0, 2, (count,)).tolist() for count in (12, 25)]
    for matches, missed, method in product(lists, (0, 3), ("all_points", "11_point", "101_point")):
        positives = sum(matches) + missed
        if positives:
            scores = torch.randint(1, 20, (len(matches),)) / 20
            inputs = {"scores": scores, "matches": matches, "positives": positives, "method": method}
            yield Case("average_precision", inputs, average(scores, torch.tensor(matches), positives, method))
    yield Case("average_precision", {"scores": [0.5, 0.4], "matches": [1, 1], "positives": 1}, REFUSED)


def average(scores: Tensor, matches: Tensor, positives: int, method: str) -> Tensor:
    ranked = matches[torch.sort(scores, descending=True, stable=True).indices]
    found = ranked.cumsum(0)
    precision = found / torch.arange(1, len(ranked) + 1)
    envelope = precision.flip(0).cummax(0).values.flip(0)
    if method == "all_points":
        gained = torch.diff(found, prepend=torch.zeros(1, dtype=found.dtype)) / positives
        return (gained * envelope).sum()
    last = {"11_point": 10, "101_point": 100}[method]
    # Recall found/positives reaches level/last where found·last ≥ level·positives: whole numbers, no rounding
    at = torch.searchsorted(found * last, torch.arange(last + 1) * positives, side="left")
    return torch.cat([envelope, torch.zeros(1)])[at.clamp(max=len(ranked))].mean()


def segmentations() -> Iterator[Case]:
    for classes, labels in product((2, 3, 5), (1, 2, 3)):
        for _ in range(2):
            truth, prediction = (
                torch.randint(0, min(labels, classes), (6, 6)),
                torch.randint(0, classes, (6, 6)),
            )
            matrix = counted(truth, prediction, classes)
            matrix = torch.nn.functional.pad(matrix, (0, 1, 0, 1))  # a class that is nowhere
            right, union = matrix.diag().double(), matrix.sum(0) + matrix.sum(1) - matrix.diag()
            ious_ = right / union
            expected = {
                "pixel_accuracy": right.sum() / matrix.sum(),
                "class_iou": [None if each.isnan() else each for each in ious_],
                "mean_iou": ious_.nanmean(),
            }
            yield Case("segmentation_scores", {"confusion": matrix}, expected)
    yield Case("segmentation_scores", {"confusion": [[0, 0], [0, 0]]}, REFUSED)
