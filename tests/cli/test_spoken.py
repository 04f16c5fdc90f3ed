import pytest

from studyapp.cli.main import main


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


def test_after_a_call_in_chinese_the_next_one_is_in_english_again(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    printed(capsys, "--lang", "zh", "solve", "--help")
    assert "Work one problem" in printed(capsys, "solve", "--help")


def test_the_environment_chooses_the_language(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "在终端里" in printed(capsys, "--help")
