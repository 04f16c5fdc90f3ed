"""The lines of a schedule's working: its formulas, and numbers for telling steps, several in a row."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from studyapp.engine.solvers.optimizers.schedules import cycles, stretch_at
from studyapp.engine.solving.written import bracketed, latex_of, term, total

MOST_CHANGES_WRITTEN = 2
LONGEST_LINE = 135
"""LaTeX beyond which only the first and the last step are written out."""
MOST_MILESTONES_WRITTEN = 4

HALF_COSINE = r"\frac{1 + \cos(\pi\, u_t)}{2}"
POWER_OF_GAMMA = r"\gamma^{u_t}"

PROGRESS = {
    "step": r"\left\lfloor \frac{t}{s} \right\rfloor",
    "multistep": r"\sum_i [m_i \le t]",
    "cosine": r"\frac{t}{T_{\max}}",
    "cosine_warm_restarts": r"\frac{t - t_r}{T_r}",
    "linear": r"\frac{\min(t, T)}{T}",
    "polynomial": r"\frac{\min(t, T)}{T}",
    "one_cycle": r"\frac{t - t_i}{t_{i+1} - t_i}",
    "plateau": r"\sum_{j < t} [b_j > P]",
}
"""A schedule to how far it has come; the others go by t itself, or not at all."""

WEIGHT = {
    "step": POWER_OF_GAMMA,
    "multistep": POWER_OF_GAMMA,
    "exponential": r"\gamma^{t}",
    "cosine": HALF_COSINE,
    "cosine_warm_restarts": HALF_COSINE,
    "linear": r"a + (b - a)\, u_t",
    "polynomial": "(1 - u_t)^{p}",
    "one_cycle": HALF_COSINE,
    "plateau": "f^{u_t}",
}

RATE = {
    "constant": r"\eta",
    "cosine": r"\eta_{\min} + (\eta - \eta_{\min})\, w_t",
    "cosine_warm_restarts": r"\eta_{\min} + (\eta - \eta_{\min})\, w_t",
    "one_cycle": r"\eta_{i+1} + (\eta_i - \eta_{i+1})\, w_t",
    "plateau": r"\max(\eta\, w_t,\ \eta_{\text{low}})",
}
"""A schedule to its rate, where that is not the base rate times the weight."""


def written_out(values: Iterable[Any], write: Callable[[int], str]) -> str:
    """The first steps at which something changes, and the last step, each with its numbers."""
    values = list(values)
    telling, last = _telling(values), len(values) - 1
    shown = telling[:MOST_CHANGES_WRITTEN]
    entries = [rf"{write(t)}\;(t = {t})" for t in shown]
    if shown[-1] != last:
        between = [r"\ldots"] if shown[-1] < last - 1 else []
        entries += [*between, rf"{write(last)}\;(t = {last})"]
    if sum(map(len, entries)) > LONGEST_LINE and len(shown) > 1:
        entries = [entries[0], r"\ldots", entries[-1]]
    return r",\; ".join(entries)


def _telling(values: Sequence[Any]) -> list[int]:
    return [t for t, value in enumerate(values) if t == 0 or value != values[t - 1]]


def progress_at(own: Any, t: int) -> str:
    """How far the schedule has come by step t, with the numbers put in."""
    match own.name:
        case "step":
            return rf"\lfloor {t} / {latex_of(own.step_size)} \rfloor"
        case "multistep":
            return _milestones_at(sorted(own.milestones), t)
        case "cosine":
            return f"{t} / {latex_of(own.t_max)}"
        case "cosine_warm_restarts":
            start, length = cycles(t + 1, own.t_0, own.t_mult)[t]
            return f"({t} - {start}) / {latex_of(length)}"
        case "linear" | "polynomial":
            whole = latex_of(own.total_iters)
            return rf"\min({t}, {whole}) / {whole}"
        case "one_cycle":
            start, end = (own.turns[stretch_at(t, own.turns) + after] for after in (0, 1))
            return f"({t} - {term(start)}) / ({latex_of(end)} - {term(start)})"
    before = own.progress[t - 1] if t else 0
    return f"{before} + [{own.bad[t - 1]} > {own.patience}]" if t else "0"


def _milestones_at(milestones: Sequence[int], t: int) -> str:
    if len(milestones) > MOST_MILESTONES_WRITTEN:
        return str(sum(milestone <= t for milestone in milestones))
    return total([rf"[{milestone} \le {t}]" for milestone in milestones])


def weight_at(own: Any, t: int) -> str:
    """What is left of the rate at step t, with the numbers put in."""
    passed = own.progress[t]
    match own.name:
        case "step" | "multistep" | "exponential":
            return _power(own.gamma, passed)
        case "plateau":
            return _power(own.factor, passed)
        case "linear":
            start, end = latex_of(own.start_factor), latex_of(own.end_factor)
            return rf"{start} + ({end} - {start}) \times {term(passed)}"
        case "polynomial":
            return rf"{bracketed(f'1 - {term(passed)}')}^{{{latex_of(own.power)}}}"
        case "one_cycle" if own.anneal_strategy == "linear":
            return f"1 - {term(passed)}"
    return rf"(1 + \cos(\pi \times {latex_of(passed)})) / 2"


def _power(base: Any, exponent: Any) -> str:
    written = latex_of(base)
    return rf"{bracketed(written) if chr(92) in written else written}^{{{latex_of(exponent)}}}"


def rate_at(own: Any, t: int) -> str:
    """The rate at step t, with the numbers put in."""
    left = term(own.weight[t])
    match own.name:
        case "cosine" | "cosine_warm_restarts":
            low = latex_of(own.eta_min)
            return rf"{low} + ({latex_of(own.base_lr)} - {low}) \times {left}"
        case "one_cycle":
            at = stretch_at(t, own.turns)
            first, last = map(latex_of, own.corners[at : at + 2])
            return rf"{last} + ({first} - {last}) \times {left}"
        case "plateau":
            return rf"\max({latex_of(own.base_lr)} \times {left},\ {latex_of(own.min_lr)})"
    return rf"{latex_of(own.base_lr)} \times {left}"
