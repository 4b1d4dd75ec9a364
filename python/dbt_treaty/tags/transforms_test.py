from __future__ import annotations

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.model import ColumnRef, Edge, Relation
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.tags.transforms import Classification, classify

SHIPPED = classify(Configuration())
PARENT = ColumnRef("source.shop.users", "email")


def test_what_is_not_known_passes_and_is_no_mask() -> None:
    assert SHIPPED.passes("somebodys_function")
    assert SHIPPED.mask("somebodys_function") is None


def test_one_function_that_strips_is_enough() -> None:
    assert SHIPPED.strips(Edge(PARENT, "mod", ("lower", "count")))
    assert SHIPPED.strips(Edge(PARENT, "mod", ("count", "concat")))
    assert not SHIPPED.strips(Edge(PARENT, "mod", ("lower", "sha256")))
    assert not SHIPPED.strips(Edge(PARENT, "copy"))


def test_what_is_only_read_never_carries() -> None:
    assert SHIPPED.strips(Edge(PARENT, "scan"))


def test_one_mask_is_enough() -> None:
    assert SHIPPED.masks_value(Edge(PARENT, "mod", ("lower", "dbt_treaty_tokenize", "concat")))
    assert not SHIPPED.masks_value(Edge(PARENT, "mod", ("lower", "md5")))


def test_a_configuration_extends_and_overrules() -> None:
    own = classify(
        Configuration(
            transforms={"sum": "pass", "our_bucket": "strip"},
            masks={"our_vault": "tokenize", "sha256": "none"},
        )
    )

    assert (own.passes("sum"), own.passes("our_bucket"), own.passes("count")) == (
        True,
        False,
        False,
    )
    assert [own.mask(each) for each in ("our_vault", "sha256", "dbt_treaty_redact")] == [
        "tokenize",
        None,
        "redact",
    ]


USERS = Relation("source.shop.users", "db", "raw", "users", {"email": "varchar", "id": "int"})


def classified(expression: str, adapter: str, classification: Classification = SHIPPED) -> str:
    """What happens to the tags of ``email`` in a SELECT of one expression."""
    sql = f"select {expression} as x from users"
    query = analyse(sql, adapter, Relations([USERS]))
    (column,) = query.columns
    assert (query.reason, column.reason) == (None, None), sql
    edges = [edge for edge in column.edges if edge.parent.column == "email"]
    carrying = [edge for edge in edges if not classification.strips(edge)]
    if not carrying:
        return "strip"
    return "mask" if all(map(classification.masks_value, carrying)) else "pass"


