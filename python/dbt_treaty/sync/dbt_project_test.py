"""What `dbt_project.yml` says, in whatever shape users write it."""

from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.conftest import Make
from dbt_treaty.sync.dbt_project import DbtProject, read_dbt_project


def said(error: pytest.ExceptionInfo[TreatyError]) -> str:
    return str(error.value)


def test_what_is_not_said_is_dbts_default(make: Make) -> None:
    root = make()
    assert read_dbt_project(root) == DbtProject(
        root=root,
        name="small",
        profile="small",
        model_paths=("models",),
        resource_paths=("models", "seeds", "snapshots", "analyses", "macros"),
        outer_paths=(),
        packages_path="dbt_packages",
        target_path="target",
        flags={},
    )


def test_what_is_said_counts_with_windows_line_ends_too(make: Make) -> None:
    root = make(
        {
            "dbt_project.yml": "name: small\r\nprofile: p\r\nmodel-paths: [a/models, b]\r\n"
            "seed-paths: [data]\r\nsnapshot-paths: []\r\nanalysis-paths: [b]\r\n"
            "macro-paths: ['../shared/macros']\r\npackages-install-path: vendor/dbt\r\n"
            "target-path: out\r\nflags: {x: true}\r\n"
        }
    )
    assert read_dbt_project(root) == DbtProject(
        root=root,
        name="small",
        profile="p",
        model_paths=("a/models", "b"),
        resource_paths=("a/models", "b", "data", "../shared/macros"),
        outer_paths=("../shared/macros",),
        packages_path="vendor/dbt",
        target_path="out",
        flags={"x": True},
    )


def test_the_target_folder_is_the_shells_unless_dbt_itself_knows_better(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make()
    monkeypatch.setenv("DBT_TARGET_PATH", "elsewhere")
    assert read_dbt_project(root).target_path == "elsewhere"
    assert read_dbt_project(root, {"target-path": "/from/dbt"}).target_path == "/from/dbt"


def test_a_profile_with_jinja_is_left_to_dbt(make: Make) -> None:
    text = "name: small\nprofile: \"{{ env_var('P') }}\"\nflags: nonsense\n"
    project = read_dbt_project(make({"dbt_project.yml": text}))
    assert (project.profile, project.flags) == ("{{ env_var('P') }}", {})


def test_all_that_only_dbt_can_say_is_told_at_once(make: Make) -> None:
    root = make(
        {
            "dbt_project.yml": "name: small\nmodel-paths: [\"{{ env_var('M') }}\", /abs, .]\n"
            "packages-install-path: \"{{ env_var('P') }}\"\n"
        }
    )
    with pytest.raises(TreatyError) as error:
        read_dbt_project(root)
    assert [problem.what for problem in error.value.problems] == [
        "model-paths: . is the project itself, with all that dbt writes into it",
        "model-paths: /abs is absolute, so a copy of the project could not be tried",
        "model-paths: has Jinja, which only dbt can render: {{ env_var('M') }}",
        "packages-install-path: has Jinja, which only dbt can render: {{ env_var('P') }}",
    ]
    rendered = {"model-paths": ["models"], "packages-install-path": "dbt_packages"}
    assert read_dbt_project(root, rendered).model_paths == ("models",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (None, "no dbt project here"),
        ("[]", "has no project `name:`"),
        ("name: 1", "has no project `name:`"),
        ("a: [", "cannot be read: while parsing a flow node"),
        ("a: " + "[" * 5000, "cannot be read: "),
    ],
)
def test_a_file_that_is_none_is_told(make: Make, text: str | None, what: str) -> None:
    with pytest.raises(TreatyError) as error:
        read_dbt_project(make({"dbt_project.yml": text}))
    assert what in said(error)


def test_files_are_found_as_dbt_finds_them(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "models/a.yaml": "",
            "models/frame.py": "",
            "models/.hidden.sql": "",
            "models/note.md": "",
            "models/_treaty/b.yml": "",
            "seeds/s.yml": "",
        }
    )
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "linked.sql").write_text("")
    (root / "models" / "link").symlink_to(outside)
    (root / "models" / "loop").symlink_to(root / "models")
    (root / "models" / "gone.sql").symlink_to(tmp_path / "nowhere.sql")
    project = read_dbt_project(root)
    assert [path.as_posix() for path in project.model_files()] == [
        "models/frame.py",
        "models/link/linked.sql",
        "models/product/item.sql",
    ]
    assert [path.as_posix() for path in project.property_files()] == [
        "models/_treaty/b.yml",
        "models/a.yaml",
        "seeds/s.yml",
    ]
    inside, linked = Path("models/new/_treaty/x.yml"), Path("models/link/_treaty/x.yml")
    assert (project.holds(inside), project.holds(linked)) == (True, False)
    assert not project.holds(Path("../shared/x.yml"))
