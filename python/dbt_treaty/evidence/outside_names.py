"""What a name in SQL stands for that no resource of the project has: a file, a catalogue, a table.

A name is written as the query has it: quoted or not, with any number of parts; a table function's
is its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

_QUOTES = str.maketrans("", "", "\"`'[]")
_ENDINGS = r"csv|tsv|txt|json|jsonl|ndjson|parquet|orc|avro|xlsx?|arrow|feather|duckdb|sqlite|db"
_FILE = re.compile(rf"\w+://|^@|^file:|[/\\]|\.(?:{_ENDINGS})(?:\.(?:gz|zst|bz2|snappy))?$")
# Spark reads the file whose path stands where a table's name would.
_FORMAT = re.compile(r"(?:parquet|csv|json|orc|avro|text|binaryfile|delta|iceberg|hudi)\.`")
_READERS = frozenset(
    (
        *("azureblobstorage", "cloud_files", "dblink", "deltalake", "external_query", "file"),
        *("gcs", "hdfs", "hudi", "iceberg", "mysql", "mysql_query", "odbc", "jdbc", "mongodb"),
        *(
            "open_query",
            "opendatasource",
            "openquery",
            "openrowset",
            "postgres_query",
            "postgresql",
        ),
        *("remote", "remotesecure", "s3", "s3cluster", "sniff_csv", "st_read", "url", "urlcluster"),
        *("pg_read_file", "pg_read_binary_file", "pg_ls_dir", "glob", "sqlite_query"),
    )
)
_READER = re.compile(r"read_\w+|\w+_scan")
# Schemas in which a warehouse describes itself.
_CATALOGUES = frozenset(
    ("information_schema", "pg_catalog", "account_usage", "organization_usage", "sys", "system")
)
_CATALOGUE = re.compile(
    r"duckdb_\w+|pragma_\w+|pg_(?!read|ls)\w+|sqlite_(?:master|schema)|sv[vl]_\w+|st[vl]_\w+"
    r"|dual|__tables__"
)


def is_file(name: str) -> bool:
    """Whether a name is a path or address, or a function that reads what lies elsewhere."""
    lowered = name.lower()
    function = lowered.rsplit(".", 1)[-1]
    return bool(
        _FORMAT.match(lowered)
        or _FILE.search(lowered.strip("\"'`"))
        or function in _READERS
        or _READER.fullmatch(function)
    )


def is_catalogue(name: str) -> bool:
    """Whether a name is a table or function in which the warehouse describes itself."""
    *above, last = plain(name).split(".")
    return bool(_CATALOGUES.intersection(above)) or (not above and bool(_CATALOGUE.fullmatch(last)))


def is_allowed(name: str, patterns: Iterable[str]) -> bool:
    """Whether a name fits one of some patterns (``*`` stands for anything), whatever its case."""
    spelled = plain(name)
    return any(fnmatchcase(spelled, pattern.lower()) for pattern in patterns)


def plain(name: str) -> str:
    """A name in lower case without its quotes."""
    return name.lower().translate(_QUOTES)
