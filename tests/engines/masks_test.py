"""Masks on each engine: the same results, two domains that join, and a key that nothing shows."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from dbt_runs import KEY, ROOT, DbtProject, copy_project
from engine import ENGINES, QUICK_JAVA, SPARK, Engine, missing, postgres_port, running

from dbt_treaty_plugin.session_masks import duckdb_session, postgres_session, spark_session
from dbt_treaty_plugin.session_masks.conftest import (
    KEY as VALUES_KEY,
)
from dbt_treaty_plugin.session_masks.conftest import (
    RFC_TEXTS,
    MaskedValue,
    masked_values,
)
from dbt_treaty_plugin.session_masks.key import FILE_VARIABLE, KEY_VARIABLE, pads

pytestmark = pytest.mark.engines

METHODS = ("sha256", "tokenize", "redact")


# --- one session of each engine, as dbt's adapter opens it ----------------------------------------


@dataclass(frozen=True)
class Session:
    """A session with the masks: ``answer`` masks a text, ``rekey`` gives it another key."""

    name: str
    answer: Callable[[str, Any], Any]
    rekey: Callable[[bytes], None]


@contextmanager
def _duckdb(_: Engine) -> Iterator[Session]:
    import duckdb

    class Handle:
        def cursor(self) -> Any:
            return session

    with duckdb.connect() as session:
        duckdb_session.hold(Handle(), KEY.encode())
        yield Session(
            "duckdb",
            lambda mask, text: session.execute(
                f"select dbt_treaty_{mask}(?::varchar)", [text]
            ).fetchall()[0][0],
            lambda key: duckdb_session.hold_key(session, key),
        )


@contextmanager
def _postgres(engine: Engine) -> Iterator[Session]:
    import psycopg2

    def ready(key: bytes) -> Any:
        handle = psycopg2.connect(
            host="127.0.0.1", port=postgres_port(engine), user="treaty", dbname="postgres"
        )
        postgres_session.hold(handle, key)
        return handle

    def answer(mask: str, text: str | None) -> Any:
        cursor = kept["handle"].cursor()
        cursor.execute(f"select pg_temp.dbt_treaty_{mask}(%s::text)", [text])
        return cursor.fetchone()[0]

    def rekey(key: bytes) -> None:
        kept["handle"].close()
        kept["handle"] = ready(key)

    kept = {"handle": ready(KEY.encode())}
    yield Session("postgres", answer, rekey)
    kept["handle"].close()


@contextmanager
def _spark(_: Engine) -> Iterator[Session]:
    from dbt.adapters.spark.session import Connection, SessionConnectionWrapper

    handle = SessionConnectionWrapper(Connection())
    spark_session.hold(handle, KEY.encode())
    from pyspark.sql import SparkSession

    session = SparkSession.builder.getOrCreate()

    def answer(mask: str, text: str | None) -> Any:
        query = f"select dbt_treaty_{mask}(cast(:text as string))"
        return session.sql(query, args={"text": text}).collect()[0][0]

    yield Session("spark", answer, lambda key: spark_session.hold(handle, key))


_SESSIONS: dict[str, Callable[[Engine], Any]] = {
    "duckdb": _duckdb,
    "postgres": _postgres,
    "spark": _spark,
}


@pytest.fixture(scope="module")
def session(engine: Engine) -> Iterator[Session]:
    with _SESSIONS[engine.name](engine) as opened:
        yield opened


def test_every_value_is_masked_alike_on_every_engine(session: Session) -> None:
    assert VALUES_KEY == KEY
    wrong = [
        (value.title, mask, made)
        for value in masked_values()
        for mask in METHODS
        if (made := session.answer(mask, value.text)) != getattr(value, mask)
    ]
    assert wrong == []


def test_null_stays_null(session: Session) -> None:
    assert [session.answer(mask, None) for mask in METHODS] == [None, None, None]


def test_the_rfcs_vectors(session: Session) -> None:
    try:
        for key, data, expected in RFC_TEXTS.values():
            session.rekey(key)
            made = session.answer("sha256", data.decode())
            assert made[: len(expected)] == expected
    finally:
        session.rekey(KEY.encode())
    value: MaskedValue = masked_values()[0]
    assert session.answer("sha256", value.text) == value.sha256


# --- a project of two domains, built with everything logged ---------------------------------------

FILES = {
    "dbt_treaty.yml": "layout: ['models/{domain}/{tier}/**', 'seeds/{domain}/{tier}/**']\n"
    "policies: {tier-boundary: {severity: 'off'}}\n",  # a join without the contracts it takes
    "seeds/shop/raw/buyers.csv": "id,email\n1,jane@example.com\n2,joe@example.com\n3,\n",
    "seeds/club/raw/members.csv": "nr,email\n7,joe@example.com\n8,ann@example.com\n",
    "models/shop/derived/buyers_masked.sql": (
        "select id, {{ dbt_treaty.mask('email', 'tokenize') }} as email,\n"
        "  {{ dbt_treaty.mask('email', 'sha256') }} as email_hash,\n"
        "  {{ dbt_treaty.mask('email', 'redact') }} as email_shape,\n"
        "  {{ dbt_treaty.mask('id', 'sha256') }} as id_hash,\n"
        "  {{ dbt_treaty.mask('cast(1.50 as decimal(9, 2))', 'sha256') }} as amount,\n"
        "  {{ dbt_treaty.mask('(id = 1)', 'sha256') }} as truth,\n"
        "  {{ dbt_treaty.mask(\"cast('2027-03-31' as date)\", 'sha256') }} as day\n"
        # A seed's empty value is the text `None` on dbt-spark's session.
        "from (select id, case when id < 3 then email end as email from {{ ref('buyers') }}) as b\n"
    ),
    "models/club/derived/members_masked.sql": (
        "select nr, email from {{ ref('members_token') }} group by nr, email\n"
    ),
    "models/club/derived/members_token.sql": (
        "{{ config(materialized='ephemeral') }}\n"
        "select nr, {{ dbt_treaty.mask('email', 'tokenize') }} as email from {{ ref('members') }}\n"
    ),
    "models/shop/derived/both.sql": (
        "select id, nr from {{ ref('buyers_masked') }} as b\n"
        "join {{ ref('members_masked') }} as m on b.email = m.email\n"
    ),
    "tests/masked_in_a_test.sql": (
        "select id from {{ ref('buyers_masked') }} where id = 1 and email <> "
        "{{ dbt_treaty.mask(\"'jane@example.com'\", 'tokenize') }}\n"
    ),
    "macros/told.sql": (
        "{% macro told(and_made=true) %}{% if execute %}{% set rows = run_query('select ' ~ "
        "dbt_treaty.mask(\"'jane@example.com'\", 'redact') ~ ' as a, ' ~ "
        "dbt_treaty.mask(\"'jane@example.com'\", 'tokenize') ~ ' as b') %}"
        "{{ log('told ' ~ rows.rows[0][0] ~ ' ' ~ rows.rows[0][1], info=true) }}"
        "{% if and_made %}{% set made = [] %}{% for row in run_query('select b.*, pair.nr from ' ~ "
        "ref('buyers_masked') ~ ' as b left join ' ~ ref('both') ~ "
        "' as pair on pair.id = b.id order by b.id') %}"
        "{% do made.append(row.values() | map('string') | list) %}{% endfor %}"
        "{{ log('made ' ~ tojson(made), info=true) }}{% endif %}"
        "{% endif %}{% endmacro %}\n"
    ),
}
DEBUG = ("--debug", "--log-level-file", "debug", "--log-cache-events")
LOG_EVERYTHING = (
    "log_statement = 'all'",
    "log_min_duration_statement = 0",
    "log_min_error_statement = 'debug5'",
    "log_min_messages = 'debug5'",
    "log_error_verbosity = 'verbose'",
    "log_parameter_max_length = -1",
    "log_parameter_max_length_on_error = -1",
    "debug_print_parse = on",
    "debug_print_rewritten = on",
    "debug_print_plan = on",
    "session_preload_libraries = 'auto_explain'",
    "auto_explain.log_min_duration = 0",
    "auto_explain.log_verbose = on",
    "auto_explain.log_nested_statements = on",
)


@dataclass(frozen=True)
class Shop:
    """The built project, all that was printed, and where the engine itself writes."""

    engine: Engine
    project: DbtProject
    said: list[str]
    folders: list[Path]


@contextmanager
def _of_its_own(name: str) -> Iterator[Engine]:
    """An engine that nothing else runs on: its logs are searched for the key, whole."""
    if name == "spark":
        yield Engine("spark", SPARK)  # each dbt has its own, which keeps its tables in the project
    else:
        with running(name) as engine:
            yield engine


@pytest.fixture(scope="module", params=ENGINES)
def shop(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Shop]:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    folder: Path = tmp_path_factory.mktemp(request.param)
    with _of_its_own(request.param) as ready:
        engine, folders = _all_logged(ready, folder)
        project = copy_project("small", folder / "shop", _files(engine))
        (project.root / "dbt_packages").mkdir()
        (project.root / "dbt_packages" / "dbt_treaty").symlink_to(ROOT)
        said = [project.dbt(*DEBUG, "build").must_pass().output]
        said.append(project.dbt(*DEBUG, "run-operation", "told").must_pass().output)
        yield Shop(engine, project, said, [folder, *folders])


def _files(engine: Engine) -> dict[str, str]:
    text = "string" if engine.name == "spark" else "text"
    columns = f"+column_types: {{email: {text}}}"
    return {
        **FILES,
        "profiles.yml": engine.profile(),
        "dbt_project.yml": "name: small\nprofile: small\nversion: '1.0.0'\n"
        "flags: {send_anonymous_usage_stats: false}\nmodels: {+materialized: table}\n"
        f"seeds: {{{columns}}}\n",
    }


def _all_logged(engine: Engine, folder: Path) -> tuple[Engine, list[Path]]:
    """The engine with all its own logs on, and the folders it writes to beside the project's."""
    if engine.name == "postgres":
        return engine, [_log_of_postgres(engine)]
    if engine.name == "spark":
        log = folder / "events"
        log.mkdir()
        settings = (
            "server_side_parameters: {'spark.eventLog.enabled': 'true', "
            "'spark.eventLog.compress': 'false', "  # compressed it would hide what is searched for
            f"'spark.eventLog.dir': 'file://{log}', 'spark.ui.enabled': 'false', "
            f"'spark.driver.extraJavaOptions': '{QUICK_JAVA}'}}"
        )
        return replace(
            engine, output=engine.output.replace("threads: 1", f"threads: 2, {settings}")
        ), []
    return engine, []


