-- summary: a column that is called like personal data and carries no PII tag
-- severity: warn
-- message: {column_name} sounds like personal data, and no PII tag reaches it.
-- help: Tag it at its source, or rename it.
select columns.node_unique_id, columns.column_name
from {{ info_schema('node_columns') }} as columns
left join {{ info_schema('tags') }} as tags
    on tags.node_unique_id = columns.node_unique_id
    and tags.column_name = columns.column_name
    and lower(tags.tag) = 'pii'
where regexp_matches(columns.column_name, '(^|_)(email|phone|iban|birthday|surname)(_|$)')
  and tags.tag is null
