"""Faults in Chinese: the place stays as it is, the sentence is said with all that stands in it."""

import pytest

from studyapp import i18n
from studyapp.cli.main import main
from studyapp.domain.pack import Fault
from studyapp.errors import ExpressionError, UnknownNameError
from studyapp.i18n import N_
from studyapp.messages import AllNames, Message
from studyapp.packs.lints import all_rules
from studyapp.packs.wording import instead, unknown


@pytest.fixture
def _chinese():
    i18n.use("zh")
    yield
    i18n.use("en")


def fault(what: Message, **how: bool) -> Fault:
    return Fault("cards.yaml", 4, 3, "kernel.vary", what, **how)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (Message("the file is missing"), "缺少文件"),
        (unknown(N_("key"), "ansver", ["answer"]), "未知的键 ansver；是否想写 answer？"),
        (unknown(N_("step"), "x", ["aa", "bb", "cc"]), "未知的步骤 x；这里可用：aa、bb、cc"),
        (instead(Message("must be a whole number"), "two"), "必须是整数，现为文本“two”"),
        (instead(Message("must be a list of values or {{from: …, to: …}}"), 7),
         "必须是值的列表或 {from: …, to: …}，现为 7"),
        (Message("has no gap; write {{{{answer}}}} around what is to be typed"),
         "没有空；请在要填的内容外面写 {{答案}}"),
        (Message("this formula cannot be drawn: {what}", what=Message("this gets too large")),
         "这个公式无法绘制：这里的结果过大"),
        (Message("{what} (level {level}, seed {seed})", level=2, seed=7,
                 what=ExpressionError("`{sign}` can't be read here", sign="{x}").message),
         "这里的“{x}”无法识别（级别 2，种子 7）"),
        (UnknownNameError("there is no card {name}", name="x1", known=["x12"]).message,
         "没有卡片 x1；是否想输入 x12？"),
        (Message("nobody ever told this"), "nobody ever told this"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("_chinese")
def test_a_sentence_is_said_with_all_that_stands_in_it(what, said):
    assert fault(what).say_what() == said


@pytest.mark.usefixtures("_chinese")
def test_what_the_author_wrote_stays_as_it_is():
    what = Message('says "{word}"; this pack calls it {term}', word="the file is missing", term="gone")
    assert "the file is missing" in fault(what).say_what()


@pytest.mark.usefixtures("_chinese")
def test_the_place_and_the_rule_stay():
    what = Message("the file is missing")
    told = Fault("a.yaml", 4, 3, "kernel", what, warning=True, rule="lone-tag").say()
    assert told == "a.yaml:4:3: warning: kernel: 缺少文件 [lone-tag]"


@pytest.mark.usefixtures("_chinese")
def test_to_a_script_and_a_log_a_fault_is_english():
    assert str(fault(unknown(N_("key"), "x", ["aa", "bb"]))) == (
        "cards.yaml:4:3: kernel.vary: unknown key x; known here: aa and bb"
    )


@pytest.mark.parametrize(
    ("names", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_names_stand_in_a_row_with_a_word_before_the_last(names, said):
    assert str(AllNames(names)) == said


@pytest.mark.parametrize(
    ("wrote", "told"),
    [("a\nb", "key a b"), ("a\x1b[2J", "key a[2J"), ("c" * 2000, f"key {'c' * 987}…")],
    ids=["of two lines", "with an escape", "long"],
)
def test_what_an_author_wrote_is_told_on_one_line_and_cut(wrote, told):
    said = fault(Message("unknown {kind} {name}", kind=Message("key"), name=wrote)).say_what()
    assert said == f"unknown {told}"


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


@pytest.mark.usefixtures("_chinese")
def test_what_each_rule_is_about_is_said_in_chinese():
    assert [rule.name for rule in all_rules().values() if i18n._(rule.about) == rule.about] == []


def test_the_rules_are_listed_in_chinese(capsys):
    assert main(["--lang", "zh", "pack", "rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "empty-file                 卡片文件里没有卡片，不是忘了写，就是全在 # 后面。" in lines
    assert (
        "failing-test               测试写的是手算的答案；与题目算得的不同，就有一个是错的。（错误）" in lines
    )
