"""Whether a template can compile to another SQL though nothing that is known of it has changed."""

from __future__ import annotations

import re

# Jinja's ways to the clock, to chance, to the command that runs, and to the whole project.
_CHANGING = re.compile(
    r"\b(?:run_started_at|invocation_id|invocation_args_dict|dbt_metadata_envs|thread_id"
    r"|selected_resources|graph|flags|modules|random|lipsum|env_var)\b"
)
_ENVIRONMENT = re.compile(r"\benv_var\(\s*(['\"])(\w+)\1\s*[,)]")
# Parts of `modules` that answer the same at any time.
_CONSTANT_MODULES = re.compile(r"\bmodules\.(?:re|itertools)\.")


def environment_of(text: str) -> tuple[str, ...] | None:
    """The environment variables a template reads, or None where it may read what changes.

    Words are looked for wherever they stand, in comments and names too: to find one too many costs
    a compilation, and to miss one would be a lie.
    """
    names = tuple(dict.fromkeys(match[2] for match in _ENVIRONMENT.finditer(text)))
    rest = _CONSTANT_MODULES.sub("", _ENVIRONMENT.sub("", text))
    return None if _CHANGING.search(rest) else names
