"""The mirror that dbt parses: the project with the candidates, and never a way back into it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.project.generated_header import render_header
from dbt_treaty.sync.candidates import Candidates
from dbt_treaty.sync.conftest import Make, manifest_line
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.dbt_project import read_dbt_project
from dbt_treaty.sync.job import ModelFacts
from dbt_treaty.sync.trial import Trial, try_parse

StandIn = Callable[[str], DbtCommand]
GENERATED = render_header("c.yaml", [], "old\n") + "old\n"
FACTS = manifest_line(
    {
        "models/product/item.sql": {"materialized": "table", "alias": "items"},
        "models/plain.sql": {},
    }
)
LIST = """\
walked = os.walk(project, followlinks=True)
for path in sorted(Path(here, name) for here, _, names in walked for name in names):
    if path.is_file():
        print(path.relative_to(project).as_posix(), "=", path.read_text().strip().split("\\n")[-1])
for path in sorted(project.parent.glob("*/*.sql")):
    print("beside", path.name)
sys.exit(1)
"""


def listed(root: Path, candidates: Candidates, dbt: DbtCommand) -> list[str]:
    """What stands in the mirror that this dbt is shown."""
    with pytest.raises(TreatyError) as error:
        try_parse(read_dbt_project(root), candidates, dbt)
    return [
        line.strip() for line in str(error.value).split("\n") if " = " in line or "beside" in line
    ]


def test_candidates_stand_in_place_of_generated_files_only(
    make: Make, stand_in: StandIn, tmp_path: Path
) -> None:
    root = make(
        {
            "models/product/_treaty/item.yml": GENERATED,
            "models/product/_treaty/gone.yml": GENERATED,
            "models/product/_treaty/notes.yml": "mine",
            "models/product/_treaty/sub/more.yml": "mine too",
            "macros/m.sql": "m",
            "target/run.json": "{}",
            "notes.txt": "top",
            "contracts/product/item.contract.yaml": "x",
        }
    )
    (root / "models" / "loop").symlink_to(root / "models")
    (root / "models" / "nowhere.yml").symlink_to(tmp_path / "nowhere")
    candidates = Candidates({Path("models/product/_treaty/item.yml"): "new\n"})
    assert listed(root, candidates, stand_in(LIST)) == [
        "contracts/product/item.contract.yaml = x",
        "dbt_project.yml = profile: small",
        "dbt_treaty.yml = domain: shop",
        "macros/m.sql = m",
        "models/product/_treaty/item.yml = new",
        "models/product/_treaty/notes.yml = mine",
        "models/product/_treaty/sub/more.yml = mine too",
        "models/product/item.sql = select 1 as id, 'one' as label",
        "notes.txt = top",
    ]
    assert (root / "models/product/_treaty/item.yml").read_text() == GENERATED


def test_a_candidate_is_never_written_through_a_link(make: Make, stand_in: StandIn) -> None:
    path = Path("models/product/_treaty/item.yml")
    root = make({path.as_posix(): "the user's own"})
    dbt = stand_in(FACTS)
    facts = {
        "models/product/item.sql": ModelFacts("table", "items"),
        "models/plain.sql": ModelFacts(),
    }
    candidates = Candidates({path: "new\n"})
    assert try_parse(read_dbt_project(root), candidates, dbt) == Trial(facts, "duckdb")
    assert (root / path).read_text() == "the user's own"


def test_folders_beside_the_project_are_beside_the_mirror(
    make: Make, stand_in: StandIn, tmp_path: Path
) -> None:
    text = "name: small\nmodel-paths: [./models, ../shared]\nmacro-paths: [../none]\n"
    root = make({"dbt_project.yml": text})
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "theirs.sql").write_text("")
    assert "beside theirs.sql" in listed(root, Candidates({}), stand_in(LIST))


def test_dbts_words_from_the_error_on_without_its_traceback(make: Make, stand_in: StandIn) -> None:
    said = (
        "print('12:00  Running'); print('12:00  Compilation Error'); "
        "print(f'  in {project}/models/x.sql'); "
        "print('12:00  Traceback (most recent call last):'); print('  File dbt.py'); sys.exit(2)\n"
    )
    with pytest.raises(TreatyError) as error:
        try_parse(read_dbt_project(make()), Candidates({}), stand_in(said))
    assert str(error.value) == (
        "dbt does not parse the project with the generated properties, so none was kept:\n"
        "    12:00  Compilation Error\n"
        "      in models/x.sql\n"
        "    mend what dbt names and run sync again; the files on disk are as they were"
    )
