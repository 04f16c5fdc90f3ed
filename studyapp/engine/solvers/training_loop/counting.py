"""Counting the training loop: iterations, epochs, batches, updates, and what a batch array weighs."""

from studyapp.domain.text import Text
from studyapp.engine.solving.solver import Solver, given, mistake, require, step
from studyapp.i18n import N_


class Epoch(Solver, shared=True):
    """One pass over the training set in batches; what the counting solvers share."""

    samples: int = given(ge=1, symbol="N", say=Text(en="samples in the training set", zh="训练集的样本数"))
    batch_size: int = given(ge=1, symbol="B", say=Text(en="samples in a batch", zh="批大小"))
    drop_last: bool = given(
        default=False,
        symbol=r"\text{drop\_last}",
        say=Text(en="whether a last, smaller batch is left out", zh="是否丢弃最后不满的一批"),
    )
    iterations = step(
        "floor(samples/batch_size) if drop_last else ceil(samples/batch_size)",
        symbol="I",
        say=Text(en="Iterations in one epoch", zh="每个轮次的迭代次数"),
    )
    dropped_last = mistake(
        iterations,
        "floor(samples/batch_size)",
        say=Text(
            en="Looks as if the last, smaller batch was left out. Unless it is dropped on purpose, the "
            "leftover samples still make one iteration: round up.",
            zh="看起来漏掉了最后那个不满的批次。除非特意丢弃，剩下的样本也要迭代一次：应向上取整。",
        ),
    )
    kept_last = mistake(
        iterations,
        "ceil(samples/batch_size)",
        say=Text(
            en="Looks as if the last, smaller batch was counted. With drop_last it is skipped: round down.",
            zh="看起来把最后那个不满的批次也算上了。设了 drop_last 就会跳过它：应向下取整。",
        ),
    )
    not_whole = mistake(
        iterations,
        "samples/batch_size",
        say=Text(
            en="This is the plain quotient. Iterations are whole: what happens to the leftover samples?",
            zh="这是直接相除的商。迭代次数必须是整数：剩下的样本怎么办？",
        ),
    )
    always_one_more = mistake(
        iterations,
        "samples/batch_size + 1 if samples % batch_size == 0 else iterations",
        say=Text(
            en="Looks as if 1 was added in any case. A leftover batch counts only where there is one and it "
            "is kept.",
            zh="看起来不管有没有剩余都加了 1。只有确实有剩余样本、并且保留它们时，才多算一批。",
        ),
    )

    def batches(self) -> list[int]:
        """The sizes of one epoch's batches, dealt out one by one."""
        sizes, left = [], self.samples
        while left >= self.batch_size or (left > 0 and not self.drop_last):
            sizes.append(min(left, self.batch_size))
            left -= sizes[-1]
        return sizes


class IterationsPerEpoch(Epoch):
    """Iterations (parameter updates from one batch each) in one pass over the training set, a count."""

    say = Text(en="Iterations in one epoch", zh="每个轮次（epoch）的迭代次数")
    result = Epoch.iterations

    def simulate(self) -> int:
        """Deal the samples out batch by batch."""
        return len(self.batches())


class TotalIterations(Epoch):
    """Iterations in a whole training run, a count; every epoch ends with its own last batch."""

    say = Text(en="Iterations in a whole training run", zh="整个训练的迭代总数")
    epochs: int = given(
        ge=1, symbol="E", say=Text(en="passes over the training set", zh="训练的轮次（epoch）数")
    )
    total = step("epochs*iterations", symbol="T", say=Text(en="Iterations in all", zh="迭代总数"))
    one_epoch = mistake(
        total,
        "iterations",
        say=Text(
            en="That is one epoch's worth. The run makes several passes: multiply by the number of epochs.",
            zh="这是一个轮次的迭代次数。训练要进行多个轮次，还要乘以轮次数。",
        ),
    )
    rounded_once = mistake(
        total,
        "floor(epochs*samples/batch_size) if drop_last else ceil(epochs*samples/batch_size)",
        say=Text(
            en="Looks as if you rounded once, at the end. Batches do not run on into the next epoch: round "
            "for one epoch, then multiply.",
            zh="看起来只在最后取整了一次。批次不会跨到下一个轮次：应先对一个轮次取整，再相乘。",
        ),
    )
    samples_seen = mistake(
        total,
        "epochs*samples",
        say=Text(
            en="That counts the samples seen. One iteration takes a whole batch of them.",
            zh="这是看过的样本总数。一次迭代会用掉整整一批样本。",
        ),
    )
    result = total

    def simulate(self) -> int:
        """Run through the epochs and count."""
        return sum(len(self.batches()) for _ in range(self.epochs))