STRIPPING = {
    "duckdb": """count(email); count(distinct email); count(*) filter (where email = 'x');
        approx_count_distinct(email); sum(email); avg(email); mean(email); stddev(email);
        stddev_pop(email); var_samp(email); variance(email); corr(email, id); covar_pop(email, id);
        regr_slope(email, id); regr_count(email, id); count_if(email); email is null;
        email is not null; count(email) over (partition by id); row_number() over (order by email);
        rank() over (order by email); ntile(4) over (order by email); kurtosis(email);
        count(distinct email) over (partition by id); grouping(email)""",
    "snowflake": """count_if(email); approx_count_distinct(email); stddev_samp(email);
        regr_r2(email, id); covar_samp(email, id); cume_dist() over (order by email)""",
    "bigquery": "countif(email); approx_count_distinct(email); stddev(email); avg(email)",
    "spark": "count_if(email); approx_count_distinct(email); mean(email); skewness(email)",
    "postgres": "count(email); stddev(email); var_pop(email); regr_avgx(email, id)",
    "redshift": "approximate count(distinct email); stddev_pop(email); avg(email)",
    "databricks": "approx_count_distinct(email); avg(email); count(distinct email); try_sum(email)",
    "trino": "approx_distinct(email); count_if(email); geometric_mean(email)",
    "clickhouse": """uniq(email); uniqExact(email); countIf(email = 'x'); sumIf(email, id = 1);
        avgIf(email, id = 1)""",
    "sqlserver": "count_big(email); stdev(email); avg(email)",
}
PASSING = {
    "duckdb": """max(email); min(email); any_value(email); first(email); last(email); mode(email);
        array_agg(email); list(email); string_agg(email, ','); median(email);
        quantile_cont(email, 0.5); arg_max(email, id); lower(email); trim(email);
        cast(email as text); coalesce(email, ''); email || 'x'; concat(email, 'x'); md5(email);
        sha1(email); hash(email); sum(email) over (partition by id); avg(email) over ();
        lag(email) over (order by id); first_value(email) over (order by id); bool_or(email);
        case when id = 1 then email end; left(email, 3); reverse(email); unknown_udf(email);
        coalesce(sha256(email), email); max(lower(email)); list_transform([email], x -> x);
        histogram(email); email = 'x'; if(id = 1, email, null); my.count(email);
        my.dbt_treaty_tokenize(email); cast(email as text).lower(); map {email: id}""",
    "snowflake": """listagg(email, ','); object_construct('e', email); booland_agg(email);
        iff(id = 1, email, null); nvl(email, ''); hash(email); hash_agg(email); email::text;
        approx_percentile(email, 0.5); max_by(email, id); zeroifnull(email)""",
    "bigquery": """string_agg(email); to_hex(md5(email)); logical_or(email);
        safe_cast(email as int64)""",
    "spark": "collect_list(email); collect_set(email); sha1(email); xxhash64(email); every(email)",
    "postgres": """string_agg(email, ','); bool_and(email); json_agg(email);
        digest(email, 'sha256'); pg_temp.my_mask(email); my.dbt_treaty_tokenize(email);
        shop.pg_temp.dbt_treaty_redact(email); coalesce(pg_temp.dbt_treaty_sha256(email), email)""",
    "trino": "arbitrary(email); checksum(email); approx_percentile(email, 0.5)",
    "clickhouse": "any(email); groupArray(email); quantile(0.5)(email)",
    "mysql": "group_concat(email); sha(email)",
}
MASKING = {
    "duckdb": """sha256(email); sha256(lower(trim(email))); lower(sha256(email));
        dbt_treaty_sha256(email); dbt_treaty_tokenize(email); dbt_treaty_redact(email);
        max(sha256(email)); coalesce(sha256(email), '')""",
    "snowflake": "sha2(email); sha2(email, 256); sha2_hex(email, 512); sha2_binary(email)",
    "bigquery": "to_hex(sha256(email)); sha512(email)",
    "spark": """sha2(email, 256); dbt_treaty_sha256(cast(email as string));
        dbt_treaty_tokenize(cast(email as string)); dbt_treaty_redact(cast(email as string))""",
    "databricks": "sha2(email, 512)",
    "redshift": "sha2(email, 256)",
    "postgres": """encode(sha256(email::bytea), 'hex');
        pg_temp.dbt_treaty_sha256(cast(email as text));
        pg_temp.dbt_treaty_tokenize(cast(lower(email) as text));
        PG_TEMP.DBT_TREATY_REDACT(email)""",
    "trino": "to_hex(sha256(to_utf8(email)))",
    "mysql": "sha2(email, 256)",
    "sqlserver": "hashbytes('SHA2_256', email)",
    "clickhouse": "hex(SHA256(email))",
}


@pytest.mark.parametrize(
    ("effect", "adapter", "expression"),
    [
        (effect, adapter, expression.strip())
        for effect, cases in (("strip", STRIPPING), ("pass", PASSING), ("mask", MASKING))
        for adapter, expressions in cases.items()
        for expression in expressions.split(";")
    ],
)
def test_every_dialects_functions_meet_the_vocabulary(
    effect: str, adapter: str, expression: str
) -> None:
    assert classified(expression, adapter) == effect


def test_a_function_of_a_schema_is_known_by_its_whole_name_alone() -> None:
    own = classify(
        Configuration(
            transforms={"stats.bucket": "strip"},
            masks={"security.token": "tokenize", "token": "tokenize"},
        )
    )

    assert classified("stats.bucket(email)", "snowflake", own) == "strip"
    assert classified("bucket(email)", "snowflake", own) == "pass"
    assert classified("Security.Token(email)", "snowflake", own) == "mask"
    assert classified("elsewhere.token(email)", "snowflake", own) == "pass"