def _log_of_postgres(engine: Engine) -> Path:
    import psycopg2

    port = postgres_port(engine)
    session = psycopg2.connect(host="127.0.0.1", port=port, user="treaty", dbname="postgres")
    session.autocommit = True
    cursor = session.cursor()
    cursor.execute("load 'auto_explain'")  # which makes its settings known
    for setting in LOG_EVERYTHING:
        cursor.execute(f"alter system set {setting}")
    cursor.execute("select pg_reload_conf(), current_setting('data_directory')")
    folder = Path(cursor.fetchone()[1]).parent
    session.close()
    return folder


def traces() -> dict[str, bytes]:
    """All that tells the key, or masks as well as it does, whole or in its first part."""
    found = {"base64": base64.b64encode(KEY.encode())[:20]}
    inner, outer = pads(KEY.encode())
    for name, block in {"key": KEY.encode(), "inner": inner, "outer": outer}.items():
        found[name] = block[:24]
        found[f"{name} in hex"] = block.hex().encode()[:32]
        found[f"{name} in capital hex"] = block.hex().upper().encode()[:32]
        found[f"{name} as base64"] = base64.b64encode(block)[:20]
        found[f"{name} as Spark shows bytes"] = " ".join(f"{b:02X}" for b in block[:9]).encode()
        found[f"{name} as a plan shows bytes"] = ", ".join(map(str, block[:9])).encode()
        found[f"{name} as Postgres shows hex in a tree"] = " ".join(
            str(b) for b in block.hex()[:12].encode()
        ).encode()
    return found


