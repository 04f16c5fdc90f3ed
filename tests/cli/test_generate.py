"""`studyapp generate`, called as a script would call it."""

import json

import pytest

from studyapp.cli.main import main

PACK = """\
id: sums
version: "1"
title: {en: Sums, zh: 算术}
languages: [en, zh]
chapters: [{id: money, title: {en: Money, zh: 费用}}]
"""
CONCEPTS = """\
- {id: cost, name: {en: Cost, zh: 费用}, chapter: money, needs: []}
"""
PROBLEMS = """\
- id: gpu-hours
  kind: problem
  concept: cost
  vary: {iterations: {from: 1000, to: 9000, step: 500}, seconds: [0.2, 0.25, 0.4], price: [1.5, 2, 3]}
  steps:
    hours: {formula: iterations * seconds / 3600, say: {en: GPU hours, zh: GPU 小时}}
    cost: {formula: hours * price, say: {en: Cost, zh: 费用}}
  ask: {hours: {within: 1%, unit: h}, cost: {within: 0.01}}
  mistakes:
    - of: hours
      id: minutes
      formula: iterations * seconds / 60
      say: {en: Those look like minutes., zh: 这像是分钟数。}
  prompt:
    en: "{iterations} iterations take {seconds} s each, at {price} an hour."
    zh: "{iterations} 次迭代，每次 {seconds} 秒，每小时 {price}。"

- id: halves
  kind: problem
  concept: cost
  vary: {x: {from: -9, to: 9, shape: [3], distinct: true}}
  steps:
    half: {formula: x / 2, say: {en: Halves, zh: 一半}}
    total: {formula: sum(half), say: {en: Total, zh: 总和}}
  ask: [half, total]
  prompt: {en: "Halve {x}.", zh: "把 {x} 各取一半。"}
"""


@pytest.fixture
def pack(bare_home):
    """A pack of two problems in the learner's own folder."""
    from studyapp.home import Home

    folder = Home.find().packs / "sums"
    (folder / "money").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK)
    (folder / "concepts.yaml").write_text(CONCEPTS)
    (folder / "money" / "problems.yaml").write_text(PROBLEMS)
    return folder


def lines(capsys):
    printed = capsys.readouterr()
    assert printed.err == ""
    return [json.loads(line) for line in printed.out.splitlines()]


def test_each_variant_is_one_json_line_by_the_contract(pack, capsys):
    assert main(["generate", "sums/gpu-hours", "--seed", "3", "--count", "4"]) == 0
    drawn = lines(capsys)
    assert [line["seed"] for line in drawn] == [3, 4, 5, 6]
    for line in drawn:
        assert line["problem"] == "sums/gpu-hours"
        assert line["level"] == 1
        iterations = line["givens"]["iterations"]
        assert line["prompt"].startswith(f"{iterations} iterations take {line['givens']['seconds']} s each")
        assert line["parts"] == [
            {"name": "hours", "prompt": "GPU hours", "within": "1%"},
            {"name": "cost", "prompt": "Cost", "within": 0.01},
        ]
        assert "mistakes" not in line


def test_answers_come_in_full_precision_with_the_visible_mistakes(pack, capsys):
    main(["generate", "gpu-hours", "--answers", "--count", "5"])
    for line in lines(capsys):
        givens = line["givens"]
        hours = givens["iterations"] * givens["seconds"] / 3600
        first, second = line["parts"]
        assert first["answer"] == pytest.approx(hours, rel=1e-15)
        assert second["answer"] == pytest.approx(hours * givens["price"], rel=1e-15)
        assert line["mistakes"]["hours"] == {"minutes": pytest.approx(60 * hours)}
        assert line["mistakes"]["cost"] == {"hours.minutes": pytest.approx(60 * hours * givens["price"])}


def test_the_same_seed_gives_the_same_line(pack, capsys):
    main(["generate", "halves", "--seed", "9", "--answers"])
    main(["generate", "halves", "--seed", "9", "--answers"])
    first, second = lines(capsys)
    assert first == second


def test_lists_and_exact_parts(pack, capsys):
    main(["generate", "halves", "--answers"])
    (line,) = lines(capsys)
    half, total = line["parts"]
    assert half["answer"] == [value / 2 for value in line["givens"]["x"]]
    assert total["answer"] == sum(line["givens"]["x"]) / 2
    assert "within" not in half


def test_the_prompt_speaks_the_language_asked(pack, capsys):
    main(["generate", "gpu-hours", "--lang", "zh"])
    (line,) = lines(capsys)
    assert "次迭代" in line["prompt"]
    assert line["parts"][0]["prompt"] == "GPU 小时"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["gpu-hour"], "did you mean gpu-hours?"),
        (["gpu-hours", "--level", "3"], "sums/gpu-hours has no level 3; it has 1"),
        (["gpu-hours", "--seed", "-1"], "-1 is not in the range"),
        (["gpu-hours", "--seed", "x"], "'x' is not a valid"),
        (["gpu-hours", "--count", "0"], "0 is not in the range"),
        (["gpu-hours", "--seed", str(2**63 - 2), "--count", "3"], "would be beyond 9223372036854775807"),
        (["gpu-hours", "--pack", "/nowhere"], "there is no folder /nowhere"),
        ([], "Missing argument 'PROBLEM'"),
    ],
)
def test_a_wrong_call_gets_one_sentence_and_status_two(pack, capsys, arguments, sentence):
    assert main(["generate", *arguments]) == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
