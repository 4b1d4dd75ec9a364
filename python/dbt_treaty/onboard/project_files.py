"""The files of a project that comes on board, from the templates that travel with this package."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from dbt_treaty.onboard.abilities import Abilities
from dbt_treaty.onboard.newcomer import Newcomer
from dbt_treaty.onboard.package_source import PackageSource

# Each file's path, with the name of its template. An empty name is an empty file.
GOVERNANCE: Mapping[str, str] = {
    ".github/CODEOWNERS": "codeowners",
    ".github/workflows/contracts.yml": "workflow.yml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    "exceptions/README.md": "exceptions.md",
    ".gitignore": "gitignore",
    "packages.yml": "packages.yml",
}
NEW: Mapping[str, str] = {
    **GOVERNANCE,
    "requirements.txt": "requirements.txt",
    "dbt_treaty.yml": "dbt_treaty.yml",
    "README.md": "readme.md",
    "dbt_project.yml": "dbt_project.yml",
    "profiles.yml": "profiles.yml",
    "seeds/raw/_seeds.yml": "seeds.yml",
    "seeds/raw/<<domain>>_events_sample.csv": "events.csv",
    "models/raw/_raw.yml": "raw.yml",
    "models/raw/<<domain>>_events.sql": "events.sql",
    "models/derived/_derived.yml": "derived.yml",
    "models/derived/<<domain>>_events_clean.sql": "events_clean.sql",
    "models/product/<<domain>>_daily.sql": "daily.sql",
    "contracts/product/<<domain>>_daily.contract.yaml": "daily.contract.yaml",
}
HERE: Mapping[str, str] = {
    **GOVERNANCE,
    "requirements.txt": "requirements_here.txt",
    "dbt_treaty.yml": "dbt_treaty_here.yml",
    "contracts/product/.gitkeep": "",
}
_BLANK = re.compile(r"<<([a-z_]+)>>")


@dataclass(frozen=True, slots=True)
class Filling:
    """What the blanks of the templates are filled with."""

    newcomer: Newcomer
    package: PackageSource
    abilities: Abilities

    def texts(self) -> dict[str, str]:
        """A text for each blank by its name; an empty one takes its line away."""
        able = self.abilities
        return {
            "domain": self.newcomer.domain,
            "team": self.newcomer.team,
            "team_text": json.dumps(self.newcomer.team),
            "on_call_text": json.dumps(self.newcomer.on_call or "", ensure_ascii=False),
            "package_entry": self.package.entry,
            "requirement": self.package.requirement,
            "companion": self.package.companion,
            "format": "sarif" if able.sarif else "json",
            "permission": "  security-events: write  # to show findings in the pull request"
            if able.sarif
            else "",
            "diff_in_title": " -> diff" if able.diff else "",
            "diff_in_readme": ", `dbt-treaty diff`" if able.diff else "",
            "diff_step": _template("workflow_diff.yml").rstrip("\n") if able.diff else "",
            "report_step": _template(
                "workflow_sarif.yml" if able.sarif else "workflow_json.yml"
            ).rstrip("\n"),
        }


def project_files(table: Mapping[str, str], filling: Filling) -> dict[str, str]:
    """The text of each file of a table (``NEW`` or ``HERE``), by its path with ``/``."""
    texts = filling.texts()
    return {
        _filled(path, texts): _filled(_template(name), texts) if name else ""
        for path, name in table.items()
    }


def _template(name: str) -> str:
    folder = resources.files("dbt_treaty.onboard").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _filled(text: str, texts: Mapping[str, str]) -> str:
    """The text with every blank filled; a line that holds nothing but an empty blank goes."""
    empty = "|".join(name for name, value in texts.items() if not value)
    lean = re.sub(rf"^<<(?:{empty})>>\n", "", text, flags=re.MULTILINE) if empty else text
    return _BLANK.sub(lambda blank: texts[blank[1]], lean)
