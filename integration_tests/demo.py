"""`make demo`: the example mesh is built, then a leak is refused. Works on a copy in .demo/."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRATCH = HERE.parent / ".demo" / "mesh"
DBT = Path(sys.executable).parent / "dbt"

LEAK = "models/marketing/product/campaign_lead_stats.sql"
EDITS = (
    (
        "    cast(campaigns.channel as varchar) as channel,\n",
        "    cast(orders.checkout_email as varchar) as channel,\n",
    ),
    (
        "left join leads on campaigns.campaign_id = leads.campaign_id\n",
        "left join leads on campaigns.campaign_id = leads.campaign_id\n"
        "left join {{ ref('all_orders') }} as orders on orders.country = campaigns.channel\n",
    ),
)


def main() -> int:
    """Run the demo: 0 where the clean mesh builds and the leaking one is refused."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    ignored = shutil.ignore_patterns("target", "logs", "dbt_packages", "*.duckdb", "__pycache__")
    shutil.copytree(HERE / "mesh", SCRATCH, ignore=ignored)
    # The masks' key lives for this demo only; a real one comes from your secret store.
    os.environ.setdefault("DBT_ENV_SECRET_TREATY_KEY", secrets.token_hex(32))

    say("1/4  dbt deps: the package comes into the project")
    passing = dbt("deps") == 0
    say("2/4  dbt run-operation sync_contracts: contracts become enforced properties and tests")
    passing = passing and dbt("run-operation", "sync_contracts") == 0
    say("3/4  dbt build: the whole mesh is judged, then built")
    passing = passing and dbt("build") == 0
    if not passing:
        say("the clean mesh did not build; that is a bug, please report it")
        return 1

    say("4/4  marketing reads orders' private tier and publishes the e-mail typed at checkout")
    leak()
    if dbt("build") == 0:
        say("the leak was built; that is a bug, please report it")
        return 1
    say("refused, as it must be: no model, seed, snapshot or test ran")
    print("     the project is in .demo/mesh", flush=True)
    return 0


def leak() -> None:
    """Edit the copy as a hurried analyst would, and show the edit."""
    file = SCRATCH / LEAK
    text = file.read_text(encoding="utf-8")
    print(f"\n  {LEAK}")
    for old, new in EDITS:
        if text.count(old) != 1:
            sys.exit(f"{LEAK} has changed; mend the demo")
        text = text.replace(old, new)
        for line in new.splitlines():
            if line not in old:
                print(f"  + {line}")
    print(flush=True)
    file.write_text(text, encoding="utf-8")


def dbt(*arguments: str) -> int:
    """Run dbt in the copy, its output shown as it comes; its exit code."""
    return subprocess.run(
        [str(DBT), *arguments],
        cwd=SCRATCH,
        check=False,
        env={
            **os.environ,
            "DO_NOT_TRACK": "1",
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
            "DBT_PROFILES_DIR": str(SCRATCH),
        },
    ).returncode


def say(text: str) -> None:
    """A headline between dbt's own lines."""
    print(f"\n---- {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
