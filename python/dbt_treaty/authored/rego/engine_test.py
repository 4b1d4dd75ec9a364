import pytest

from dbt_treaty.authored.rego.frames import Fault, Job, Module

pytest.importorskip("regopy")

from dbt_treaty.authored.rego.engine import Engine, EngineError

LENGTH = Module("length", "package p\nlength := count(input.text)")


def test_a_text_that_the_library_would_cut_is_refused() -> None:
    engine = Engine(Job((LENGTH,), "data.p.length", (), 1000, 5))

    assert engine.judge({"text": "abc"}) == b'{"expressions":[3]}'
    for document in ({"text": "a\0c"}, {"text": "abc", "a\0": 1}):
        with pytest.raises(EngineError) as caught:
            engine.judge(document)
        told = "a text of the input holds a NUL character, which ends it there"
        assert caught.value.faults == (Fault(told),)
