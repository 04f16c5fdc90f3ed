"""Faults in Chinese: the place stays as it is, the sentence is said by its form."""

import pytest

from studyapp import i18n
from studyapp.cli.main import main
from studyapp.domain.pack import Fault
from studyapp.packs.fault_forms import FORMS, STATES, WORDS
from studyapp.packs.lints import all_rules
from studyapp.packs.rule_words import ABOUT
from studyapp.packs.saying_faults import form_of, say_fault, say_what


@pytest.fixture
def _chinese():
    i18n.use("zh")
    yield
    i18n.use("en")


def fault(what: str, **how: bool) -> Fault:
    return Fault("cards.yaml", 4, 3, "kernel.vary", what, **how)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("the file is missing", "缺少文件"),
        ("unknown key ansver; did you mean answer?", "未知的键 ansver；是否想写 answer？"),
        ("unknown step x; known here: a, b and c", "未知的步骤 x；这里可用：a、b、c"),
        ("must be a whole number, is the text \"two\"", "必须是整数，现为文本“two”"),
        ("must be a list of values or {from: …, to: …}, is 7", "必须是值的列表或 {from: …, to: …}，现为 7"),
        ("has no gap; write {{answer}} around what is to be typed", "没有空；请在要填的内容外面写 {{答案}}"),
        ("this formula cannot be drawn: this gets too large", "这个公式无法绘制：这里的结果过大"),
        ("`{x}` can't be read here (level 2, seed 7)", "这里的“{x}”无法识别（级别 2，种子 7）"),
        ("nobody ever told this", "nobody ever told this"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("_chinese")
def test_a_sentence_is_said_by_its_form(what, said):
    assert say_what(fault(what)) == said


@pytest.mark.usefixtures("_chinese")
def test_what_the_author_wrote_stays_as_it_is():
    assert "the file is missing" in say_what(fault('says "the file is missing"; this pack calls it gone'))


@pytest.mark.usefixtures("_chinese")
def test_the_place_and_the_rule_stay():
    told = say_fault(Fault("a.yaml", 4, 3, "kernel", "the file is missing", warning=True, rule="lone-tag"))
    assert told == "a.yaml:4:3: warning: kernel: 缺少文件 [lone-tag]"


def test_in_english_nothing_changes():
    one = fault("unknown key ansver; did you mean answer?")
    assert say_fault(one) == str(one)


@pytest.mark.usefixtures("_chinese")
def test_every_form_has_its_chinese_and_is_found_by_itself():
    for form in (*FORMS, *STATES, *WORDS):
        assert i18n._(form) != form, form
    for form in FORMS:
        assert form_of(form.format_map(_Filled())) is not None, form


class _Filled(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "is 1" if name == "is_now" else "x"


def test_the_check_tells_faults_in_chinese(write_pack, capsys):
    write_pack(
        {"convolution/cards.yaml": "- {id: a, kind: basic, concept: kernal, question: q, answer: b}\n"}
    )
    assert main(["--lang", "zh", "pack", "check", "pack"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("pack/convolution/cards.yaml:1:33: a.concept: 未知的概念 kernal；是否想写 kernel")


def test_the_preview_tells_faults_in_chinese_at_each_card_too(write_pack, capsys):
    write_pack(
        {"convolution/cards.yaml": "- {id: a, kind: basic, concept: kernal, question: q, answer: b}\n"}
    )
    assert main(["--lang", "zh", "pack", "preview", "--plain", "pack"]) == 1
    told = capsys.readouterr().out
    assert told.count("未知的概念 kernal") == 2
    assert "unknown concept" not in told


def test_what_each_rule_is_about_can_be_translated():
    assert {rule.about for rule in all_rules().values()} == set(ABOUT)


def test_the_rules_are_listed_in_chinese(capsys):
    assert main(["--lang", "zh", "pack", "rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "empty-file                 卡片文件里没有卡片，不是忘了写，就是全在 # 后面。" in lines
    assert (
        "failing-test               测试写的是手算的答案；与题目算得的不同，就有一个是错的。（错误）" in lines
    )
