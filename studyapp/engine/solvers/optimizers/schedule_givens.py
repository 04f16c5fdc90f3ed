"""What a learning-rate schedule is given: its name, and the parameters that are its own."""

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.optimizers.schedule_own import OWN, check_one_cycle, check_plateau, own_values
from studyapp.engine.solving.solver import Numbers, Solver, Wholes, given


class ScheduleGivens(Solver, shared=True):
    """The parameters of all schedules; those of another one than the named are refused."""

    name: str = given(
        choices=tuple(OWN), symbol=r"\text{name}", say=Text(en="which schedule", zh="哪一种调度")
    )
    steps: int = given(
        ge=1, le=100_000, symbol="n", say=Text(en="steps of which the rate is told", zh="给出多少步的学习率")
    )
    base_lr: Number | None = given(
        default=None,
        ge=0,
        symbol=r"\eta",
        say=Text(
            en="the optimiser's own rate (one_cycle does without)",
            zh="优化器本身的学习率（one_cycle 不需要）",
        ),
    )
    step_size: int | None = given(
        default=None,
        ge=1,
        symbol="s",
        say=Text(en="step: steps from one decay to the next", zh="step：相邻两次衰减相隔的步数"),
    )
    milestones: Wholes | None = given(
        default=None,
        ge=0,
        symbol="m_i",
        say=Text(en="multistep: the steps at which the rate decays", zh="multistep：发生衰减的各步"),
    )
    gamma: Number | None = given(
        default=None,
        ge=0,
        symbol=r"\gamma",
        say=Text(
            en="step, multistep (0.1), exponential: factor of one decay",
            zh="step、multistep（默认 0.1）、exponential：每次衰减乘的因子",
        ),
    )
    t_max: int | None = given(
        default=None,
        ge=1,
        symbol=r"T_{\max}",
        say=Text(en="cosine: steps from the top to the bottom", zh="cosine：从最高降到最低的步数"),
    )
    t_0: int | None = given(
        default=None,
        ge=1,
        symbol="T_0",
        say=Text(
            en="cosine_warm_restarts: length of the first cycle", zh="cosine_warm_restarts：第一个周期的长度"
        ),
    )
    t_mult: int | None = given(
        default=None,
        ge=1,
        symbol=r"T_{\text{mult}}",
        say=Text(
            en="cosine_warm_restarts (1): how many times longer each next cycle is",
            zh="cosine_warm_restarts（默认 1）：下一个周期是上一个的几倍长",
        ),
    )
    eta_min: Number | None = given(
        default=None,
        ge=0,
        symbol=r"\eta_{\min}",
        say=Text(
            en="cosine, cosine_warm_restarts (0): the lowest rate",
            zh="cosine、cosine_warm_restarts（默认 0）：最低学习率",
        ),
    )
    start_factor: Number | None = given(
        default=None,
        gt=0,
        le=1,
        symbol="a",
        say=Text(en="linear (1/3): factor at the start", zh="linear（默认 1/3）：起点的系数"),
    )
    end_factor: Number | None = given(
        default=None,
        ge=0,
        le=1,
        symbol="b",
        say=Text(en="linear (1): factor at the end", zh="linear（默认 1）：终点的系数"),
    )
    total_iters: int | None = given(
        default=None,
        ge=1,
        symbol="T",
        say=Text(
            en="linear, polynomial (5): steps after which the rate stays",
            zh="linear、polynomial（默认 5）：多少步之后学习率不再变",
        ),
    )
    power: Number | None = given(
        default=None,
        ge=0,
        symbol="p",
        say=Text(en="polynomial (1): the exponent", zh="polynomial（默认 1）：指数"),
    )
    max_lr: Number | None = given(
        default=None,
        ge=0,
        symbol=r"\eta_{\max}",
        say=Text(en="one_cycle: the highest rate", zh="one_cycle：最高学习率"),
    )
    total_steps: int | None = given(
        default=None,
        ge=1,
        symbol="N",
        say=Text(en="one_cycle: steps of the whole run", zh="one_cycle：整个训练的步数"),
    )
    pct_start: Number | None = given(
        default=None,
        ge=0,
        le=1,
        symbol=r"\rho",
        say=Text(
            en="one_cycle (0.3): share of the run that rises", zh="one_cycle（默认 0.3）：上升阶段所占的比例"
        ),
    )
    anneal_strategy: str | None = given(
        default=None,
        choices=("cos", "linear"),
        symbol=r"\text{anneal}",
        say=Text(en="one_cycle (cos): the curve up and down", zh="one_cycle（默认 cos）：升降的曲线"),
    )
    div_factor: Number | None = given(
        default=None,
        gt=0,
        symbol="d",
        say=Text(
            en="one_cycle (25): the highest rate ÷ the first",
            zh="one_cycle（默认 25）：最高学习率 ÷ 起始学习率",
        ),
    )
    final_div_factor: Number | None = given(
        default=None,
        gt=0,
        symbol=r"d_{\text{final}}",
        say=Text(
            en="one_cycle (10000): the first rate ÷ the last",
            zh="one_cycle（默认 10000）：起始学习率 ÷ 最终学习率",
        ),
    )
    three_phase: bool | None = given(
        default=None,
        symbol=r"\text{three phase}",
        say=Text(
            en="one_cycle (false): down to the first rate, then on to the last",
            zh="one_cycle（默认 false）：先降回起始学习率，再降到最终学习率",
        ),
    )
    metrics: Numbers | None = given(
        default=None,
        symbol="M_t",
        say=Text(
            en="plateau: what is watched, seen after each step from 0 on",
            zh="plateau：所监测的指标，从第 0 步起，每步之后得到一个",
        ),
    )
    mode: str | None = given(
        default=None,
        choices=("min", "max"),
        symbol=r"\text{mode}",
        say=Text(
            en="plateau (min): which metric is better", zh="plateau（默认 min）：指标越小越好还是越大越好"
        ),
    )
    factor: Number | None = given(
        default=None,
        ge=0,
        lt=1,
        symbol="f",
        say=Text(en="plateau (0.1): factor of one cut", zh="plateau（默认 0.1）：每次降低乘的因子"),
    )
    patience: int | None = given(
        default=None,
        ge=0,
        symbol="P",
        say=Text(
            en="plateau (10): steps without a better metric that are borne",
            zh="plateau（默认 10）：指标连续多少步没有变好仍可容忍",
        ),
    )
    threshold: Number | None = given(
        default=None,
        ge=0,
        symbol=r"\theta",
        say=Text(
            en="plateau (0.0001): by how much a better metric must be better",
            zh="plateau（默认 0.0001）：至少好多少才算变好",
        ),
    )
    threshold_mode: str | None = given(
        default=None,
        choices=("rel", "abs"),
        symbol=r"\text{threshold mode}",
        say=Text(
            en="plateau (rel): as a share of the best one, or as it is",
            zh="plateau（默认 rel）：按最好指标的比例，还是按差值",
        ),
    )
    cooldown: int | None = given(
        default=None,
        ge=0,
        symbol="C",
        say=Text(
            en="plateau (0): steps after a cut in which nothing is counted",
            zh="plateau（默认 0）：降低之后多少步内不计数",
        ),
    )
    min_lr: Number | None = given(
        default=None,
        ge=0,
        symbol=r"\eta_{\text{low}}",
        say=Text(en="plateau (0): the rate below which no cut goes", zh="plateau（默认 0）：学习率的下限"),
    )

    def check(self) -> None:
        """Only the schedule's own parameters, all that it needs; those left out take their defaults."""
        own = own_values({name: self._values[name] for name in type(self).spec.givens})
        if self.name == "one_cycle":
            check_one_cycle(self.steps, own)
        if self.name == "plateau":
            check_plateau(self.steps, own)
        self._values.update(own)
