"""The functions that only compute from their arguments, by any name some warehouse has for them."""

from __future__ import annotations

_NULLS = "coalesce ifnull isnull nvl nvl2 nullif zeroifnull nullifzero if iff iif case decode"
_LOGIC = "equal_null is_distinct_from greatest least xor boolnot booland boolor between choose"
_TYPES = """
    cast try_cast safe_cast convert try_convert to_number try_to_number to_decimal
    try_to_decimal to_double to_boolean try_to_boolean to_char to_varchar to_text to_date
    try_to_date to_timestamp try_to_timestamp to_timestamp_ntz to_timestamp_tz to_time date
    time timestamp datetime parse_date parse_timestamp parse_datetime date_parse strptime
    try_strptime str_to_date str_to_time ts_or_ds_to_date typeof pg_typeof bool int int64
    float64 string double ts_or_ds_to_timestamp
"""
_NUMBERS = """
    abs ceil ceiling floor round trunc truncate sign sqrt cbrt exp ln log log2 log10 pow
    power mod div safe_divide int_div div0 pi degrees radians sin cos tan asin acos atan
    atan2 sinh cosh tanh isnan is_nan isinf is_inf isfinite gcd lcm width_bucket bitwise_and
    bit_count getbit
"""
_TEXTS = """
    length len char_length character_length octet_length bit_length lower lcase upper ucase
    initcap trim btrim ltrim rtrim substring substr mid left right concat concat_ws replace
    translate reverse repeat lpad rpad pad split split_part string_split str_split
    string_to_array split_by_string strpos position str_position instr locate charindex
    contains starts_with startswith ends_with endswith prefix suffix ascii chr char unicode
    ord soundex levenshtein edit_distance editdistance jaccard jaro_similarity
    jarowinkler_similarity format printf to_hex hex unhex to_base64 base64 from_base64
    unbase64 encode strip_accents normalize collate is_ascii overlay similar_to
"""
_PATTERNS = """
    regexp_like regexp_i_like regexp_ilike rlike regexp_matches regexp_match regexp_contains
    regexp_full_match regexp_extract regexp_substr regexp_replace regexp_count regexp_instr
    regexp_position regexp like ilike like_any glob regexp_extract_all regexp_split
"""
_DATES = """
    extract date_part datepart year quarter month week weekofyear day dayofweek day_of_week
    dayofmonth day_of_month dayofyear day_of_year isodow hour minute second millisecond
    microsecond epoch epoch_ms unix_seconds unix_millis date_trunc timestamp_trunc
    datetime_trunc time_trunc date_diff datediff timestampdiff timestamp_diff datetime_diff
    time_diff months_between age date_add dateadd date_sub datesub add_months
    date_from_parts datefromparts make_date make_timestamp make_time last_day
    last_day_of_month next_day dayname monthname strftime time_to_str date_format
    format_date format_timestamp from_unixtime unix_to_time time_to_unix to_unixtime
    unix_timestamp at_time_zone from_utc_timestamp to_utc_timestamp convert_timezone
    timezone interval make_interval to_days to_hours to_minutes to_seconds to_months
    to_years ts_or_ds_add ts_or_ds_diff timestamp_add datetime_add time_add timestamp_sub
    datetime_sub time_sub current_date current_timestamp current_time now getdate today
    localtimestamp current_localtimestamp current_datetime sysdate utc_timestamp
"""
_LISTS = """
    array list struct row array_length array_size cardinality size list_length list_contains
    array_contains array_has list_has array_has_any array_has_all list_has_all list_has_any
    array_position list_position array_min list_min array_max list_max list_sum list_unique
    array_distinct list_distinct array_sort list_sort array_to_string list_aggregate
    element_at array_overlaps arrays_overlap map map_keys map_values map_contains_key
    struct_extract list_filter array_filter filter list_transform array_any array_all
    list_extract array_slice flatten
"""
_JSON = """
    json_extract json_extract_scalar json_extract_string json_extract_path
    json_extract_path_text jsonb_extract jsonb_extract_scalar json_value json_query
    get_json_object get_path json_type json_typeof jsonb_typeof json_valid is_json
    json_array_length jsonb_array_length json_exists json_contains jsonb_contains
    jsonb_exists json_keys object_keys json_object_keys parse_json try_parse_json check_json
    json_array_contains json_path_exists
"""
_DIGESTS = (
    "md5 md5_digest sha sha1 sha2 sha224 sha256 sha384 sha512 hash xxhash64 crc32 farm_fingerprint"
)

SCALAR_FUNCTIONS = frozenset(
    " ".join(
        (_NULLS, _LOGIC, _TYPES, _NUMBERS, _TEXTS, _PATTERNS, _DATES, _LISTS, _JSON, _DIGESTS)
    ).split()
)