def leaks(folders: list[Path], said: list[str]) -> list[str]:
    everything = {"what was printed": "\n".join(said).encode()}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                everything[str(path)] = path.read_bytes()
    return sorted(
        f"{what} in {where}"
        for where, data in everything.items()
        for what, trace in traces().items()
        if trace in data
    )


def digest(text: str) -> str:
    return hmac.new(KEY.encode(), text.encode(), "sha256").hexdigest()


JANE = "tok_" + digest("tokenize:jane@example.com")[:32]
TOLD = f"told j***@e***.com {JANE}"
SHAPE = "j***@e***.com"
OTHERS = [digest("1.50"), digest("true"), digest("2027-03-31")]


def test_what_is_made_and_two_domains_that_join_on_a_token(shop: Shop) -> None:
    made = shop.said[1][shop.said[1].index("made [[") + 5 :]
    (first, second, empty), _ = json.JSONDecoder().raw_decode(made)
    hashes = [digest("jane@example.com"), SHAPE, digest("1"), *OTHERS]
    assert first == ["1", JANE, *hashes, "None"]
    # Of the other domain's members one is a buyer.
    assert (second[0], second[-1]) == ("2", "7")
    assert empty[:4] == ["3", "None", "None", "None"]


def test_a_run_operation_has_the_masks(shop: Shop) -> None:
    assert TOLD in shop.said[1]


