"""What a model may cost, as the configuration of ``query-pattern`` has it."""

from __future__ import annotations

from collections.abc import Mapping

from dbt_treaty.configuration.model import Configuration, PolicySetting

POLICY = "query-pattern"
NO_BUDGET = 0
BUDGETS = ("seconds", "seconds_per_million_rows", "slot_seconds_per_million_rows", "gigabytes")
_DEFAULT = PolicySetting()


def budgets(configuration: Configuration) -> Mapping[str, int]:
    """Each budget that is set, by its name; one that is no whole number is judged elsewhere."""
    setting = configuration.policies.get(POLICY, _DEFAULT)
    told = {name: setting.options.get(name, NO_BUDGET) for name in BUDGETS}
    return {name: limit for name, limit in told.items() if type(limit) is int and limit > 0}


def has_budget(configuration: Configuration) -> bool:
    """Whether anybody asks what models cost."""
    setting = configuration.policies.get(POLICY, _DEFAULT)
    return bool(budgets(configuration)) and not setting.is_off
