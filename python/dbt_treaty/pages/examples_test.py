from __future__ import annotations

import pytest

from dbt_treaty.pages.examples import Example, read_examples

PAGE = """\
# a-rule

## Why

```yaml
not: an example
```

## Fails

Words.

```yaml
models: {}
expect: [1]
```

```sql
## Passes
select 1
```

```yaml
models: {a: 1}
```

## Passes

```yaml
sources: {}
```

## Configure

```yaml
policies: {}
```
"""


def test_blocks_under_their_headings() -> None:
    assert read_examples(PAGE) == (
        Example("Fails", 14, "models: {}\nexpect: [1]"),
        Example("Fails", 24, "models: {a: 1}"),
        Example("Passes", 30, "sources: {}"),
    )


@pytest.mark.parametrize("page", ["", "# a-rule\n", "## Fails\n\nWords.\n"])
def test_no_examples(page: str) -> None:
    assert read_examples(page) == ()


def test_a_block_that_does_not_end_is_read_to_the_end() -> None:
    assert read_examples("## Passes\n```yaml\na: 1\n## Fails") == (
        Example("Passes", 3, "a: 1\n## Fails"),
    )


@pytest.mark.parametrize("text", ["[1]", "x", "", "a: [", "a: 1\n---\nb: 2", "!!python/none {}"])
def test_what_is_no_project(text: str) -> None:
    with pytest.raises(ValueError):
        Example("Fails", 1, text).project()