def test_no_trace_of_the_key(shop: Shop) -> None:
    """Neither in what dbt leaves, nor in the database, nor in the engine's own logs."""
    shop.project.edit("models/shop/derived/both.sql", "select id", "select 1 / (id - id), nope.id")
    broken = shop.project.dbt(*DEBUG, "build", "--select", "both")
    shop.project.edit("models/shop/derived/both.sql", "select 1 / (id - id), nope.id", "select id")
    assert broken.exit == 1, broken.output
    said = [*shop.said, broken.output]
    assert "dbt_treaty_tokenize(" in said[0], "the SQL that masks was logged"
    logs = [path for folder in shop.folders for path in folder.rglob("*") if path.is_file()]
    if shop.engine.name == "postgres":
        [log] = [path for path in logs if path.name == "log"]
        text = log.read_text(errors="replace")
        assert "copy pg_temp.dbt_treaty_key from stdin" in text
        assert "Query Text" in text, "auto_explain was at work"
    if shop.engine.name == "spark":
        events = [path for path in logs if "events" in path.parts]
        assert any(b"dbt_treaty_tokenize(" in path.read_bytes() for path in events)
    assert leaks(shop.folders, said) == []

    planted = shop.folders[0] / "planted"
    planted.write_bytes(pads(KEY.encode())[1].hex().encode())
    assert leaks(shop.folders, []) == [f"outer in hex in {planted}"], "the search can find"
    planted.unlink()


def test_all_that_stands_against_a_build_is_told_at_once(shop: Shop) -> None:
    """A view that masks in an ephemeral model, and a key in a file that others can read."""
    view, path = "models/shop/derived/buyers_view.sql", shop.folders[0] / "key"
    path.write_text(KEY + "\n")
    path.chmod(0o644)
    env = {KEY_VARIABLE: "", FILE_VARIABLE: str(path)}
    masked = "{{ config(materialized='view') }}\nselect nr, email from {{ ref('members_token') }}\n"
    shop.project.edit(view, "", masked)
    try:
        refused = shop.project.dbt("build", env=env)
        (shop.project.root / view).unlink()
        path.chmod(0o600)
        told = shop.project.dbt("run-operation", "told", "--args", "{and_made: false}", env=env)
    finally:
        path.unlink()
    assert refused.exit == 2, refused.output
    assert "has the mode 0644: others can read or change it" in refused.output
    assert f"{view} (buyers_view, materialized: view)" in refused.output
    assert "members_token.sql" not in refused.output, "the ephemeral model is no view"
    assert TOLD in told.must_pass().output, "with the file's key as with the environment's"
