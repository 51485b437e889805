"""An applicant's file that cannot be scored: one clear error, with place, expectation and remedy."""

import pytest

# What is written for a fact, and what the error must say of it, in Chinese and in English.
FACTS = {
    "wrong type": ({"works_locally": '"yes"'}, "facts.works_locally", "应为 true 或 false"),
    '"false" for a flag': ({"works_locally": '"false"'}, "facts.works_locally", "不加引号"),
    "40.9 months": ({"residence_months": "40.9"}, "facts.residence_months", "0 至 1200 的整数"),
    "1e9 months": ({"residence_months": "1e9"}, "facts.residence_months", "0 至 1200 的整数"),
    "-1 months": ({"residence_months": "-1"}, "facts.residence_months", "-1 超出范围"),
    "too many months": ({"residence_months": "1201"}, "facts.residence_months", "1201 超出范围"),
    "born tomorrow": ({"birth_date": "2022-10-02"}, "facts.birth_date", "计分日 2022-10-01"),
    "born in no month": ({"birth_date": '"1990-13-01"'}, "facts.birth_date", "如 1990-05-01"),
    "no such choice": ({"education": '"doctor"'}, "facts.education", "bachelor_or_above"),
    "missing required": ({"birth_date": None}, "facts.birth_date", "缺少必填事实"),
    "no list of offences": ({"offences": None}, "facts.offences", "没有则写 []"),
    "event without date": ({"offences": "[{}]"}, "facts.offences (违法犯罪记录)[0]", "缺少字段"),
    "event too early": (
        {"offences": "[{ date = 1899-03-01 }]"},
        "facts.offences (违法犯罪记录)[0].date",
        "1899-03-01 超出范围。应为 1900-01-01 至",
    ),
    "one event and no list": (
        {"offences": "{ date = 2021-03-01 }"},
        "facts.offences",
        "不是事件列表。应为事件列表，如 [{ date = 2021-03-01 }]",
    ),
    "misspelt": ({"residense_months": "3"}, "facts.residense_months", "是否为 residence_months？"),
    "by its Chinese name": ({"居住": "3"}, "facts.居住", "没有这个事实"),
}


@pytest.mark.parametrize("case", FACTS)
def test_a_fact_that_cannot_be_read_is_one_error_with_place_and_remedy(run, applicant, case):
    facts, place, said = FACTS[case]
    if case == "by its Chinese name":
        facts = {'"居住"': "3"}
    result = run("score", applicant(**facts), "--on", "2022-10-01", lang="zh")
    assert (result.exit_code, result.stdout) == (3, "")
    head, *problems = result.stderr.splitlines()
    assert head == "输入无法评分："
    (problem,) = problems
    assert problem.startswith(f"  someone.toml: {place}")
    assert said in problem
    assert "datetime" not in problem
    english = run("score", applicant(**facts), "--on", "2022-10-01", lang="en")
    assert english.exit_code == 3
    assert english.stderr.startswith(f"The input cannot be scored:\n  someone.toml: {place}")


def test_all_problems_are_told_at_once(run, applicant):
    facts = {case: FACTS[case][0] for case in ("40.9 months", "no such choice", "misspelt")}
    facts |= {"missing": {"birth_date": None}, "flag": {"works_locally": '"false"'}}
    file = applicant(**{name: value for fact in facts.values() for name, value in fact.items()})
    result = run("score", file, "--on", "2022-10-01")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1 + len(facts)


@pytest.mark.parametrize("used_in", [(), ("--used-in", "330200"), ("--used-in", "all")])
def test_a_place_without_its_quotes_hides_no_fault_of_the_facts(run, applicant, used_in):
    file = applicant(
        {'lives_in = "330225"': "lives_in = 330225"}, residence_months="40.9", birth_date=None
    )
    result = run("score", file, "--on", "2022-10-01", *used_in, lang="zh")
    assert result.exit_code == 3
    _, *problems = result.stderr.splitlines()
    assert [problem.partition("：")[0] for problem in problems] == [
        "  someone.toml: lives_in",
        "  someone.toml: facts.birth_date (出生日期)",
        "  someone.toml: facts.residence_months (在省内累计居住月数)",
    ]


def test_a_place_below_the_heading_of_the_facts_hides_none_of_their_faults(run, applicant):
    file = applicant(lives_in='"330225"', birth_date=None)
    result = run("score", file, "--on", "2022-10-01", lang="zh")
    _, *problems = result.stderr.splitlines()
    assert [problem.partition("：")[0] for problem in problems] == [
        "  someone.toml: facts.lives_in",
        "  someone.toml: facts.birth_date (出生日期)",
    ]


