"""The texts of generated files, and how they differ from what lies on disk."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from dbt_treaty.project.generated_header import parse_header, render_header
from dbt_treaty.sync.candidates import Candidates, Changes, compare, make_candidates
from dbt_treaty.sync.conftest import CONTRACT, Make, make_targets
from dbt_treaty.sync.handwritten import HandWritten
from dbt_treaty.sync.versioned_model import versioned_models

OTHER = CONTRACT.replace("shop.product.item", "shop.product.part").replace(
    'team: "@small-team"', 'team: "{{ boom }}", email: us@example.com'
)
TWO: dict[str, str | None] = {
    "contracts/product/part.contract.yaml": OTHER,
    "models/product/sub/part.sql": "",
}
GROUP, ITEM, PART = (
    Path("models/product/_treaty/_group_shop.yml"),
    Path("models/product/_treaty/item.yml"),
    Path("models/product/sub/_treaty/part.yml"),
)


def candidates(root: Path, handwritten: HandWritten | None = None) -> Candidates:
    _, targets = make_targets(root)
    shared = ["PII"]  # one list in two places: written twice, not as an anchor
    entries = [
        (model, {"name": model.name, "tags": shared, "more": shared})
        for model in versioned_models(targets, {}, date(2026, 1, 1))
    ]
    return make_candidates(entries, handwritten or HandWritten())


def test_one_file_a_model_and_one_a_group_before_them(make: Make) -> None:
    made = candidates(make(TWO))
    assert list(made.files) == [GROUP, ITEM, PART]
    assert yaml.safe_load(made.files[GROUP]) == {
        "version": 2,
        "groups": [{"name": "shop", "owner": {"name": "@small-team"}}],
    }
    assert made.files[PART].partition("# body: ")[2].split("\n")[1:] == [
        "version: 2",
        "models:",
        "- name: part",
        "  tags:",
        "  - PII",
        "  more:",
        "  - PII",
        "",
    ]
    header = parse_header(made.files[PART])
    assert header is not None
    assert header.intact
    assert header.source == "contracts/product/part.contract.yaml"


def test_a_group_of_the_users_is_not_defined_again_and_an_owner_is_no_jinja(make: Make) -> None:
    root = make({**TWO, "contracts/product/item.contract.yaml": None})
    group = GROUP.with_name("_group_shop.yml")
    text = candidates(root).files[Path("models/product/sub/_treaty") / group.name]
    owner = {"name": '{{ "{{ boom }}" }}', "email": "us@example.com"}
    assert yaml.safe_load(text)["groups"] == [{"name": "shop", "owner": owner}]
    project, _ = make_targets(root)
    by_hand = HandWritten(groups={"shop": next(iter(make_targets(root)[1])).contract.place})
    assert list(candidates(project.root, by_hand).files) == [PART]


def test_what_would_be_written_removed_and_left(make: Make) -> None:
    root = make(TWO)
    made = candidates(root)
    project, _ = make_targets(root)
    fresh = compare(made, project)
    assert fresh == Changes((GROUP, ITEM, PART), (), (), (), (GROUP, ITEM, PART))
    for path, text in made.files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(text.replace("\n", "\r\n").encode())  # as git may check it out
    assert compare(made, project) == Changes((), (), (GROUP, ITEM, PART), ())
    (root / ITEM).write_text(made.files[ITEM] + "# by hand\n")
    (root / ITEM.with_name("notes.yml")).write_text("version: 2\n")
    fewer = Candidates({path: made.files[path] for path in (GROUP, ITEM)})
    changes = compare(fewer, project)
    assert changes == Changes((ITEM,), (PART,), (GROUP,), ())
    assert changes.any


def test_a_file_of_the_users_is_in_the_way(make: Make) -> None:
    root = make({ITEM.as_posix(): "version: 2\n"})
    (root / GROUP).mkdir()
    project, _ = make_targets(root)
    changes = compare(candidates(root), project)
    assert [str(problem).split("\n")[0] for problem in changes.in_the_way] == [
        f"{GROUP}:1: stands where sync writes, and sync did not generate it",
        f"{ITEM}:1: stands where sync writes, and sync did not generate it",
    ]


def test_nothing_is_removed_outside_the_project(make: Make, tmp_path: Path) -> None:
    root = make()
    made = candidates(root)
    elsewhere = tmp_path / "elsewhere" / "_treaty"
    elsewhere.mkdir(parents=True)
    (elsewhere / "theirs.yml").write_text(made.files[ITEM])
    (root / "models" / "shared").symlink_to(elsewhere.parent)
    project, _ = make_targets(root)
    (problem,) = compare(made, project).in_the_way
    assert str(problem).startswith("models/shared/_treaty/theirs.yml: its folder is a link that")


ENTRY = """\
version: 2
models:
- {name: item, latest_version: 2, versions: [{v: 2, defined_in: item}]}
"""


@pytest.mark.parametrize(
    ("old", "new", "renames"),
    [
        ("defined_in: item}", "defined_in: item, description: new}", False),
        ("latest_version: 2", "latest_version: 3", True),
        ("defined_in: item}", "defined_in: item}, {v: 3, defined_in: item_v3}", True),
        ("v: 2,", "v: 1,", True),
        ("defined_in: item", "defined_in: item_v2", True),
        ("models:", "models: []\nothers:", True),
    ],
)
def test_a_file_that_names_its_models_otherwise(
    make: Make, old: str, new: str, renames: bool
) -> None:
    project, _ = make_targets(make())
    head = render_header("x", (), "")
    (project.root / ITEM).parent.mkdir()
    (project.root / ITEM).write_text(head + ENTRY)
    changes = compare(Candidates({ITEM: head + ENTRY.replace(old, new)}), project)
    assert changes == Changes((ITEM,), (), (), (), renames=renames)
