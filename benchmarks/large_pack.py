"""A large pack for measuring: every kind of card, problems by a solver and by formulas, in both languages."""

from pathlib import Path

CHAPTERS, CONCEPTS = 20, 200
CARDS_IN_A_FILE = 100


def write_large_pack(folder: Path, cards: int) -> Path:
    """Write a pack of so many cards; the same number gives the same files."""
    folder.mkdir(parents=True)
    _write(folder / "pack.yaml", _pack())
    _write(folder / "concepts.yaml", "".join(map(_concept, range(CONCEPTS))))
    for number, first in enumerate(range(0, cards, CARDS_IN_A_FILE)):
        chapter = number % CHAPTERS
        written = [_card(at, chapter) for at in range(first, min(cards, first + CARDS_IN_A_FILE))]
        _write(folder / f"chapter-{chapter}" / f"cards-{number}.yaml", "\n".join(written))
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _pack() -> str:
    chapters = "".join(
        f"  - {{id: chapter-{at}, title: {{en: Chapter {at}, zh: 第 {at} 章}}}}\n" for at in range(CHAPTERS)
    )
    return f'version: "1"\ntitle: {{en: Large, zh: 大}}\nlanguages: [en, zh]\nchapters:\n{chapters}'


def _concept(at: int) -> str:
    needs = f", needs: [concept-{at - CHAPTERS}]" if at >= CHAPTERS else ""
    name = f"{{en: Concept {at}, zh: 概念 {at}}}"
    return f"- {{id: concept-{at}, name: {name}, chapter: chapter-{at % CHAPTERS}{needs}}}\n"


def _card(at: int, chapter: int) -> str:
    concept = chapter + CHAPTERS * (at % (CONCEPTS // CHAPTERS))
    kind, body = _BODIES[at % len(_BODIES)]
    head = f"- id: card-{at}\n  kind: {kind}\n  concept: concept-{concept}\n"
    return head + body.replace("NUMBER", str(at))


_BASIC = """\
  question: {en: 'Why is step NUMBER taken before the next one?', zh: 为什么先做第 NUMBER 步？}
  answer:
    en: |
      Because its result is needed: the gradient $\\nabla L$ is taken at the point that step NUMBER reached.

      Later steps would otherwise start from a point that nobody computed.
    zh: |
      因为后面要用到它的结果：梯度 $\\nabla L$ 在第 NUMBER 步到达的点上计算。
  hints: [{en: What does the next step start from?, zh: 下一步从哪里开始？}]
  explain: {en: 'Noise falls as $1/\\sqrt{B}$.', zh: '噪声按 $1/\\sqrt{B}$ 下降。'}
"""
_CLOZE = """\
  text:
    en: 'One pass over all NUMBER training samples is one {{epoch|an epoch}}.'
    zh: '把全部 NUMBER 个训练样本过一遍称为一个{{轮次|轮}}。'
"""
_CHOICE = """\
  question: {en: Which of these NUMBER things is learnt?, zh: 这 NUMBER 个量中哪个是学习得到的？}
  options:
    - {text: {en: The weights of kernel NUMBER, zh: 第 NUMBER 个卷积核的权重}, right: true}
    - text: {en: Its size, zh: 它的大小}
      why: {en: "A person sets it: it is a hyper-parameter.", zh: 它由人设定，是超参数。}
    - text: {en: Its stride, zh: 它的步长}
      why: {en: "A person sets it, too.", zh: 它也由人设定。}
  source: Dumoulin & Visin 2016
"""
_ORDER = """\
  question: {en: Put the parts of loop NUMBER in order., zh: 请为第 NUMBER 个循环的各步排序。}
  items:
    - {en: forward pass, zh: 前向传播}
    - {en: loss, zh: 损失}
    - {en: backward pass, zh: 反向传播}
    - {en: update, zh: 更新}
"""
_MATCH = """\
  question: {en: What does each of layer NUMBER's settings change?, zh: 第 NUMBER 层的各项设置改变什么？}
  pairs:
    - {left: {en: stride, zh: 步长}, right: {en: how far the filter moves, zh: 卷积核每次移动多远}}
    - {left: {en: padding, zh: 填充}, right: {en: what is put around the input, zh: 输入四周补什么}}
    - {left: {en: dilation, zh: 膨胀率}, right: {en: how far the taps lie apart, zh: 采样点相隔多远}}
"""
_SOLVED = """\
  solver: conv_output_size
  vary:
    size: {from: 16, to: 64}
    kernel_size: [3, 5, 7]
    stride: [2, 3]
    padding: {from: 0, to: 3}
  where: [(size - kernel_size + 2*padding) % stride != 0, size != NUMBER]
  prompt:
    en: >-
      Layer NUMBER takes {size}×{size} with a {kernel_size}×{kernel_size} filter, stride {stride},
      padding {padding}. How long is a side of its output?
    zh: >-
      第 NUMBER 层的输入为 {size}×{size}，卷积核 {kernel_size}×{kernel_size}，
      步长 {stride}，填充 {padding}。输出的边长是多少？
  ask: output
  aim: [no_floor]
"""
_FORMULAS = """\
  vary:
    iterations: {from: 1000, to: 9000, step: 500}
    seconds: [0.2, 0.25, 0.4]
    price: [1.5, 2, 3]
  steps:
    hours: (iterations + NUMBER) * seconds / 3600
    cost: {formula: hours * price, say: {en: Price of the run, zh: 训练费用}}
  ask: {cost: {within: 1%}}
  mistakes:
    - of: hours
      id: minutes
      formula: (iterations + NUMBER) * seconds / 60
      say: {en: Those look like minutes instead of hours., zh: 这像是把小时算成了分钟。}
  prompt:
    en: After NUMBER iterations {iterations} more follow, {seconds} s each, at {price} $ an hour. What is it?
    zh: 在 NUMBER 次迭代之后又有 {iterations} 次，每次 {seconds} 秒，每小时 {price} 美元。费用是多少？
  tests:
    - {with: {iterations: 9000, seconds: 0, price: 2}, answer: 0}
"""
_BODIES = (
    ("basic", _BASIC),
    ("cloze", _CLOZE),
    ("choice", _CHOICE),
    ("basic", _BASIC),
    ("order", _ORDER),
    ("problem", _SOLVED),
    ("choice", _CHOICE),
    ("cloze", _CLOZE),
    ("match", _MATCH),
    ("problem", _FORMULAS),
)
"""One problem in five, as in a course."""
