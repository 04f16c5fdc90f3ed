"""`studyapp grade`, for a person, as JSON, and line by line."""

import io
import json
from types import SimpleNamespace

import pytest

from studyapp.cli.main import main

PACK = """\
id: sums
version: "1"
title: {en: Sums, zh: 算术}
languages: [en, zh]
chapters: [{id: money, title: {en: Money, zh: 费用}}]
"""
CONCEPTS = "- {id: cost, name: {en: Cost, zh: 费用}, chapter: money, needs: []}\n"
PROBLEMS = """\
- id: gpu-hours
  kind: problem
  concept: cost
  fixed: {iterations: 9000, seconds: 0.4, price: 1.5}
  vary: {spare: [1]}
  let: {used: iterations * spare}
  steps:
    hours: {formula: used * seconds / 3600, say: {en: GPU hours, zh: GPU 小时}}
    cost: {formula: hours * price, say: {en: Cost, zh: 费用}}
  ask: {hours: {within: 1%, unit: h}, cost: {within: 1%}}
  mistakes:
    - of: hours
      id: minutes
      formula: used * seconds / 60
      say: {en: Those look like minutes., zh: 这像是分钟数。}
  prompt:
    en: "{iterations} iterations take {seconds} s each, at {price} an hour ({spare})."
    zh: "{iterations} 次迭代，每次 {seconds} 秒，每小时 {price}（{spare}）。"
"""
# 9000 iterations of 0.4 s are 3600 s: one hour, which costs 1.5.


@pytest.fixture(autouse=True)
def _pack(bare_home):
    from studyapp.home import Home

    folder = Home.find().packs / "sums"
    (folder / "money").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK)
    (folder / "concepts.yaml").write_text(CONCEPTS)
    (folder / "money" / "problems.yaml").write_text(PROBLEMS)


def graded(capsys, *arguments):
    assert main(["grade", "gpu-hours", "--seed", "0", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def batch(monkeypatch, capsysbinary, *requests):
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in requests)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: False))
    assert main(["grade", "--batch"]) == 0
    return [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]


def test_all_right_is_a_score_of_exactly_one(capsys):
    assert graded(capsys, "hours=1 h", "cost=1.50") == {
        "score": 1.0,
        "parts": {
            "hours": {"status": "correct", "read_as": 1, "expected": 1, "mistake": None, "feedback": ""},
            "cost": {"status": "correct", "read_as": 1.5, "expected": 1.5, "mistake": None, "feedback": ""},
        },
    }


def test_a_mistake_is_named_and_later_parts_follow_through(capsys):
    earned = graded(capsys, "hours=60", "cost=90")
    assert earned["score"] == 0.5
    assert earned["parts"]["hours"]["status"] == "incorrect"
    assert earned["parts"]["hours"]["mistake"] == "minutes"
    assert earned["parts"]["hours"]["feedback"] == "Those look like minutes."
    cost = earned["parts"]["cost"]
    assert cost["status"] == "correct"
    assert cost["followed"] is True
    assert cost["expected"] == 90
    assert cost["true_value"] == 1.5


def test_blank_and_unreadable_parts_cost_no_crash(capsys):
    earned = graded(capsys, "hours=1.2.3")
    assert earned["score"] == 0
    assert earned["parts"]["hours"]["status"] == "unreadable"
    assert earned["parts"]["hours"]["read_as"] is None
    assert earned["parts"]["cost"] == {
        "status": "blank",
        "read_as": None,
        "expected": 1.5,
        "mistake": None,
        "feedback": "",
    }


def test_feedback_speaks_the_language_asked(capsys):
    earned = graded(capsys, "hours=60", "--lang", "zh")
    assert earned["parts"]["hours"]["feedback"] == "这像是分钟数。"


def test_a_person_reads_signs_with_words_and_the_working(capsys):
    assert main(["grade", "sums/gpu-hours", "--seed", "0", "hours=60", "cost=1.5"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "9000 iterations take 0.4 s each, at 1.5 an hour (1)."
    assert "✗ hours · GPU hours · not right" in printed
    assert "  read as 60" in printed
    assert "  answer: 1" in printed
    assert "  Those look like minutes." in printed
    assert "✓ cost · Cost · right" in printed
    assert "→ 1. GPU hours  ← your way leaves here" in printed
    assert printed[-1] == "Score: 50 %"


def test_each_line_gets_its_answer_and_a_faulty_one_its_error(monkeypatch, capsysbinary):
    right, blank, *faulty, last = batch(
        monkeypatch,
        capsysbinary,
        {"problem": "sums/gpu-hours", "seed": 0, "responses": {"hours": "1", "cost": 1.5}},
        "",
        {"problem": "gpu-hours", "seed": 4.0, "level": 1, "responses": {"hours": None}, "prompt": "ignored"},
        "{",
        {"problem": "gpu-our", "seed": 0, "responses": {}},
        {"seed": 0, "responses": {}},
        {"problem": "gpu-hours", "responses": {}},
        {"problem": "gpu-hours", "seed": True, "responses": {}},
        {"problem": "gpu-hours", "seed": 0, "level": 2, "responses": {}},
        {"problem": "gpu-hours", "seed": 0},
        {"problem": "gpu-hours", "seed": 0, "responses": {"hours": True}},
        {"problem": "gpu-hours", "seed": 0, "responses": {"hour": "1"}},
        {"problem": "gpu-hours", "seed": 0, "responses": {"hours": "1", "cost": "1.5"}},
    )
    assert right["score"] == last["score"] == 1
    assert [part["status"] for part in blank["parts"].values()] == ["blank", "blank"]
    assert [set(answer) for answer in faulty] == [{"error"}] * 9
    told = [answer["error"] for answer in faulty]
    assert "did you mean gpu-hours?" in told[1]
    assert told[2] == 'a line needs "problem": pack/id'
    assert told[3] == '"seed" must be a whole number from 0 to 9223372036854775807'
    assert "has no level 2" in told[5]
    assert told[6] == 'a line needs "responses": {"part": "text"}'
    assert "did you mean hours?" in told[8]


def test_every_line_of_generate_can_be_handed_to_grade(monkeypatch, capsysbinary):
    main(["generate", "gpu-hours", "--count", "3", "--answers"])
    requests = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    for request in requests:
        request["responses"] = {part["name"]: json.dumps(part["answer"]) for part in request["parts"]}
    assert [answer["score"] for answer in batch(monkeypatch, capsysbinary, *requests)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say which problem"),
        (["gpu-hours", "hours=1"], "Say which variant with --seed."),
        (["gpu-hours", "--seed", "0", "hours"], "'hours' is no PART=RESPONSE"),
        (["gpu-hours", "--seed", "0", "hours=1", "hours=2"], "hours is answered twice."),
        (["gpu-hours", "--seed", "0", "time=1"], "sums/gpu-hours does not ask for time"),
        (["gpu-hours", "--seed", "0", "--level", "7", "hours=1"], "has no level 7"),
    ],
)
def test_a_wrong_call_gets_one_sentence_and_status_two(capsys, arguments, sentence):
    assert main(["grade", *arguments]) == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
