"""``dbt_treaty.yml`` as a ``Configuration``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dbt_treaty.configuration.folder import fault_in_folder, normal_folder
from dbt_treaty.configuration.identifier import ALLOWED, is_identifier
from dbt_treaty.configuration.model import (
    DEFAULT_LAYOUT,
    DEFAULT_RELATIONS,
    RECOMMENDED,
    Configuration,
    LatestVersion,
    PolicySetting,
    RuleLevel,
    Subscription,
)
from dbt_treaty.configuration.pattern import fault_in_layout, fault_in_relation
from dbt_treaty.configuration.pin import FORMS, parse_pin
from dbt_treaty.documents.document import Data, DataPath, Document
from dbt_treaty.documents.judge import judge
from dbt_treaty.documents.ledger import Ledger
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.read import read
from dbt_treaty.documents.schema import load_schema
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.findings import Severity

SCHEMA_FILE = Path(__file__).with_name("dbt_treaty.schema.json")
FILE_NAMES = ("dbt_treaty.yml", "dbt_treaty.yaml")


class ConfigurationError(TreatyError):
    """Problems of a configuration; ``readable`` is what it says without what they are about."""

    def __init__(self, problems: Sequence[Problem], readable: Configuration) -> None:
        super().__init__(problems)
        self.readable = readable


def read_configuration(root: Path) -> Configuration:
    """The configuration of the project in the folder ``root``; the defaults where it has no file.

    Names of policies and of semver's rules are not judged here: any kebab-case name is kept, with
    its line.

    Raises:
        TreatyError: with every problem of the file.
    """
    path = _find(root)
    if path is None:
        return Configuration()
    return interpret(read(path, root), root)


def interpret(document: Document, root: Path) -> Configuration:
    """The configuration that a document says, for the project in the folder ``root``.

    Raises:
        ConfigurationError: with every problem of the document.
    """
    judgement = judge(document, load_schema(SCHEMA_FILE))
    ledger = Ledger(document)
    ledger.note(judgement.problems)
    reader = _Reader(ledger, root, judgement.fit if isinstance(judgement.fit, dict) else {})
    configuration = reader.configuration()
    if ledger.problems:
        raise ConfigurationError(ledger.problems, configuration)
    return configuration


def _find(root: Path) -> Path | None:
    found = [name for name in FILE_NAMES if _stands(root / name)]
    if len(found) > 1:
        what = f"both {found[0]} and {found[1]} stand here"
        raise TreatyError(Problem(Place(found[1]), what, "keep one of the two"))
    slips = [] if found else _slips(root)
    if slips:
        what = "the configuration is not read under this name"
        raise TreatyError(Problem(Place(slips[0]), what, f"rename it to {FILE_NAMES[0]}"))
    return root / found[0] if found else None


def _slips(root: Path) -> list[str]:
    """Files whose names are ours but for a hyphen or for capitals."""
    names = sorted(path.name for path in root.iterdir()) if root.is_dir() else []
    return [name for name in names if name.casefold().replace("-", "_") in FILE_NAMES]


def _stands(path: Path) -> bool:
    return path.exists() or path.is_symlink()


class _Reader:
    """Turns data that fits the schema into the model, noting what a schema can't say."""

    def __init__(self, ledger: Ledger, root: Path, data: Mapping[str, Any]) -> None:
        self.ledger = ledger
        self.root = root
        self.data = data

    def configuration(self) -> Configuration:
        region = self.data.get("compute_region")
        return Configuration(
            domain=self._name(self.data, ("domain",)),
            layout=self._patterns("layout", fault_in_layout) or DEFAULT_LAYOUT,
            relations=self._patterns("relations", fault_in_relation) or DEFAULT_RELATIONS,
            contracts=self._folder(self.data.get("contracts", "contracts"), ("contracts",)),
            preset=self.data.get("preset", RECOMMENDED),
            compute_region=region if isinstance(region, str) else None,
            compute_regions=MappingProxyType(dict(region) if isinstance(region, dict) else {}),
            consumers=self._consumers(),
            latest_versions=MappingProxyType(self._latest_versions()),
            exceptions=self._folder(self.data.get("exceptions", "exceptions"), ("exceptions",)),
            global_rules=self._file("global_rules"),
            compliance_log=self._optional_path("compliance_log"),
            policy_paths=tuple(
                self._folder(text, ("policy_paths", at)) for at, text in self._items("policy_paths")
            ),
            policies=MappingProxyType(self._policies()),
            semver=MappingProxyType(
                {
                    name: RuleLevel(level, self.ledger.document.key(("semver", name)).line)
                    for name, level in self.data.get("semver", {}).items()
                }
            ),
            transforms=self._functions("transforms"),
            masks=self._functions("masks"),
            path=self.ledger.document.path,
        )

    def _items(self, key: str) -> list[tuple[int, Any]]:
        """The items of a list that the schema let pass, with their indexes."""
        return [(at, item) for at, item in enumerate(self.data.get(key, ())) if item is not None]

    def _name(self, data: Mapping[str, Any], path: DataPath) -> str | None:
        name: str | None = data.get(str(path[-1]))
        if name is not None and not is_identifier(name):
            self.ledger.refuse(path, f"the name {quote(name)} does not fit", f"allowed: {ALLOWED}")
        return name

    def _patterns(self, key: str, fault: Callable[[str], str | None]) -> tuple[str, ...]:
        for at, pattern in self._items(key):
            found = fault(pattern)
            if found:
                self.ledger.refuse((key, at), f"the pattern {quote(pattern)} {found}")
        return tuple(pattern for _, pattern in self._items(key))

    def _folder(self, text: str, path: DataPath) -> str:
        found = fault_in_folder(text, self.root)
        if found:
            self.ledger.refuse(path, f"the folder {quote(text)} {found}")
        return normal_folder(text)

    def _optional_path(self, key: str) -> str | None:
        """A file's path under the same rules as a folder's: it stays inside the project."""
        said = self.data.get(key)
        return self._folder(said, (key,)) if isinstance(said, str) else None

    def _file(self, key: str) -> str | None:
        """A file inside the project, or a package in it."""
        text: str | None = self.data.get(key)
        found = fault_in_folder(text, self.root) if text is not None else None
        if found:
            self.ledger.refuse((key,), f"the file {quote(str(text))} {found}")
        return None if text is None else normal_folder(text)

    def _consumers(self) -> tuple[Subscription, ...]:
        first: dict[tuple[str, str | None], Subscription] = {}
        for at, item in self._items("consumers"):
            new = self._consumer(item, at)
            consumer = new.domain or self.data.get("domain")
            old = first.setdefault((new.source.casefold(), consumer), new)
            if old is not new and new.source:
                what = f"{quote(new.source)} is subscribed to in line {old.line} already"
                self.ledger.refuse(("consumers", at), what, "keep one pin for each consumer")
        return tuple(first.values())

    def _consumer(self, item: Mapping[str, Any], at: int) -> Subscription:
        path = ("consumers", at)
        pin = item.get("pin", "")
        try:
            parse_pin(pin or "*")
        except ValueError as error:
            self.ledger.refuse((*path, "pin"), f"the pin {quote(pin)} {error}", FORMS)
        return Subscription(
            source=self._product(item.get("source", ""), (*path, "source")),
            pin=pin,
            on_breaking=item.get("on_breaking", "fail_ci"),
            domain=self._name(item, (*path, "domain")),
            line=self.ledger.document.value(path).line,
        )

    def _product(self, name: str, path: DataPath) -> str:
        parts = name.split(".")
        if name and (len(parts) != 3 or not all(map(is_identifier, parts))):
            what = f"the product {quote(name)} does not fit"
            self.ledger.refuse(path, what, f"wants domain.tier.table, each of {ALLOWED}")
        return name

    def _latest_versions(self) -> dict[str, LatestVersion]:
        found: dict[str, LatestVersion] = {}
        for name, major in self.data.get("latest_versions", {}).items():
            path = ("latest_versions", name)
            self._product(name, path)
            if name.casefold() in found:
                self.ledger.refuse(path, f"the product {quote(name)} stands twice")
            line = self.ledger.document.key(path).line
            found[name.casefold()] = LatestVersion(int(major), line)
        return found

    def _policies(self) -> dict[str, PolicySetting]:
        settings = {}
        for name, said in self.data.get("policies", {}).items():
            options = dict(said) if isinstance(said, dict) else {"severity": said}
            settings[name] = PolicySetting(
                severity=_severity(options.pop("severity", None)),
                domains=_severities(options.pop("domains", None)),
                tiers=_severities(options.pop("tiers", None)),
                options=MappingProxyType(options),
                line=self.ledger.document.key(("policies", name)).line,
            )
        return settings

    def _functions(self, key: str) -> Mapping[str, str]:
        """A table by function; SQL spells functions in any case, so the names are lowered here."""
        table: dict[str, str] = {}
        for name, value in self.data.get(key, {}).items():
            folded = " ".join(name.lower().split())
            if not folded or folded in table:
                self.ledger.refuse(
                    (key, name), f"the function {quote(name)} stands twice, or is empty"
                )
            table[folded] = value
        return MappingProxyType(table)


def _severities(said: Any) -> Mapping[str, Severity]:
    read = {str(name): _severity(each) for name, each in (said or {}).items()}
    return MappingProxyType({name: each for name, each in read.items() if each})


def _severity(said: Data) -> Severity | None:
    """``false`` is what ``off`` means to editors that follow YAML 1.1 and rewrite it so."""
    if said is None:
        return None
    return Severity.OFF if said is False else Severity(str(said))
