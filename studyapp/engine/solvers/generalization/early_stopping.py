"""Early stopping: which epoch was the best, and when waiting for a better one ends."""

from itertools import accumulate, pairwise
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.generalization.waiting import counted, place_of, seen, until_stop
from studyapp.engine.solving.solver import Numbers, Solver, given, mistake, step
from studyapp.engine.solving.written import term

MOST_EPOCHS_WRITTEN = 10


class EarlyStopping(Solver):
    """The best epoch, its loss, and the epoch that ends training: {best_epoch, best_loss, stop_epoch}.

    Epochs count from 1. An epoch is better when its loss is below the best so far by more than `min_delta`.
    The run stops with the epoch that makes `patience` epochs in a row without a better one; `stop_epoch` is
    null if it never does. Losses after the stop are not seen. Keras and Lightning decide the same way, but
    Keras counts epochs from 0 (the idea: Prechelt 1998).
    """

    say = Text(en="Early stopping", zh="早停")
    losses: Numbers = given(
        symbol="L", say=Text(en="validation loss after each epoch", zh="每个轮次之后的验证损失")
    )
    patience: int = given(
        ge=1,
        symbol="P",
        say=Text(en="epochs to wait for a better one", zh="耐心值：没有改善时最多等待的轮次数"),
    )
    min_delta: Number = given(
        default=0,
        ge=0,
        symbol=r"\delta",
        say=Text(en="an improvement must be larger than this", zh="改善量必须大于它才算数"),
    )

    @step(
        latex=r"\begin{cases} L_t & L_t < B_{t-1} - \delta \\ B_{t-1} & L_t \ge B_{t-1} - \delta \end{cases}",
        symbol="B_t",
        say=Text(en="Best loss so far, epoch by epoch", zh="各轮次为止的最好损失"),
    )
    def bests(self) -> tuple[Number, ...]:
        """Up to the stop; the first epoch is always better than none."""
        return seen(self.losses, self.patience, self.min_delta)

    @bests.numbers
    def _bests_put_in(self) -> str:
        if len(self.bests) > MOST_EPOCHS_WRITTEN:
            return ""
        lines = [term(self.losses[0])]
        for loss, best in zip(self.losses[1:], self.bests, strict=False):
            limit = term(best) + (f" - {term(self.min_delta)}" if self.min_delta else "")
            sign = "<" if loss < best - self.min_delta else r"\ge"
            lines.append(rf"{term(loss)} {sign} {limit}")
        return r",\; ".join(lines[: len(self.bests)])

    @step(
        latex=r"\begin{cases} 0 & B_t < B_{t-1} \\ w_{t-1} + 1 & B_t = B_{t-1} \end{cases}",
        symbol="w_t",
        say=Text(en="Epochs waited, 0 at each better one", zh="已等待的轮次数，每次改善后归零"),
    )
    def waiting(self, bests: Any) -> tuple[int, ...]:
        """The counter after each epoch."""
        return counted(bests)

    @waiting.numbers
    def _waiting_put_in(self) -> str:
        if len(self.waiting) > MOST_EPOCHS_WRITTEN:
            return ""
        return r",\; ".join(
            "0" if count == 0 else f"{before} + 1"
            for before, count in zip((0, *self.waiting), self.waiting, strict=False)
        )

    @step(
        latex=r"\max \{ t : w_t = 0 \}",
        symbol="t^*",
        say=Text(en="Last epoch that was better", zh="最后一次有改善的轮次"),
    )
    def best_epoch(self, waiting: Any) -> int:
        """The counter was 0 there; epochs from 1."""
        counts = until_stop(waiting, self.patience)
        return max((epoch for epoch, count in enumerate(counts, start=1) if count == 0), default=1)

    @step(latex="L_{t^*}", symbol=r"L^*", say=Text(en="Its loss", zh="该轮次的损失"))
    def best_loss(self, best_epoch: int) -> Number:
        """At the best epoch."""
        return self.losses[place_of(best_epoch, self.losses)]

    @step(latex="w_T", symbol="w", say=Text(en="Epochs waited at the end", zh="最后已等待的轮次数"))
    def waited(self, waiting: Any) -> int:
        """The counter when the run ended."""
        return int(until_stop(waiting, self.patience)[-1])

    stop_epoch = step(
        "best_epoch + patience if waited >= patience else None",
        symbol=r"t_{\text{stop}}",
        say=Text(
            en="Epoch that makes the patience full, where there is one",
            zh="等待满耐心值、停止训练的轮次（若有）",
        ),
    )

    @mistake(
        bests,
        latex=r"\min(B_{t-1},\ L_t)",
        say=Text(
            en="Looks as if any improvement counted; it must be larger than min_delta.",
            zh="看起来任何改善都算数了；改善量必须大于 min_delta。",
        ),
    )
    def delta_ignored(self) -> tuple[Number, ...]:
        """As if min_delta were 0."""
        return seen(self.losses, self.patience, 0)

    @mistake(
        waiting,
        latex=r"\begin{cases} 0 & L_t \le B_{t-1} - \delta \\ "
        r"w_{t-1} + 1 & L_t > B_{t-1} - \delta \end{cases}",
        say=Text(
            en="Looks as if an equal loss counted as better; it must be below.",
            zh="看起来把相等也算作改善；必须严格更小。",
        ),
    )
    def ties_count(self) -> tuple[int, ...]:
        """Not strictly below."""
        best, counts = self.losses[0], [0]
        for loss in self.losses[1:]:
            better = loss <= best - self.min_delta
            counts.append(0 if better else counts[-1] + 1)
            best = loss if better else best
        return until_stop(counts, self.patience)

    @mistake(
        waiting,
        latex=r"\begin{cases} 0 & L_t < L_{t-1} - \delta \\ "
        r"w_{t-1} + 1 & L_t \ge L_{t-1} - \delta \end{cases}",
        say=Text(
            en="Looks as if each loss was compared with the one before; compare it with the best so far.",
            zh="看起来是和上一个轮次的损失比较；应和目前最好的损失比较。",
        ),
    )
    def to_the_last(self) -> tuple[int, ...]:
        """The loss before instead of the best one."""
        counts = [0]
        for before, loss in pairwise(self.losses):
            counts.append(0 if loss < before - self.min_delta else counts[-1] + 1)
        return until_stop(counts, self.patience)

    @mistake(
        waiting,
        latex=r"\left| \{ s \le t : L_s \ge B_{s-1} - \delta \} \right|",
        say=Text(
            en="Looks as if all epochs without a better loss were added up; the counter goes back to 0 at "
            "each better one.",
            zh="看起来把所有没有改善的轮次累计了；每次改善后计数要归零。",
        ),
    )
    def not_reset(self) -> tuple[int, ...]:
        """Counted on and on."""
        counts = counted(seen(self.losses, len(self.losses) + 1, self.min_delta))
        return until_stop(list(accumulate(int(count > 0) for count in counts)), self.patience)

    best_from_zero = mistake(
        best_epoch,
        "best_epoch - 1",
        say=Text(
            en="Looks as if epochs were counted from 0; here the first one is 1.",
            zh="看起来轮次从 0 开始数了；这里第一个轮次是 1。",
        ),
    )
    last_run = mistake(
        best_epoch,
        "best_epoch + waited",
        say=Text(
            en="That is the last epoch that was run; the best one lies before the waiting.",
            zh="这是最后运行的轮次；最好的轮次在等待之前。",
        ),
    )

    @mistake(
        best_epoch,
        latex=r"\text{argmin}(L)",
        say=Text(
            en="That is where the lowest of all losses stands; it came after the stop, or was not better by "
            "more than min_delta.",
            zh="这是所有损失中最小值所在的轮次；但它在停止之后，或改善量没有超过 min_delta。",
        ),
    )
    def lowest_epoch(self) -> int:
        """Over all losses."""
        return self.losses.index(min(self.losses)) + 1

    @mistake(
        best_loss,
        latex=r"L_T",
        say=Text(
            en="That is the loss at the end of the run; the best one came earlier.",
            zh="这是运行结束时的损失；最好的损失在更早的轮次。",
        ),
    )
    def last_loss(self, best_epoch: int, waited: int) -> Number:
        """Of the last epoch that was run."""
        return self.losses[place_of(best_epoch + waited, self.losses)]

    @mistake(
        best_loss,
        latex=r"\min(L)",
        say=Text(
            en="That is the lowest of all losses; it came after the stop, or was not better by more than "
            "min_delta.",
            zh="这是所有损失中的最小值；但它在停止之后，或改善量没有超过 min_delta。",
        ),
    )
    def lowest_loss(self) -> Number:
        """Over all losses."""
        return min(self.losses)

    one_late = mistake(
        stop_epoch,
        "best_epoch + patience + 1",
        say=Text(
            en="Looks as if it waited one epoch more; it stops with the epoch that makes the patience full.",
            zh="看起来多等了一个轮次；等待次数达到耐心值的那个轮次就停止。",
        ),
    )
    one_early = mistake(
        stop_epoch,
        "best_epoch + patience - 1",
        say=Text(
            en="Looks as if the best epoch was counted as waiting, or epochs from 0; either way that is one "
            "too early.",
            zh="看起来把最好的轮次也算作等待，或轮次从 0 开始数；这样都会早一个轮次。",
        ),
    )
    at_best = mistake(
        stop_epoch,
        "best_epoch",
        say=Text(
            en="That is the best epoch; that it was the best shows only after waiting.",
            zh="这是最好的轮次；要等待之后才知道它最好。",
        ),
    )
    from_start = mistake(
        stop_epoch,
        "patience",
        say=Text(
            en="Looks as if the waiting began at the start; it begins anew after each better epoch.",
            zh="看起来从训练开始就计等待；每次改善后都要重新计。",
        ),
    )

    @mistake(
        stop_epoch,
        latex=r"\text{len}(L)",
        say=Text(
            en="That is how many losses there are; the stop comes earlier, or not at all.",
            zh="这是损失的总个数；早停发生得更早，或根本没有发生。",
        ),
    )
    def all_epochs(self) -> int:
        """As many as there are losses."""
        return len(self.losses)

    result = (best_epoch, best_loss, stop_epoch)

    def simulate(self) -> dict[str, object]:
        """Leap from each best epoch to the next better one, if it comes within the patience."""
        at = 0
        while True:
            ahead = range(at + 1, min(at + self.patience, len(self.losses) - 1) + 1)
            better = [place for place in ahead if self.losses[at] - self.losses[place] > self.min_delta]
            if not better:
                break
            at = better[0]
        stops = at + self.patience < len(self.losses)
        return {
            "best_epoch": at + 1,
            "best_loss": self.losses[at],
            "stop_epoch": at + 1 + self.patience if stops else None,
        }
