"""What is wrong with a policy before it runs, so far as its words tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dbt_treaty.authored.rego.question import KNOWN, OF_COLUMN, OF_MODEL, OF_PROJECT
from dbt_treaty.authored.rego.source import ALL, Source
from dbt_treaty.authored.rego.tokens import path_at
from dbt_treaty.authored.rego.variables import defined_names, loose_variables
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem

Package = tuple[str, ...]
_VERB = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?(.?)")
_VERBS = ("v", "s", "d", "f")
# Of Open Policy Agent's functions, those whose answer is not the project's.
REFUSED: Mapping[tuple[str, ...], str] = {
    ("opa", "runtime"): "tells of the machine",
    ("http", "send"): "asks the network",
    ("net", "lookup_ip_addr"): "asks the network",
    ("rand", "intn"): "is another each time",
    ("uuid", "rfc4122"): "is another each time",
}


def faults(
    sources: Sequence[Source], packages: Mapping[Package, Sequence[Source]]
) -> Iterator[Problem]:
    """The problems of the sources that one policy is made of; ``packages`` are all there are."""
    asked = {mention.path[0] for source in sources for mention in source.asks}
    for source in sources:
        yield from _asks(source, asked)
        yield from _refused(source)
        yield from _formats(source)
        yield from _missing(source, packages)
        defined = {
            name
            for other in packages.get(source.package, [source])
            for name in defined_names(other.tokens)
        }
        for loose in loose_variables(source.tokens, defined):
            yield _problem(
                source,
                loose.line,
                f"nothing gives the variable {loose.path[0]!r} a value",
                "mend its name: the rule would never speak, which looks like a pass",
            )


def _asks(source: Source, asked: set[str]) -> Iterator[Problem]:
    for mention in source.asks:
        name = mention.path[0]
        if name not in (*KNOWN, ALL):
            question = suggest(name, KNOWN)
            allowed = f"allowed: {', '.join(KNOWN)}"
            mend = f"{question}; {allowed}" if question else allowed
            yield _problem(source, mention.line, f"the input has no {name!r}", mend)
        elif name in (*OF_MODEL, *OF_COLUMN) and asked & set(OF_PROJECT):
            what = f"it asks for input.{name}, of one model, and for the whole project"
            mend = "write two policies: input.models has each model with its parts"
            yield _problem(source, mention.line, what, mend)


def _refused(source: Source) -> Iterator[Problem]:
    for at, token in enumerate(source.tokens):
        if token.kind == "name" and token.text in {path[0] for path in REFUSED}:
            is_field = at > 0 and source.tokens[at - 1].text == "."
            path = path_at(source.tokens, at)[:2]
            if path in REFUSED and not is_field:
                what = f"{'.'.join(path)} {REFUSED[path]}, and a policy may only judge the project"
                yield _problem(source, token.line, what, "decide by the input alone")


def _formats(source: Source) -> Iterator[Problem]:
    """What `sprintf` does not know here: it would leave the text out, or the whole rule."""
    for at, token in enumerate(source.tokens[:-2]):
        form = source.tokens[at + 2]
        if token.text == "sprintf" and source.tokens[at + 1].text == "(" and form.kind == "text":
            for found in _VERB.finditer(form.value.replace("%%", "")):
                if found[1] not in _VERBS:
                    what = f"sprintf does not know {found[0]} here"
                    yield _problem(source, form.line, what, "write %v")


def _missing(source: Source, packages: Mapping[Package, Sequence[Source]]) -> Iterator[Problem]:
    for mention in source.uses:
        if not any(_is_below(mention.path, package) for package in packages):
            what = f"no package of the policies holds data.{'.'.join(mention.path)}"
            known = sorted(".".join(package) for package in packages)
            yield _problem(source, mention.line, what, f"there are: {', '.join(known)}")


def _is_below(path: tuple[str, ...], package: Package) -> bool:
    """Whether a path of ``data`` leads into a package, or to a folder of packages."""
    shorter = min(len(path), len(package))
    return path[:shorter] == package[:shorter]


def _problem(source: Source, line: int, what: str, mend: str) -> Problem:
    return Problem(Place(source.file.path, line), what, mend)
