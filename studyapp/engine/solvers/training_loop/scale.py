"""The training loop at scale: accumulated updates, several devices, learning rate, a batch's memory."""

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.training_loop.counting import Epoch
from studyapp.engine.solving.solver import Solver, Wholes, given, mistake, step


class OptimizerUpdates(Epoch):
    """Parameter updates in a run with gradient accumulation, a count; an epoch's leftover makes one too."""

    say = Text(en="Updates with gradient accumulation", zh="梯度累积时的参数更新次数")
    epochs: int = given(
        ge=1, symbol="E", say=Text(en="passes over the training set", zh="训练的轮次（epoch）数")
    )
    accumulation_steps: int = given(
        default=1,
        ge=1,
        symbol="A",
        say=Text(en="iterations whose gradients make one update", zh="累积多少次迭代才更新一次"),
    )
    per_epoch = step(
        "ceil(iterations/accumulation_steps)",
        symbol="U",
        say=Text(en="Updates in one epoch", zh="每个轮次的更新次数"),
    )
    updates = step(
        "epochs*per_epoch", symbol=r"U_{\text{all}}", say=Text(en="Updates in all", zh="更新总次数")
    )
    not_accumulated = mistake(
        per_epoch,
        "iterations",
        say=Text(
            en="That counts an update every iteration. The gradients of several are gathered first: divide.",
            zh="这样算的是每次迭代都更新一次。梯度要累积若干次迭代才更新：还要再除以累积步数。",
        ),
    )
    multiplied = mistake(
        per_epoch,
        "iterations*accumulation_steps",
        say=Text(
            en="Looks as if you multiplied. Accumulating makes updates rarer, not more frequent.",
            zh="看起来用了乘法。累积梯度会让更新变少，而不是变多。",
        ),
    )
    leftover_dropped = mistake(
        per_epoch,
        "floor(iterations/accumulation_steps)",
        say=Text(
            en="Looks as if what is left at the epoch's end was dropped; it still makes an update here.",
            zh="看起来丢掉了轮次末尾剩下的几次迭代；这里它们也要更新一次参数。",
        ),
    )
    one_epoch = mistake(
        updates,
        "per_epoch",
        say=Text(
            en="That is one epoch's worth; multiply by the number of epochs.",
            zh="这是一个轮次的更新次数；还要乘以轮次数。",
        ),
    )
    ran_on = mistake(
        updates,
        "ceil(epochs*iterations/accumulation_steps)",
        say=Text(
            en="Looks as if leftover gradients were carried into the next epoch. Here each epoch ends with "
            "its own update.",
            zh="看起来把剩余的梯度带进了下一个轮次。这里每个轮次结束时都会单独更新一次。",
        ),
    )
    result = updates

    def simulate(self) -> int:
        """Run the loop: gather gradients, update when enough are there or the epoch ends."""
        updates = 0
        for _ in range(self.epochs):
            waiting = 0
            for _ in self.batches():
                waiting += 1
                if waiting == self.accumulation_steps:
                    updates, waiting = updates + 1, 0
            updates += waiting > 0
        return updates


class GlobalBatchSize(Solver):
    """Samples that one update is worked from, over all devices and accumulated iterations."""

    say = Text(en="Global batch size", zh="全局批大小")
    per_device_batch_size: int = given(
        ge=1, symbol="b", say=Text(en="samples in one device's batch", zh="每个设备的批大小")
    )
    devices: int = given(ge=1, symbol="G", say=Text(en="devices working side by side", zh="并行的设备数"))
    accumulation_steps: int = given(
        default=1,
        ge=1,
        symbol="A",
        say=Text(en="iterations whose gradients make one update", zh="累积多少次迭代才更新一次"),
    )
    batch_size = step(
        "per_device_batch_size*devices*accumulation_steps",
        symbol="B",
        say=Text(en="Samples behind one update", zh="一次更新用到的样本数"),
    )
    not_accumulated = mistake(
        batch_size,
        "per_device_batch_size*devices",
        say=Text(
            en="Looks as if the accumulated iterations were left out; their gradients go into the same "
            "update.",
            zh="看起来漏掉了梯度累积；累积的各次迭代都计入同一次更新。",
        ),
    )
    one_device = mistake(
        batch_size,
        "per_device_batch_size*accumulation_steps",
        say=Text(
            en="That is one device's share; every device adds its own samples to the update.",
            zh="这只是一个设备的份额；每个设备都为这次更新贡献自己的样本。",
        ),
    )
    divided = mistake(
        batch_size,
        "per_device_batch_size*devices/accumulation_steps",
        say=Text(
            en="Looks as if you divided by the accumulation steps. That divides the loss, not the batch: "
            "multiply.",
            zh="看起来除以了累积步数。要除的是损失，而不是批大小：这里应该乘。",
        ),
    )
    result = batch_size

    def simulate(self) -> int:
        """Let every device put its samples down, again for every accumulated iteration."""
        return sum(
            self.per_device_batch_size for _ in range(self.accumulation_steps) for _ in range(self.devices)
        )