def test_a_place_that_is_no_place_is_told_beside_what_else_is_wrong(run, applicant):
    file = applicant({'lives_in = "330225"': 'lives_in = 999999\nlive_in = "1"'})
    _, *problems = run("score", file, "--on", "2022-10-01", lang="zh").stderr.splitlines()
    assert [problem.partition("：")[0] for problem in problems] == [
        "  someone.toml: live_in",
        "  someone.toml: lives_in",
        "  someone.toml: lives_in: 999999",
    ]


def test_a_name_is_not_repeated_where_the_form_of_the_file_is_wrong_too(run, applicant):
    name, number = SECRETS
    file = applicant(
        {'lives_in = "330225"': "lives_in = 330225", number: "990000198604120115"},
        education=f'"{name} 990000198604120115"',
    )
    result = run("score", file, "--on", "2022-10-01", lang="zh")
    assert "facts.education" in result.stderr
    assert name not in result.output
    assert "990000198604120115" not in result.output


@pytest.mark.parametrize(
    ("key", "value", "zh", "en"),
    [
        ("facts_as_of", "2022-09-30", "请移到 [facts] 之前", "Move it above [facts]"),
        ("used_in", '"330212"', "请移到 [facts] 之前", "Move it above [facts]"),
        ("name", '"范小例"', "请移到 [applicant] 之下", "Move it below [applicant]"),
    ],
)
def test_what_is_no_fact_is_told_where_in_the_file_it_belongs(run, applicant, key, value, zh, en):
    file = applicant(**{key: value})
    for lang, said in (("zh", zh), ("en", en)):
        _, problem = run("score", file, "--on", "2022-10-01", lang=lang).stderr.splitlines()
        assert problem.startswith(f"  someone.toml: facts.{key}")
        assert said in problem


_SOUND = b"[facts]\nbirth_date = 1990-05-01\noffences = []\nbreaches_of_trust = []\n"
FILES = {
    "duplicate key": (b'lives_in = "330225"\nlives_in = "330225"\n', "file.toml:2:"),
    "broken TOML": (b'lives_in = "330225"\n[facts]\nbirth_date = 1990-\n', "file.toml:3:18"),
    "not closed": (b'lives_in = "330225', "file.toml:1"),
    "GB18030": ('lives_in = "330225"\n# 象山县\n'.encode("gb18030"), "file.toml:2:1"),
    "neither": (b"\xff\xfe\xfd\x80", "file.toml:1:1"),
    "empty": (b"", "file.toml"),
    "only spaces": (b" \n\n\t\n", "file.toml"),
    "no table of facts": (b'lives_in = "330225"\n', "file.toml: facts"),
    "no place": (b"[facts]\n", "file.toml: lives_in"),
    "another key": (b'lives_in = "330225"\nlive_in = "1"\n' + _SOUND, "file.toml: live_in"),
    "no day": (b'lives_in = "330225"\nfacts_as_of = 3\n' + _SOUND, "file.toml: facts_as_of"),
}


@pytest.mark.parametrize("case", FILES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_of_another_form_is_one_error_that_says_where(run, tmp_path, case, lang):
    data, place = FILES[case]
    file = tmp_path / "file.toml"
    file.write_bytes(data)
    result = run("score", file, "--on", "2022-10-01", lang=lang)
    assert (result.exit_code, result.stdout) == (3, "")
    _, problem = result.stderr.splitlines()
    assert problem.startswith(f"  {place}")


def test_a_gb18030_file_is_told_to_be_saved_as_utf8(run, tmp_path, typical):
    file = tmp_path / "gbk.toml"
    file.write_bytes(typical.read_text(encoding="utf-8").encode("gb18030"))
    result = run("score", file, lang="zh")
    assert result.exit_code == 3
    assert "看来是 GB18030（GBK）编码。请另存为 UTF-8" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"lives_in": "330225", "lives_in": "330225", "facts": {}}', "appears twice"),
        ('{"lives_in": "330225", "facts": {"birth_date": null}}', "its value is null"),
        ('{"lives_in": "330225",', "file.json:1:"),
        ("[]", "it is not an object"),
    ],
)
def test_json_is_read_as_strictly(run, tmp_path, text, said):
    file = tmp_path / "file.json"
    file.write_text(text, encoding="utf-8")
    result = run("score", file, "--on", "2022-10-01")
    assert result.exit_code == 3
    assert said in result.stderr


