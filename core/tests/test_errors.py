"""Errors: one base, all problems, and the words in which a clerk reads them."""

import errno
import inspect
import os

import pytest
from attrs import evolve

import jifen
from jifen import (
    InputError,
    JifenError,
    PluginError,
    Problem,
    Refused,
    RulebookError,
    Text,
    quanta,
    system_said,
)

ONE = Problem(
    "facts.months", Text("不接受 -1", "-1 is not accepted"), Text("应为正数", "Give more")
)
TWO = evolve(ONE, place="a.toml", line=3, column=7, code="JF001")


def test_every_public_error_is_a_jifen_error():
    errors = {
        item
        for name in jifen.__all__
        if inspect.isclass(item := getattr(jifen, name)) and issubclass(item, BaseException)
    }
    assert errors == {InputError, JifenError, PluginError, Refused, RulebookError}
    assert all(issubclass(error, JifenError) for error in errors)


@pytest.mark.parametrize("kind", [InputError, PluginError, RulebookError])
def test_an_error_carries_all_its_problems_and_says_each_on_a_line(kind):
    error = kind([ONE, TWO])
    assert error.problems == (ONE, TWO)
    headline, *lines = error.explain("zh").splitlines()
    assert headline == kind.headline.zh
    assert lines == [
        "  facts.months：不接受 -1。应为正数",
        "  a.toml:3:7：JF001 不接受 -1。应为正数",
    ]
    assert str(error).splitlines() == [
        kind.headline.en,
        "  facts.months: -1 is not accepted. Give more",
        "  a.toml:3:7: JF001 -1 is not accepted. Give more",
    ]


def test_a_problem_without_a_place_begins_with_what_is_wrong():
    nowhere = evolve(ONE, place="")
    assert nowhere.render("en") == "-1 is not accepted. Give more"
    assert nowhere.render("zh") == "不接受 -1。应为正数"


def test_a_line_without_a_column_is_said_with_the_first():
    assert evolve(TWO, column=None).render("en").startswith("a.toml:3:1: ")


def test_a_problem_may_be_placed_within_another_or_under_a_path():
    assert ONE.within("file.toml").place == "file.toml: facts.months"
    assert ONE.under("person").place == "person.facts.months"
    assert evolve(ONE, place="").within("file.toml").place == "file.toml"
    assert evolve(ONE, place="").under("person").place == "person"


def test_a_refused_value_is_an_error_of_its_own_with_one_problem():
    with pytest.raises(JifenError) as caught:
        quanta("0.001")
    (problem,) = caught.value.problems
    assert problem.what.en == "'0.001' points is finer than 0.01"
    assert "Give points with at most two decimals" in str(caught.value)
    assert "至多两位小数" in caught.value.explain("zh")


def test_a_refused_value_becomes_the_problem_of_its_place():
    refused = Refused(ONE.what, ONE.remedy, "[2].date")
    assert refused.problem("facts.offences") == evolve(ONE, place="facts.offences[2].date")


@pytest.mark.parametrize(
    ("number", "zh"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EISDIR, "是文件夹"),
        (errno.EACCES, "没有权限"),
        (errno.EPERM, "没有权限"),
        (errno.ENOSPC, "磁盘已满"),
    ],
)
def test_why_the_system_refuses_a_file_is_said_in_chinese(number, zh):
    error = OSError(number, os.strerror(number))
    assert system_said(error) == Text(zh, os.strerror(number))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENXIO, "No such device"), "No such device"),
        (OSError("the volume is gone"), "the volume is gone"),
        (OSError(), "OSError"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
)
def test_an_unusual_reason_is_said_in_the_systems_own_words(error, said):
    assert system_said(error) == Text(said, said)
