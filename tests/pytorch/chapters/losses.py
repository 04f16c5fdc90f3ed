"""The losses of `torch.nn.functional`, with their options combined, at their kinks and far out."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 (everybody's name for it)
from torch import Tensor

from tests.pytorch.cases import REFUSED, Case

REDUCTIONS = ("mean", "sum", "none")


def cases() -> Iterator[Case]:
    """One loss after the other."""
    yield from regression()
    yield from binary()
    yield from binary_with_logits()
    yield from cross_entropy()
    yield from nll()
    yield from focal()


def rounded(*shape: int, spread: float = 2.0) -> Tensor:
    """Random numbers of few digits, so that the file stays small and ties occur."""
    return (torch.randn(shape) * spread * 4).round() / 4


def tried(solver: str, inputs: dict[str, Any], work: Callable[[], Tensor]) -> Case:
    """The case with PyTorch's value; refused where it raises, or has no finite one."""
    try:
        found = work()
    except (RuntimeError, ValueError, IndexError):
        return Case(solver, inputs, REFUSED)
    return Case(solver, inputs, found if torch.isfinite(found).all() else REFUSED)


def regression() -> Iterator[Case]:
    """Numbers, vectors and more axes; errors of exactly the bend; far out; many."""
    kinks = (torch.tensor([0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 1.5]), torch.zeros(8))
    pairs = [(rounded(*shape), rounded(*shape)) for shape in ((), (1,), (3,), (2, 3), (2, 1, 2, 2))]
    pairs += [kinks, (torch.tensor([1e6, -1e-6, 3.0]), torch.tensor([-1e6, 1e-6, 3.0]))]
    pairs += [(rounded(300), rounded(300)), (torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0]))]
    for prediction, target in pairs:
        both = {"prediction": prediction, "target": target}
        yield Case("mse", both, F.mse_loss(prediction, target))
        yield Case("rmse", both, F.mse_loss(prediction, target).sqrt())
        yield Case("mae", both, F.l1_loss(prediction, target))
        yield Case("huber", both, F.huber_loss(prediction, target))
        yield Case("smooth_l1", both, F.smooth_l1_loss(prediction, target))
        if prediction.numel() > 100:
            continue
        for bend in (0.1, 0.5, 1.5, 2.0, 10.0):
            yield Case("huber", {**both, "delta": bend}, F.huber_loss(prediction, target, delta=bend))
            yield Case("smooth_l1", {**both, "beta": bend}, F.smooth_l1_loss(prediction, target, beta=bend))
        yield Case("smooth_l1", {**both, "beta": 0}, F.smooth_l1_loss(prediction, target, beta=0))
    both = {"prediction": kinks[0], "target": kinks[1]}
    for bend in (0, -1):
        yield tried("huber", {**both, "delta": bend}, lambda at=bend: F.huber_loss(*kinks, delta=at))
    yield tried("smooth_l1", {**both, "beta": -1}, lambda: F.smooth_l1_loss(*kinks, beta=-1))


WEIGHTS = [None, [2.0], [0.5, 1.0, 3.0], [[0.5], [2.0]], [[1.0, 0.0, 2.0], [0.25, 3.0, 1.0]], 1.5]
UNFIT = [[1.0, 2.0], [[1.0], [2.0], [3.0]], [[[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]]]


def tensor(values: Any) -> Tensor | None:
    return None if values is None else torch.tensor(values)


def without_none(inputs: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in inputs.items() if value is not None}


def binary() -> Iterator[Case]:
    """Probabilities 0 and 1, targets between, weights of every shape that stretches and some that do not."""
    probability = torch.tensor([[0.9, 0.2, 0.5], [0.75, 0.01, 0.6]])
    targets = ([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]], [[0.3, 1.0, 0.5], [0.0, 0.9, 0.1]])
    for target, weight in product(targets, WEIGHTS + UNFIT):
        inputs = without_none({"prediction": probability, "target": target, "weight": weight})
        yield tried(
            "binary_cross_entropy",
            inputs,
            lambda t=target, w=weight: F.binary_cross_entropy(probability, torch.tensor(t), tensor(w)),
        )
    extremes = [0.0, 1.0, 1e-50, 1e-40, 1e-12, 1 - 1e-12, 0.5]
    for p, target in product(extremes, (0.0, 1.0, 0.5)):
        found = F.binary_cross_entropy(torch.tensor(p), torch.tensor(target))
        yield Case("binary_cross_entropy", {"prediction": p, "target": target}, found)
    ends, sides = torch.tensor(extremes), torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.25])
    both = {"prediction": ends, "target": sides}
    yield Case("binary_cross_entropy", both, F.binary_cross_entropy(ends, sides))
    yield Case(
        "binary_cross_entropy", {"prediction": sides, "target": sides}, F.binary_cross_entropy(sides, sides)
    )
    many, truth = torch.rand(300).round(decimals=3), torch.randint(0, 2, (300,)).double()
    yield Case(
        "binary_cross_entropy", {"prediction": many, "target": truth}, F.binary_cross_entropy(many, truth)
    )
    for odd in ([0.5, 1.5], [-0.1, 0.5], [0.5]):
        for given in ({"prediction": odd, "target": [0.0, 1.0]}, {"prediction": [0.0, 1.0], "target": odd}):
            yield tried(
                "binary_cross_entropy",
                given,
                lambda g=given: F.binary_cross_entropy(*(torch.tensor(value) for value in g.values())),
            )