def test_a_directory_is_no_file(run, tmp_path):
    result = run("score", tmp_path, lang="zh")
    assert result.exit_code == 3
    assert f"{tmp_path.name}：是文件夹" in result.stderr


def test_a_file_of_a_hundred_megabytes_is_refused_unread(run, tmp_path):
    file = tmp_path / "file.toml"
    with file.open("wb") as opened:
        opened.truncate(100_000_000)
    result = run("score", file, lang="zh")
    assert result.exit_code == 3
    assert "有 100000000 字节，太大" in result.stderr


def test_a_file_that_is_not_there_is_input_too(run, tmp_path):
    result = run("score", tmp_path / "nobody.toml", lang="zh")
    assert result.exit_code == 3
    assert "nobody.toml：没有这个文件" in result.stderr


@pytest.mark.parametrize(("option", "code"), [("lives_in", "999999"), ("used_in", "330299")])
def test_a_place_that_does_not_exist_is_named(run, applicant, option, code):
    file = applicant({'lives_in = "330225"\n': 'lives_in = "330225"\nused_in = "330225"\n'})
    text = file.read_text(encoding="utf-8").replace(f'{option} = "330225"', f'{option} = "{code}"')
    file.write_text(text, encoding="utf-8")
    result = run("score", file, "--on", "2022-10-01", lang="zh")
    assert result.exit_code == 3
    assert f"{code}：没有这个地区" in result.stderr


MEANT = "没有这个地区。是否为 330225（象山县）？请写代码"


@pytest.mark.parametrize("used_in", [[], ["--used-in", "330225"], ["--used-in", "all"]])
def test_a_place_by_its_name_is_told_its_code_and_where_it_stands(run, applicant, used_in):
    file = applicant({'lives_in = "330225"': 'lives_in = "象山县"'})
    result = run("score", file, "--on", "2022-10-01", *used_in, lang="zh")
    assert result.exit_code == 3
    _, *problems = result.stderr.splitlines()
    assert problems == [f"  someone.toml: lives_in: 象山县：{MEANT}"]


def test_so_it_is_of_where_the_score_is_used_in_the_file_and_on_the_command_line(run, applicant):
    file = applicant({'lives_in = "330225"': 'lives_in = "象山"\nused_in = "象山县"'})
    said = run("score", file, "--on", "2022-10-01", lang="zh").stderr.splitlines()[1:]
    lives_in = f"  someone.toml: lives_in: 象山：{MEANT}"
    assert said == [lives_in, f"  someone.toml: used_in: 象山县：{MEANT}"]
    asked = ("--used-in", "象山")
    said = run("score", file, "--on", "2022-10-01", *asked, lang="zh").stderr.splitlines()[1:]
    assert said == [lives_in, f"  --used-in: 象山：{MEANT}"]


@pytest.mark.parametrize(
    "asked",
    [
        ("rules", "象山县"),
        ("facts", "象山县"),
        ("services", "象山县"),
        ("diff", "象山县", "--from", "2022-10-01"),
    ],
)
def test_any_command_that_is_given_the_name_of_a_place_says_its_code(run, asked):
    result = run(*asked, lang="zh")
    assert (result.exit_code, result.stdout) == (3, "")
    assert MEANT in result.stderr


def test_facts_newer_than_the_date_of_the_score_are_refused(run, typical):
    result = run("score", typical, "--on", "2022-09-29", lang="zh")
    assert result.exit_code == 3
    assert "事实截至 2022-09-30，晚于计分日 2022-09-29" in result.stderr


SECRETS = ("范小例", "990000198604120114")


@pytest.mark.parametrize(
    "facts",
    [
        {"education": f'"{SECRETS[0]}"'},
        {"education": f'"{SECRETS[1]}"'},
        {"residence_months": SECRETS[1]},
        {"offences": f'[{{ date = "{SECRETS[0]}" }}]'},
        {f'"{SECRETS[0]}"': "1"},
        {f'"{SECRETS[1]}"': "1"},
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_or_id_number_in_the_wrong_place_is_not_repeated(run, applicant, facts, lang):
    result = run("score", applicant(**facts), "--on", "2022-10-01", lang=lang)
    assert result.exit_code == 3
    for secret in SECRETS:
        assert secret not in result.output


def test_an_id_number_with_a_wrong_check_digit_is_refused_masked(run, applicant):
    file = applicant({SECRETS[1]: "990000198604120115"})
    result = run("score", file, "--on", "2022-10-01", lang="zh")
    assert result.exit_code == 3
    assert "applicant.id_number 990*************15：校验位不符" in result.stderr
    assert "990000198604120115" not in result.stderr
