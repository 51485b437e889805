"""Which language a command speaks."""

import pytest

from jifen_cli.lang import language, pick


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "ZH_TW"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "C", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_environment_decides_as_posix_orders_it(environ, expected):
    assert language(["score", "x.toml"], environ) == expected


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--lang", "zh", "score"], "zh"),
        (["score", "--lang=zh"], "zh"),
        (["score", "--lang", "en", "--lang", "zh"], "zh"),
        (["score", "--lang", "fr"], "en"),
        (["score", "--lang"], "en"),
        (["score", "--", "--lang", "zh"], "en"),
    ],
)
def test_the_option_decides_before_the_environment_wherever_it_stands(args, expected):
    assert language(args, {"LANG": "C"}) == expected


def test_a_language_that_does_not_exist_is_a_usage_error(run, typical):
    result = run("score", typical, "--lang", "fr", lang="zh")
    assert result.exit_code == 2
    assert "--lang 的值不对：应为 zh、en 之一" in result.stderr


def test_errors_speak_the_language_even_if_the_command_line_is_wrong(run):
    assert "错误：缺少 FILE" in run("score", "--lang", "zh", lang="en").stderr
    assert "Error: Missing argument" in run("--lang", "en", "score", lang="zh").stderr


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [("甲 ‖ A", "甲", "A"), ("甲\n‖\nA\n", "甲", "A"), ("both", "both", "both"), ("", "", "")],
)
def test_a_help_text_has_a_part_in_each_language(text, zh, en):
    assert (pick(text, "zh"), pick(text, "en")) == (zh, en)