def binary_with_logits() -> Iterator[Case]:
    """Logits up to ±1000, both kinds of weights combined."""
    logits = torch.tensor([[2.0, -1.0, 0.0], [-3.5, 0.25, 6.0]])
    target = torch.tensor([[1.0, 0.0, 0.5], [0.0, 1.0, 0.2]])
    for weight, pos_weight in product(WEIGHTS + UNFIT[:1], WEIGHTS + UNFIT):
        inputs = {"logits": logits, "target": target, "weight": weight, "pos_weight": pos_weight}
        yield tried(
            "binary_cross_entropy_with_logits",
            without_none(inputs),
            lambda w=weight, p=pos_weight: F.binary_cross_entropy_with_logits(
                logits, target, tensor(w), pos_weight=tensor(p)
            ),
        )
    for z, y in product((-1000.0, -40.0, -1e-9, 0.0, 20.0, 40.0, 800.0, 1000.0, 1e300), (0.0, 1.0, 0.25)):
        found = F.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(y))
        yield Case("binary_cross_entropy_with_logits", {"logits": z, "target": y}, found)
    far, truth = torch.tensor([1000.0, -1000.0, 1000.0, -1000.0]), torch.tensor([1.0, 0.0, 0.0, 1.0])
    for pos_weight in (None, 3.0):
        inputs = without_none({"logits": far, "target": truth, "pos_weight": pos_weight})
        found = F.binary_cross_entropy_with_logits(far, truth, pos_weight=tensor(pos_weight))
        yield Case("binary_cross_entropy_with_logits", inputs, found)
    many, truth = rounded(300, spread=5.0), torch.randint(0, 2, (300,)).double()
    inputs = {"logits": many, "target": truth}
    yield Case("binary_cross_entropy_with_logits", inputs, F.binary_cross_entropy_with_logits(many, truth))


SAMPLES = [  # logits, targets, ignore_index
    ([2.0, 1.0, 0.1], 0, -100),
    ([2.0, 1.0, 0.1], -100, -100),
    ([0.0], 0, -100),
    ([[2.0, 1.0, 0.1]], [2], -100),
    ([[2.0, 1.0, 0.1], [0.0, 3.0, 1.0], [-1.0, 0.5, 0.5], [1.0, 1.0, 1.0]], [0, 1, 2, 2], -100),
    ([[2.0, 1.0, 0.1], [0.0, 3.0, 1.0], [-1.0, 0.5, 0.5], [1.0, 1.0, 1.0]], [0, -100, 2, -100], -100),
    ([[2.0, 1.0, 0.1], [0.0, 3.0, 1.0], [-1.0, 0.5, 0.5], [1.0, 1.0, 1.0]], [0, 1, 2, 1], 1),
    ([[2.0, 1.0, 0.1], [0.0, 3.0, 1.0]], [255, 0], 255),
    ([[2.0, 1.0, 0.1], [0.0, 3.0, 1.0]], [-1, 0], -1),
    ([[2.0, 1.0, 0.1], [0.0, 3.0, 1.0]], [1, 1], 1),
    ([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 999.0]], [1, 2], -100),
    ([[1000.0, -1000.0, 0.0], [1000.0, 1000.0, 1000.0]], [0, 1], -100),
    ([[[1.0, 2.0], [3.0, 4.0], [5.0, 0.0]], [[0.0, 1.0], [1.0, 0.5], [2.0, 2.0]]], [[0, 1], [2, 2]], -100),
    ([[[[1.0, 2.0]], [[3.0, 0.0]], [[0.5, 0.5]]]], [[[0, 2]]], 2),
]
CLASS_WEIGHTS = [None, [1.0, 2.0, 0.5], [0.0, 1.0, 3.0], [0.0, 0.0, 0.0]]


