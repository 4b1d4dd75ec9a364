"""What the system refuses is told as the user's to mend."""

from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.system_errors import telling_system_errors


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TreatyError) as error, telling_system_errors():
        (tmp_path / "none").read_text()
    assert str(error.value).split("\n")[0] == (
        f"{tmp_path / 'none'}: can't be read or written: No such file or directory"
    )


def test_other_errors_are_nobody_elses() -> None:
    with pytest.raises(ZeroDivisionError), telling_system_errors():
        _ = 1 / 0
