"""Where a finding points to: the line of a column, of a reference or of a contract."""

from __future__ import annotations

from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.errors import Place
from dbt_treaty.lineage.model import OutputColumn, TableRead
from dbt_treaty.project.model import Resource
from dbt_treaty.project.source_lines import column_line, reference_line


def resource_place(resource: Resource, line: int = 0) -> Place:
    """The resource's own file; a package's file lies where ``dbt deps`` puts it."""
    return Place(_in_project(resource, resource.path), line)


def column_place(resource: Resource, column: str, output: OutputColumn | None) -> Place:
    """The line of the model that makes the column, else the contract's line that promises it."""
    if output is not None:
        return resource_place(resource, _raw_line(resource, output.line, column))
    if promised_column(resource.contract, column) and resource.contract:
        return contract_place(resource.contract, resource, column)
    return resource_place(resource)


def reference_place(reader: Resource, parent: Resource) -> Place:
    """The line of the ``ref()`` or ``source()`` through which one resource reads another."""
    if parent.kind == "source":
        _, _, source, table = parent.id.split(".", 3)
        return resource_place(reader, reference_line(reader.raw, "source", (source, table)))
    ways = ((parent.package, parent.name), (parent.name,))
    lines = (reference_line(reader.raw, "ref", names) for names in ways)
    return resource_place(reader, next((line for line in lines if line), 0))


def read_place(reader: Resource, read: TableRead) -> Place:
    """The line of the model that names a table past dbt."""
    return resource_place(
        reader, _raw_line(reader, read.line, read.name.split(".")[-1].strip('"`[]'))
    )


def contract_place(
    contract: Contract, resource: Resource | None, column: str | None = None
) -> Place:
    """The contract's file, at the column's line where the contract has that column."""
    promised = promised_column(contract, column) if column else None
    line = promised.line if promised and promised.line else contract.place.line
    path = contract.place.path
    return Place(_in_project(resource, path) if resource else path, line)


def promised_column(contract: Contract | None, column: str) -> ContractColumn | None:
    """A contract's column by its name, upper or lower case alike, as warehouses take it."""
    columns = contract.columns if contract else ()
    return next((c for c in columns if c.name.casefold() == column.casefold()), None)


def _raw_line(resource: Resource, compiled_line: int, word: str) -> int:
    if not compiled_line or resource.compiled is None:
        return 0
    return column_line(resource.raw, resource.compiled, compiled_line, word)


def _in_project(resource: Resource, path: str) -> str:
    return path if resource.in_root or not path else f"dbt_packages/{resource.package}/{path}"
