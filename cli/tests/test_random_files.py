"""Whatever the file: `jifen score` gives a score, or says why not, and never a traceback."""

import json
import tomllib
from pathlib import Path

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jifen_cli.group import jifen

APPLICANTS = Path(__file__).parents[2] / "examples" / "applicants"
TYPICAL = (APPLICANTS / "typical.toml").read_text(encoding="utf-8")
DOCUMENT = json.loads(json.dumps(tomllib.loads(TYPICAL), default=str))

few = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.dates().map(str),
    st.sampled_from(["", "330225", "false", "none", 10**30, -0.0, "2022-02-30", "\ud800"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
keys = st.sampled_from([*DOCUMENT["facts"], "居住时间", "x"]) | st.text(max_size=8)

toml_values = st.sampled_from(
    ["0", "-1", "1e9", "40.9", "nan", "inf", "true", '"x"', "''", "[]", "{}", "1986-04-12",
     "[{ date = 2022-01-01 }]", "0x10", "1_000", "1979-05-27T07:32:00Z", "07:32:00", '"""', "["]
)  # fmt: skip


@st.composite
def mutated(draw):
    """The typical file after a few changes that a tired clerk might make, or a cat."""
    lines = TYPICAL.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        n = draw(st.integers(0, len(lines) - 1))
        key = lines[n].partition("=")[0].strip() or "x"
        change = draw(st.sampled_from(["drop", "double", "value", "cut", "insert"]))
        if change == "drop" and len(lines) > 1:
            del lines[n]
        elif change == "double":
            lines.insert(n, lines[n])
        elif change == "value" and key != "lives_in":
            lines[n] = f"{key} = {draw(toml_values)}"
        elif change == "cut":
            lines[n] = lines[n][: draw(st.integers(0, len(lines[n])))]
        elif change == "insert":
            at = draw(st.integers(0, len(lines[n])))
            lines[n] = lines[n][:at] + draw(st.text(max_size=3)) + lines[n][at:]
    return "\n".join(lines)


def scored(path, data):
    path.write_bytes(data)
    args = ["score", str(path), "--on", "2022-10-01", "--format", "json"]
    result = CliRunner().invoke(jifen, args, env={"LANG": "zh_CN.UTF-8", "LC_ALL": None})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert result.exit_code in (0, 3)
    if result.exit_code == 0:
        assert json.loads(result.stdout)["schema"] == "jifen.score/1"
    else:
        assert result.stdout == ""
        assert result.stderr.startswith("输入无法评分：\n  ")
    return result


@few
@given(data=st.binary(max_size=200), suffix=st.sampled_from([".toml", ".json", ""]))
def test_random_bytes(tmp_path, data, suffix):
    assert scored(tmp_path / f"file{suffix}", data).exit_code == 3


@few
@given(text=st.text(alphabet="ab=\"[]{}#\n'.,:0123456789-\\ é象\x00", max_size=80))
def test_text_that_looks_like_toml(tmp_path, text):
    scored(tmp_path / "file.toml", text.encode("utf-8"))


@few
@given(text=mutated())
def test_a_valid_file_with_a_few_changes(tmp_path, text):
    scored(tmp_path / "file.toml", text.encode("utf-8", "surrogatepass"))


@few
@given(
    facts=st.dictionaries(keys, values, max_size=5), top=st.dictionaries(keys, values, max_size=2)
)
def test_json_with_random_facts(tmp_path, facts, top):
    document = DOCUMENT | top | {"facts": DOCUMENT["facts"] | facts}
    scored(tmp_path / "file.json", json.dumps(document).encode())


@few
@given(document=values)
def test_random_json(tmp_path, document):
    scored(tmp_path / "file.json", json.dumps(document).encode())


def test_the_file_these_begin_with_can_be_scored(tmp_path):
    assert scored(tmp_path / "file.toml", TYPICAL.encode()).exit_code == 0
    assert scored(tmp_path / "file.json", json.dumps(DOCUMENT).encode()).exit_code == 0