class ScaledLearningRate(Solver):
    """Learning rate for another batch size: in proportion to it, or to its root (Goyal et al. 2017)."""

    say = Text(en="Learning rate for another batch size", zh="批大小改变后的学习率")
    base_lr: Number = given(
        ge=0, symbol=r"\eta_0", say=Text(en="rate that suits the base batch", zh="基准批大小的学习率")
    )
    base_batch_size: int = given(
        ge=1, symbol="B_0", say=Text(en="batch size it was found for", zh="基准批大小")
    )
    batch_size: int = given(ge=1, symbol="B", say=Text(en="batch size used now", zh="现在的批大小"))
    rule: str = given(
        default="linear",
        choices=("linear", "sqrt"),
        symbol=r"\text{rule}",
        say=Text(en="how the rate follows the batch size", zh="学习率随批大小变化的规则"),
    )
    growth = step(
        "batch_size/base_batch_size",
        symbol="k",
        say=Text(en="How much larger the batch is", zh="批大小变为原来的几倍"),
    )
    learning_rate = step(
        'base_lr*growth if rule == "linear" else base_lr*sqrt(growth)',
        symbol=r"\eta",
        say=Text(en="Scaled learning rate", zh="缩放后的学习率"),
    )
    upside_down = mistake(
        growth,
        "base_batch_size/batch_size",
        say=Text(
            en="Looks as if the ratio stands upside down. A larger batch gives a steadier gradient and "
            "bears a larger rate.",
            zh="看起来把比值写反了。批大小更大时梯度更稳定，可以用更大的学习率。",
        ),
    )
    unscaled = mistake(
        learning_rate,
        "base_lr",
        say=Text(
            en="That is the rate for the old batch size; it follows the batch.",
            zh="这是原来批大小的学习率；它要随批大小改变。",
        ),
    )
    other_rule = mistake(
        learning_rate,
        'base_lr*sqrt(growth) if rule == "linear" else base_lr*growth',
        say=Text(
            en="Looks as if the other rule was used: the linear one takes the ratio, the square-root one "
            "its root.",
            zh="看起来用了另一条规则：线性规则直接乘比值，平方根规则乘比值的平方根。",
        ),
    )
    result = learning_rate

    def simulate(self) -> Number:
        """The rate per sample stays (linear), or the rate per root of a sample."""
        power = 1 if self.rule == "linear" else 0.5
        return float(self.base_lr / self.base_batch_size**power * self.batch_size**power)


class TensorElements(Solver):
    """Numbers in an array of a shape, a count."""

    say = Text(en="Elements of an array", zh="数组的元素个数")
    shape: Wholes = given(ge=1, symbol="s", say=Text(en="length along each axis", zh="各个轴的长度"))
    elements = step(
        "prod(shape)",
        symbol="n",
        say=Text(en="Elements (the lengths multiplied)", zh="元素个数（各轴长度相乘）"),
    )
    added = mistake(
        elements,
        "sum(shape)",
        say=Text(
            en="Looks as if the lengths were added; every index along one axis goes with every one along "
            "the others.",
            zh="看起来把各轴长度相加了；每个轴上的每个下标都要与其他轴组合，所以应相乘。",
        ),
    )
    one_sample = mistake(
        elements,
        "prod(shape)/shape[0]",
        say=Text(
            en="Looks as if the first axis was left out: that is one sample of the batch.",
            zh="看起来漏掉了第一个轴：这只是批次中的一个样本。",
        ),
    )
    result = elements

    def simulate(self) -> int:
        """Walk through all indices."""
        count = 1
        for length in self.shape:
            count = sum(count for _ in range(length))
        return count


class TensorBytes(TensorElements):
    """Memory of an array of a shape, bytes."""

    say = Text(en="Memory of an array", zh="数组占用的内存")
    bytes_per_element: int = given(
        default=4,
        ge=1,
        symbol="b",
        say=Text(en="bytes for one number (float32: 4)", zh="每个数的字节数（float32 为 4）"),
    )
    memory = step(
        "elements*bytes_per_element", symbol="M", say=Text(en="Memory, in bytes", zh="内存（字节）")
    )
    only_counted = mistake(
        memory,
        "elements",
        say=Text(
            en="That counts the numbers; each of them takes several bytes.",
            zh="这是数的个数；每个数要占若干字节。",
        ),
    )
    in_bits = mistake(
        memory,
        "8*elements*bytes_per_element",
        say=Text(en="Those look like bits; a byte has 8 of them.", zh="这像是比特数；1 字节有 8 比特。"),
    )
    result = memory

    def simulate(self) -> int:
        """Put the numbers down one behind the other and see how far they reach."""
        elements = super().simulate()
        return sum(self.bytes_per_element for _ in range(elements))
