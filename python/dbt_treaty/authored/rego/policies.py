"""The policies of a project's Rego files: one a package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import PurePosixPath

from dbt_treaty.authored.broken import broken_policy
from dbt_treaty.authored.name import dotted, fits, kebab
from dbt_treaty.authored.rego.bench import Bench
from dbt_treaty.authored.rego.faults import Package, faults
from dbt_treaty.authored.rego.rules import SECONDS, Rules
from dbt_treaty.authored.rego.source import SAYS, Source, read_source
from dbt_treaty.errors import Place, Problem
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.policy_file import PolicyFile

_NO_EXTRA = Problem(
    Place(""), "Rego is run by an extra that is not installed", "pip install 'dbt-treaty[rego]'"
)
Packages = Mapping[Package, Sequence[Source]]


def rego_policies(files: Iterable[PolicyFile]) -> tuple[Policy, ...]:
    """One policy for each package that speaks, by the package's name; all are run together.

    What can't be one is a policy whose finding says why. A package that only others use is none.
    """
    packages: dict[Package, list[Source]] = {}
    for source in map(read_source, files):
        packages.setdefault(source.package, []).append(source)
    nameless = [_nameless(source) for source in packages.pop((), [])]
    bench = Bench()
    own = (_policy(package, packages, bench) for package in packages)
    return (*nameless, *(policy for policy in own if policy is not None))


def _policy(package: Package, packages: Packages, bench: Bench) -> Policy | None:
    sources, name = packages[package], dotted(list(package))
    origin = sources[0].file
    if not fits(name):
        what = f"the package {'.'.join(package)} has a name that no setting can have"
        problem = Problem(Place(origin.path, 1), what, "begin each part with a letter")
        return broken_policy(f"rego-{kebab(name)}", [problem], origin.path, origin.page)
    if not any(source.says for source in sources):
        return None if _is_used(package, packages) else _silent(name, origin)
    needed = list(_needed(package, packages))
    problems = list(faults(needed, packages))
    if find_spec("regopy") is None:
        problems = [Problem(Place(origin.path), _NO_EXTRA.what, _NO_EXTRA.help), *problems]
    if problems:
        return broken_policy(name, problems, origin.path, origin.page, {"seconds": SECONDS})
    rules = Rules(name, package, tuple(sources), tuple(needed))
    bench.add(rules)
    return Policy(
        name=name,
        severity=_weight(sources),
        judge=partial(_judge, bench, rules),
        summary=_summary(origin, package),
        options={"seconds": SECONDS},
        origin=origin.path,
        page=origin.page,
        notes=partial(_notes, bench, rules),
        heeded=partial(_heeded, bench, rules),
    )


def _judge(bench: Bench, rules: Rules, evidence: Evidence, _options: Options) -> Iterator[Finding]:
    return bench.verdict(rules, evidence).findings()


def _notes(bench: Bench, rules: Rules) -> Iterator[str]:
    return bench.notes(rules)


def _heeded(bench: Bench, rules: Rules) -> Iterator[Grant]:
    return bench.heeded(rules)


def _needed(package: Package, packages: Packages) -> Iterator[Source]:
    """The sources of a package and of all packages that it uses, however far away."""
    waiting, seen = [package], {package}
    while waiting:
        for source in packages[waiting.pop()]:
            yield source
            for mention in source.uses:
                for other in packages:
                    shorter = min(len(other), len(mention.path))
                    if other not in seen and other[:shorter] == mention.path[:shorter]:
                        seen.add(other)
                        waiting.append(other)


def _is_used(package: Package, packages: Packages) -> bool:
    return any(
        package in {other.package for other in _needed(user, packages)}
        for user in packages
        if user != package
    )


def _nameless(source: Source) -> Policy:
    path = source.file.path
    problem = Problem(
        Place(path, 1),
        "the file does not begin with its package",
        "write `package mesh.name` first",
    )
    name = f"rego-{kebab(PurePosixPath(path).stem)}"
    return broken_policy(name, [problem], path, source.file.page)


def _silent(name: str, file: PolicyFile) -> Policy:
    what = f"it has no rule named {', '.join(SAYS)}, and no other policy uses it: it judges nothing"
    problem = Problem(Place(file.path, 1), what, "name its rule deny or warn")
    return broken_policy(name, [problem], file.path, file.page)


def _weight(sources: Sequence[Source]) -> Severity:
    """That of the weightiest rule."""
    said = {mention.path[0] for source in sources for mention in source.says}
    return Severity.ERROR if "deny" in said else Severity.WARN


def _summary(file: PolicyFile, package: Package) -> str:
    """The first comment of the file; METADATA's title where there is one."""
    comments = [line.strip() for line in file.text.splitlines() if line.strip().startswith("#")]
    told = [line.lstrip("# ").strip() for line in comments]
    titles = [line.removeprefix("title:").strip() for line in told if line.startswith("title:")]
    plain = [line for line in told if line and line != "METADATA"]
    text = (titles or plain or [""])[0].rstrip(".")
    return text or f"what {'.'.join(package)} denies ({file.path})"
