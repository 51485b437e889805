"""What an error shows of the file and the values it is about."""

import pytest

from jifen import FlagFact, InputError, Refused, Text, read_applicant


@pytest.mark.parametrize("value", ["990000198604120114", "11010119900307123X", 990000198604120114])
def test_an_id_number_given_for_a_fact_is_masked_in_the_error(value):
    flag = FlagFact(id="party", name=Text("流动党员", "Party member"))
    with pytest.raises(Refused) as refused:
        flag.admit(value, None)
    for text in (refused.value.what.zh, refused.value.what.en):
        assert str(value) not in text
        assert str(value)[:3] + "*" * 13 + str(value)[-2:] in text


def test_a_long_figure_that_is_no_id_number_is_shown():
    flag = FlagFact(id="party", name=Text("流动党员", "Party member"))
    with pytest.raises(Refused) as refused:
        flag.admit(10**18, None)
    assert str(10**18) in refused.value.what.en


def test_a_file_that_is_not_there_carries_what_the_system_said(tmp_path):
    with pytest.raises(InputError) as refused:
        read_applicant(tmp_path / "nobody.toml")
    (problem,) = refused.value.problems
    assert problem.place == "nobody.toml"
    assert problem.what == Text("没有这个文件", "there is no such file")
    assert isinstance(refused.value.__cause__, FileNotFoundError)


def test_a_name_that_no_file_can_have_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_applicant(tmp_path / "no\0body.toml")
