import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from studyapp import i18n
from studyapp.cli.main import main
from studyapp.cli.verbs import VERBS
from studyapp.text.width import width as columns_of


def printed(capsys, *arguments):
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "zh", "--help"], "在终端里学习深度学习基础"),
        (["--lang", "zh", "--help"], "quiz      自我测验：十道题加成绩。"),
        (["--lang", "zh", "solve", "--help"], "求解一个问题并给出过程"),
        (["--lang", "zh", "pack", "--help"], "准确指出卡包的问题"),
        (["--lang", "zh", "pack", "list", "--help"], "以 JSON 数组输出"),
    ],
)
def test_helps_are_said_in_chinese(arguments, said, capsys):
    assert said in printed(capsys, *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "用法：studyapp"),
        (["study", "--minits", "3"], "没有选项“--minits”。你是想用“--minutes”吗？"),
        (["pack", "new"], "缺少参数“NAME”。"),
        (["quiz", "--feedback", "no"], "“--feedback”的值无效：“no”不在其中：“each”、“end”。"),
        (["study", "--cards"], "选项“--cards”需要 1 个值。"),
    ],
)
def test_clicks_own_words_are_said_in_chinese_too(arguments, said, capsys):
    main(["--lang", "zh", *arguments])
    assert said in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("language", "headings"), [("zh", ["选项：", "命令："]), ("en", ["Options:", "Commands:"])]
)
def test_headings_end_in_the_colon_of_their_language(language, headings, capsys):
    lines = printed(capsys, "--lang", language, "--help").splitlines()
    assert [line for line in lines if line in headings] == headings


VERBS_AND_MORE = [
    *VERBS,
    "pack check",
    "pack new",
    "pack schema",
    "pack preview",
    "export jsonl",
    "import jsonl",
]


@pytest.mark.parametrize("verb", VERBS_AND_MORE)
def test_chinese_helps_keep_to_eighty_columns_and_break_lines_as_chinese_does(verb, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")  # click itself writes no lines beyond 80
    shown = printed(capsys, "--lang", "zh", *verb.split(), "--help")
    explained, _examples, _shown = shown.partition("示例：")
    assert max(columns_of(line) for line in explained.splitlines()) <= 80
    told = re.sub(r"\n +", "\n", explained)
    assert re.findall("[\u4e00-\u9fff，。；：、] [\u4e00-\u9fff]", told) == []
    assert [line for line in told.splitlines() if line and line[0] in "，。；：、）"] == []


def test_options_and_commands_stand_in_even_columns(capsys):
    lines = printed(capsys, "--lang", "zh", "demo", "--help").split("选项：\n")[1].split("\n\n")[0]
    said = [re.search("[^ ]*[\u4e00-\u9fff]", line[12:]) for line in lines.splitlines()]
    at = [
        columns_of(line[: 12 + found.start()]) for line, found in zip(lines.splitlines(), said, strict=True)
    ]
    assert set(at) == {25}


def test_what_is_told_in_brackets_has_chinese_signs(capsys):
    assert "[默认：1；x>=1]" in printed(capsys, "--lang", "zh", "demo", "--help")


def test_every_message_translated_for_click_is_one_of_clicks():
    """A newer click may word some anew; then it says them in English, and this tells."""
    source = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    with (i18n.LOCALE / "zh/LC_MESSAGES/click.po").open("rb") as file:
        said = [message.id for message in read_po(file) if message.id]
    forms = [form for one in said for form in ((one,) if isinstance(one, str) else one)]
    assert [form for form in forms if f'"{form}"' not in source] == []


def test_after_a_call_in_chinese_the_next_one_is_in_english_again(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    printed(capsys, "--lang", "zh", "solve", "--help")
    again = printed(capsys, "solve", "--help")
    assert "Work one problem" in again
    assert "Usage:" in again


def test_the_environment_chooses_the_language(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "在终端里" in printed(capsys, "--help")
