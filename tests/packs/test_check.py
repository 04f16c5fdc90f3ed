"""What the check looks at beyond loading, and what it must not blame."""

import pytest

from studyapp.domain.grade import Grade, PartGrade, Status
from studyapp.packs.check import check_pack
from studyapp.packs.problems import trying
from studyapp.packs.texts import is_prose

CARDS = "convolution/cards.yaml"


def told(pack):
    return [str(fault) for fault in pack.faults]


def faults(pack):
    return [str(fault) for fault in pack.faults if not fault.warning]


def test_the_tiny_pack_passes(tiny):
    assert told(check_pack(tiny)) == []


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("ReLU", False),
        ("Adam", False),
        ("$\\sqrt{2}$", False),
        ("16 × 16", False),
        ("`nn.ReLU()` or $x$", False),
        ("{size}×{size}", False),
        ("VGG-16", False),
        ("the stride", True),
        ("步长", True),
        ("One pass over all samples.", True),
        ("$x$ is what is learnt", True),
    ],
)
def test_names_figures_and_maths_are_the_same_in_every_language(text, prose):
    assert is_prose(text) is prose


def test_a_pack_in_one_language_lacks_no_translation(write_pack):
    pack = check_pack(
        write_pack(
            {
                "pack.yaml": "version: 1\ntitle: My pack\nchapters: [{id: convolution, title: All of it}]\n",
                CARDS: "- {id: a, kind: basic, concept: kernel, question: Why not?, answer: Because.}\n",
            }
        )
    )
    assert [fault for fault in pack.faults if fault.rule == "missing-translation"] == []


def test_maths_in_code_is_no_maths(write_pack):
    text = "- {id: a, kind: basic, concept: kernel, question: '`$\\frac$`, 5 $', answer: No}\n"
    assert [fault for fault in told(check_pack(write_pack({CARDS: text}))) if "formula" in fault] == []


PROBLEM = """
- id: one
  kind: problem
  concept: kernel
  vary: {n: {from: 2, to: 9}}
  steps: {half: n/3}
  mistakes: [{of: half, id: turned, formula: 3/n, say: Turned}]
  prompt: '{n}'
  ask: half
"""


def test_a_right_answer_that_is_refused_is_told(write_pack, monkeypatch):
    def refuse(problem, variant, responses):
        return Grade(parts={"half": PartGrade(status=Status.INCORRECT)}, score=0.0)

    monkeypatch.setattr(trying, "grade", refuse)
    (fault,) = faults(check_pack(write_pack({CARDS: PROBLEM})))
    assert fault.startswith("pack/convolution/cards.yaml:9:8: one.ask: the right answer ")
    assert fault.endswith("is graded incorrect (level 1, seed 0)")


def test_a_visible_mistake_that_is_not_named_is_told(write_pack, monkeypatch):
    real = trying.grade

    def forget(problem, variant, responses):
        part = real(problem, variant, responses).parts["half"]
        kept = PartGrade(status=part.status)
        return Grade(parts={"half": kept}, score=0.0)

    monkeypatch.setattr(trying, "grade", forget)
    (fault,) = faults(check_pack(write_pack({CARDS: PROBLEM})))
    assert "one.ask: the mistake turned is not named when " in fault


def test_tests_use_what_level_1_fixes_and_lets(write_pack):
    text = """
    - id: one
      kind: problem
      concept: kernel
      vary: {n: [2, 3], t: [5, 7]}
      fixed: {k: 10}
      let: {m: n*t}
      steps: {total: m*k, share: n/m}
      prompt: '{n}, {t}'
      ask: [total, share]
      tests:
        - {with: {n: 2, t: 5}, answer: {total: 100, share: 0.2}}
        - {with: {n: 1, m: 3}, answer: {total: 30, share: 1/3}}
        - {with: {n: 1, m: 3}, answer: {total: 30.5, share: 0.3}}
    """
    assert faults(check_pack(write_pack({CARDS: text}))) == [
        "pack/convolution/cards.yaml:14:44: one.tests.#3.answer.total: is 30.5, but total comes out as 30"
        " [failing-test]",
        "pack/convolution/cards.yaml:14:57: one.tests.#3.answer.share: is 0.3, but share comes out as 1/3"
        " [failing-test]",
    ]


def test_solvers_are_called_in_let_where_steps_and_tests_alike(write_pack):
    """20 wide, 3×3 twice without padding: 18, then 16."""
    cards = """
        - id: twice
          kind: problem
          concept: kernel
          vary: {w: {from: 6, to: 40}, k: [3, 5]}
          let: {first: "conv_output_size(size=w, kernel_size=k)"}
          where: conv_output_size(size=first, kernel_size=k) > 10
          steps: {second: "conv_output_size(size=first, kernel_size=k)"}
          prompt: {en: "{w} wide, {k} twice?", zh: "{w}、{k}？"}
          ask: second
          tests: [{with: {w: 20, k: 3}, answer: 16}]
        """
    pack = check_pack(write_pack({CARDS: cards}), seeds=20)
    assert [fault for fault in pack.faults if not fault.warning] == []


def test_an_answer_that_is_a_huge_fraction_is_typed_as_a_decimal(write_pack):
    card = """\
        - id: one
          kind: problem
          concept: kernel
          vary: {rate: [2, 3, 5, 6, 7], years: [8, 9]}
          steps: {factor: (1 + rate/1200)^(12*years)}
          prompt: '{rate}, {years}?'
          ask: {factor: {within: 0.01%}}
          tests: [{with: {rate: 12, years: 1}, answer: 1.126825}]
        """
    told = check_pack(write_pack({"convolution/cards.yaml": card})).faults
    assert [str(fault) for fault in told if not fault.warning] == []
