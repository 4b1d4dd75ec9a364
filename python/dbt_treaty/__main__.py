"""``python -m dbt_treaty``: the command line, where no script is on the path."""

from __future__ import annotations

from dbt_treaty.cli import main

if __name__ == "__main__":
    main()
