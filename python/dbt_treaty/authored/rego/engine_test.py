"""The engine in a process of its own: its library brings an allocator along, for all of one."""

import subprocess
import sys

JUDGE = """
from dbt_treaty.authored.rego.engine import Engine, EngineError
from dbt_treaty.authored.rego.frames import Job, Module
module = Module("m", "package p\\nsize := count(input.text)")
engine = Engine(Job((module,), "data.p.size", (), 99, 5))
for document in ({"text": "abc"}, {"text": "a\\0c"}, {"text": "abc", "a\\0": 1}):
    try:
        print(engine.judge(document).decode())
    except EngineError as error:
        print(*(fault.told for fault in error.faults))
"""
CUT = "a text of the input holds a NUL character, which ends it there"


def test_a_text_that_the_library_would_cut_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-c", JUDGE], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.splitlines() == ['{"expressions":[3]}', CUT, CUT]
