"""`jifen new`: a project that is complete as written, or nothing at all.

That it installs, scores and passes its own tests is shown with wheels: tests/wheels.
"""

import tomllib

import pytest

import jifen

NINGHAI = ("--code", "330226", "--name", "宁海县", "--name-en", "Ninghai", "--parent", "330200")


def changed(**options):
    given = dict(zip(NINGHAI[::2], NINGHAI[1::2], strict=True))
    given |= {f"--{name.replace('_', '-')}": value for name, value in options.items()}
    return [word for pair in given.items() for word in pair]


@pytest.fixture
def project(run, tmp_path):
    result = run("new", tmp_path / "ninghai", *NINGHAI)
    assert result.exit_code == 0, result.output
    return tmp_path / "ninghai"


def toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_it_lists_the_files_it_wrote(run, tmp_path):
    folder = tmp_path / "ninghai"
    result = run("new", folder, *NINGHAI)
    listed = sorted(result.stdout.split())
    assert listed == sorted(str(path) for path in folder.rglob("*") if path.is_file())
    assert "an example" in result.stderr


def test_the_linter_finds_nothing_in_it(project):
    assert jifen.check(project) == ()


def test_it_is_a_project_that_depends_on_its_parent(project):
    about = toml(project / "pyproject.toml")["project"]
    assert about["entry-points"]["jifen"] == {"330226": "jifen_ninghai:plugin"}
    assert about["dependencies"] == ["jifen>=0.1,<0.2", "jifen-ningbo-city>=0.1,<0.2"]


def test_its_places_are_declared_as_the_plugins_above_declare_them(project):
    places = toml(project / "src" / "jifen_ninghai" / "jurisdictions.toml")["jurisdiction"]
    assert [place["code"] for place in places] == ["330000", "330200", "330226"]
    # The province knows the county, and by a longer English name.
    assert places[-1]["name"] == {"zh": "宁海县", "en": "Ninghai County"}


def test_its_rulebook_refers_editors_to_the_schema_beside_it(project):
    (rulebook,) = (project / "src" / "jifen_ninghai" / "rulebooks").iterdir()
    first = rulebook.read_text(encoding="utf-8").split("\n")[0]
    schema = (rulebook.parent / first.removeprefix("#:schema ")).resolve()
    assert schema == project / "rulebook.schema.json"
    assert schema.is_file()


def test_its_golden_case_comes_out(project):
    from jifen.testing import differences, read_case

    package = project / "src" / "jifen_ninghai"
    found = [f for f in jifen.find() if f.code in ("330000", "330200")]
    found.append(jifen.Found.of("330226", jifen.read_plugin(package)))
    (case,) = (package / "cases").iterdir()
    assert differences(read_case(case), "330226", jifen.load_registry(found=found)) == []


def test_nothing_is_left_to_fill_in(project):
    for path in project.rglob("*"):
        if path.is_file() and path.suffix != ".json":
            assert "$" not in path.read_text(encoding="utf-8"), path


def test_a_county_straight_under_the_province(run, tmp_path):
    folder = tmp_path / "linan"
    options = changed(code="330112", name="临安区", name_en="Lin'an", parent="330100")
    assert run("new", folder, *options).exit_code == 4  # Hangzhou has no plugin
    options = changed(code="339001", name="示例市", name_en="Example City", parent="330000")
    assert run("new", folder, *options).exit_code == 0
    assert jifen.check(folder) == ()


def test_nothing_is_overwritten(run, project):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = run("new", project, *changed(name_en="Another"))
    assert result.exit_code == 3
    assert "nothing is overwritten" in result.stderr
    after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ({"parent": "330100"}, 4, "the plugin of the place above is not installed"),
        ({"parent": "nowhere"}, 4, "the plugin of the place above is not installed"),
        ({"code": "33022"}, 3, "no division code of six digits"),
        ({"code": "330225"}, 3, "it is known as 象山县"),
        ({"code": "330225", "name": "象山县"}, 3, "there is a plugin already"),
        ({"name": "象山县"}, 3, "it is known as 宁海县"),
        ({"parent": "330000"}, 3, "inside 330200"),
        ({"name_en": "宁海"}, 3, "the names cannot be used"),
        ({"name": " "}, 3, "the names cannot be used"),
        ({"code": "440100", "name": "广州市"}, 3, "it is not inside 330200"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(run, tmp_path, options, code, said):
    folder = tmp_path / "ninghai"
    result = run("new", folder, *changed(**options))
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert not folder.exists()


def test_every_option_is_needed(run, tmp_path):
    assert run("new", tmp_path / "ninghai", *NINGHAI[:-2]).exit_code == 2