def cross_entropy() -> Iterator[Case]:
    """Every option with every other, on each kind of shape."""
    for (logits, target, ignored), weight, smoothing, reduction in product(
        SAMPLES, CLASS_WEIGHTS, (0.0, 0.1, 1.0), REDUCTIONS
    ):
        if len(logits) == 1 and weight is not None and not isinstance(logits[0], list):
            continue  # one class, three weights
        if smoothing == 1.0 and weight is not None and weight[0] == 1.0:
            continue  # enough of these
        options = {"weight": weight, "ignored": ignored, "reduction": reduction}
        yield of_classes("cross_entropy", logits, target, smoothing=smoothing, **options)
    two, truth = [[2.0, 1.0, 0.1], [0.0, 3.0, 1.0]], [0, 1]
    yield of_classes("cross_entropy", two, truth, smoothing=1.1)
    for target in ([0, 3], [0, -1], [0], [0, 1, 2], [[0], [1]], [0, -100, 1]):
        yield of_classes("cross_entropy", two, target)
    for weight in ([1.0, 2.0], [1.0, 2.0, 3.0, 4.0], [[1.0, 2.0, 3.0]]):
        yield of_classes("cross_entropy", two, truth, weight=weight)
    many, labels = rounded(60, 5, spread=5.0).tolist(), torch.randint(0, 5, (60,)).tolist()
    for reduction, smoothing in product(REDUCTIONS, (0.0, 0.2)):
        options = {"weight": [1.0, 0.5, 2.0, 3.0, 1.0], "ignored": 4, "reduction": reduction}
        yield of_classes("cross_entropy", many, labels, smoothing=smoothing, **options)


def nll() -> Iterator[Case]:
    """The same without logits; PyTorch takes any numbers for log-probabilities."""
    for (logits, target, ignored), weight, reduction in product(SAMPLES, CLASS_WEIGHTS, REDUCTIONS):
        scores = torch.tensor(logits)
        if scores.dim() == 1 and len(scores) == 1 and weight is not None:
            continue
        logs = F.log_softmax(scores, 0 if scores.dim() == 1 else 1).round(decimals=6)
        options = {"weight": weight, "ignored": ignored, "reduction": reduction}
        yield of_classes("nll", logs.tolist(), target, **options)
    rows = [[-0.5, -1.5, 0.25], [2.0, -0.1, -3.0]]
    for target in ([2, 0], [0, 3], [-1, 0], [0], 1):
        yield of_classes("nll", rows, target)


def of_classes(
    solver: str,
    scores: Any,
    target: Any,
    *,
    weight: Any = None,
    ignored: int = -100,
    reduction: str = "mean",
    smoothing: float = 0.0,
) -> Case:
    """One case of a loss over classes; defaults are left out."""
    name = "logits" if solver == "cross_entropy" else "log_probabilities"
    inputs = {name: scores, "target": target, "weight": weight, "ignore_index": None, "reduction": None}
    if ignored != -100:
        inputs["ignore_index"] = ignored
    if reduction != "mean":
        inputs["reduction"] = reduction
    if smoothing:
        inputs["label_smoothing"] = smoothing
    given = (torch.tensor(scores), torch.tensor(target), tensor(weight))
    options: dict[str, Any] = {"ignore_index": ignored, "reduction": reduction}
    if solver == "nll":
        return tried(solver, without_none(inputs), lambda: F.nll_loss(*given, **options))
    options["label_smoothing"] = smoothing
    return tried(solver, without_none(inputs), lambda: F.cross_entropy(*given, **options))


def focal() -> Iterator[Case]:
    """By the formula of torchvision's `sigmoid_focal_loss`, from probabilities: torch alone is here."""
    groups = [
        ([0.9, 0.2, 0.6, 0.45], [1, 0, 0, 1]),
        ([[0.99, 0.5], [0.01, 0.3]], [[1, 1], [0, 0]]),
        ([0.0, 1.0, 0.0, 1.0], [0, 1, 1, 0]),
        ([0.75], [1]),
        (0.25, 0),
        (0.999, 1),
    ]
    for (p, y), gamma, alpha, reduction in product(
        groups, (0, 0.5, 2, 5, 100), (None, 0, 0.25, 1), REDUCTIONS
    ):
        inputs = {"probability": p, "target": y, "gamma": gamma, "alpha": alpha, "reduction": reduction}
        if gamma in (0.5, 5, 100) and reduction == "sum":
            continue  # enough of these
        yield Case(
            "focal_loss",
            without_none(inputs),
            focal_loss(torch.tensor(p), torch.tensor(y), gamma, alpha, reduction),
        )


def focal_loss(p: Tensor, y: Tensor, gamma: float, alpha: float | None, reduction: str) -> Tensor:
    """α_t (1 − p_t)^γ times binary cross-entropy, whose logarithms PyTorch cuts at −100."""
    target = y.to(p.dtype)
    true = p * target + (1 - p) * (1 - target)
    losses = (1 - true) ** gamma * F.binary_cross_entropy(p, target, reduction="none")
    if alpha is not None:
        losses = (alpha * target + (1 - alpha) * (1 - target)) * losses
    return {"mean": losses.mean, "sum": losses.sum, "none": losses.clone}[reduction]()