class BatchSizeFor(Solver):
    """Smallest batch size, in samples, that makes so many iterations an epoch (the last batch kept)."""

    say = Text(en="Batch size for a number of iterations", zh="由迭代次数求批大小")
    samples: int = given(ge=1, symbol="N", say=Text(en="samples in the training set", zh="训练集的样本数"))
    iterations: int = given(
        ge=1, symbol="I", say=Text(en="iterations in one epoch", zh="每个轮次（epoch）的迭代次数")
    )
    batch_size = step(
        "ceil(samples/iterations)",
        symbol="B",
        say=Text(en="Smallest batch size with so many iterations", zh="恰好有这么多次迭代的最小批大小"),
    )
    not_whole = mistake(
        batch_size,
        "samples/iterations",
        say=Text(
            en="This is the plain quotient; a batch holds a whole number of samples.",
            zh="这是直接相除的商；一个批次里的样本数是整数。",
        ),
    )
    rounded_down = mistake(
        batch_size,
        "floor(samples/iterations)",
        say=Text(
            en="Looks as if you rounded down. Then some samples are left over and take one iteration more: "
            "round up.",
            zh="看起来向下取整了。这样会剩下样本，多出一次迭代：应向上取整。",
        ),
    )
    multiplied = mistake(
        batch_size,
        "samples*iterations",
        say=Text(
            en="Looks as if you multiplied. The samples are shared out among the iterations: divide.",
            zh="看起来用了乘法。样本是分给各次迭代的：应该相除。",
        ),
    )
    possible = require(
        "ceil(samples/batch_size) == iterations",
        "iterations",
        N_(
            "{parameter} is {iterations}, but no batch size cuts {samples} samples into that many batches: "
            "{batch_size} a batch gives {fewer}"
        ),
        fewer="ceil(samples/batch_size)",
    )
    result = batch_size

    def simulate(self) -> int:
        """Try batch sizes from 1 upwards."""
        size = 1
        while len(range(0, self.samples, size)) != self.iterations:
            size += 1
        return size


class LastBatchSize(Solver):
    """Samples in the last batch of an epoch when it is kept."""

    say = Text(en="Size of the last batch", zh="最后一个批次的大小")
    samples: int = given(ge=1, symbol="N", say=Text(en="samples in the training set", zh="训练集的样本数"))
    batch_size: int = given(ge=1, symbol="B", say=Text(en="samples in a batch", zh="批大小"))
    iterations = step(
        "ceil(samples/batch_size)", symbol="I", say=Text(en="Batches in one epoch", zh="每个轮次的批次数")
    )
    last = step(
        "samples - (iterations - 1)*batch_size",
        symbol=r"B_{\text{last}}",
        say=Text(en="What is left for the last batch", zh="留给最后一批的样本数"),
    )
    remainder = mistake(
        last,
        "samples % batch_size",
        say=Text(
            en="The remainder is 0 when the batches come out even, and then the last batch is full.",
            zh="恰好整除时余数是 0，但这时最后一批是满的。",
        ),
    )
    full = mistake(
        last,
        "batch_size",
        say=Text(
            en="That is a full batch; the last one holds only what is left.",
            zh="这是一个满批次的大小；最后一批只有剩下的样本。",
        ),
    )
    missing = mistake(
        last,
        "iterations*batch_size - samples",
        say=Text(
            en="That is how many samples the last batch lacks, not how many it has.",
            zh="这是最后一批还缺多少样本，而不是它有多少样本。",
        ),
    )
    result = last

    def simulate(self) -> int:
        """Take full batches away until no more than one is left."""
        left = self.samples
        while left > self.batch_size:
            left -= self.batch_size
        return left


class EpochOfIteration(Epoch):
    """The epoch in which an iteration falls; both counted from 1."""

    say = Text(en="Epoch in which an iteration falls", zh="某次迭代所在的轮次（epoch）")
    iteration: int = given(
        ge=1, symbol="k", say=Text(en="the iteration, counted from 1", zh="第几次迭代（从 1 数起）")
    )
    epoch = step(
        "ceil(iteration/iterations)",
        symbol="e",
        say=Text(en="Epoch of that iteration, from 1", zh="这次迭代所在的轮次（从 1 数起）"),
    )
    completed = mistake(
        epoch,
        "floor(iteration/iterations)",
        say=Text(
            en="That counts the epochs already completed. Counting from 1, the iteration may stand in the "
            "next one.",
            zh="这是已经完成的轮次数。从 1 数起，这次迭代可能属于下一个轮次。",
        ),
    )
    one_too_far = mistake(
        epoch,
        "floor(iteration/iterations) + 1",
        say=Text(
            en="Looks as if the last iteration of an epoch was moved into the next one; it still belongs to "
            "its own.",
            zh="看起来把某个轮次的最后一次迭代算进了下一个轮次；它仍属于原来的轮次。",
        ),
    )
    by_samples = mistake(
        epoch,
        "ceil(iteration/samples)",
        say=Text(
            en="Looks as if one iteration took one sample; it takes a whole batch.",
            zh="看起来把一次迭代当成只用一个样本；其实它用一整批。",
        ),
    )
    some = require(
        "iterations >= 1",
        "batch_size",
        N_(
            "{parameter} is {batch_size}; with drop_last it may be at most {samples}, or an epoch has no "
            "iteration"
        ),
    )
    result = epoch

    def simulate(self) -> int:
        """Count iterations until the one that is asked has passed."""
        epoch, passed = 0, 0
        while passed < self.iteration:
            epoch += 1
            passed += len(self.batches())
        return epoch
