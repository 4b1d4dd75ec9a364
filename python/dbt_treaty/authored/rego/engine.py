"""The Rego engine: the only module that imports regopy, in a process of its own.

regopy's own functions copy each value of an input through several layers of Python, which takes
longer than to judge it. So inputs are made through the library's functions themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from regopy import Interpreter, RegoError
from regopy import rego_shared as shared

from dbt_treaty.authored.rego.frames import Fault, Job

_library: Any = shared.rego
_PLACED = re.compile(r"\(error \d+:(\d+)\|(\d+)\|\d+\s*\(errormsg (\d+):")
_UNPLACED = re.compile(r"\(error\s*\(errormsg (\d+):")
_ERROR = b"(error"
_QUOTED_ERROR = b'"(error\\n'
_UNDEFINED = b"undefined"


class EngineError(Exception):
    """What the engine refuses, as faults."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


class Engine:
    """One policy, compiled once.

    Raises:
        EngineError: it can't be compiled.
    """

    def __init__(self, job: Job) -> None:
        self._rego = Interpreter()
        # A built-in function that fails is an error: to take it for "no" would be a silent pass.
        self._rego.strict_built_in_errors = True
        try:
            for module in job.modules:
                self._rego.add_module(module.name, module.text)
            self._bundle = self._rego.build(job.query)
        except RegoError as error:
            raise EngineError(_compile_fault(str(error))) from None
        if not self._bundle.ok():
            raise EngineError(Fault("it can't be compiled"))

    def judge(self, document: Any) -> bytes:
        """What the query comes to for one input, as JSON: ``{"expressions": […]}``.

        Raises:
            EngineError: it can't be judged.
        """
        made = shared.rego_new_input()
        try:
            _put(made, document)
            shared.rego_set_input(self._rego._impl, made)
        finally:
            shared.rego_free_input(made)
        output = shared.rego_bundle_query(self._rego._impl, self._bundle._impl)
        try:
            return _told(output)
        finally:
            shared.rego_free_output(output)


def _put(made: Any, value: Any) -> None:
    """Puts a value of JSON onto the input's stack."""
    if isinstance(value, str):
        _put_text(made, value)
    elif isinstance(value, dict):
        for key, each in value.items():
            _put_text(made, key)
            _put(made, each)
            _library.regoInputObjectItem(made)
        _library.regoInputObject(made, len(value))
    elif isinstance(value, list):
        for each in value:
            _put(made, each)
        _library.regoInputArray(made, len(value))
    elif isinstance(value, bool):
        _library.regoInputBoolean(made, value)
    elif isinstance(value, int):
        _library.regoInputInt(made, value)
    elif isinstance(value, float):
        _library.regoInputFloat(made, value)
    else:
        _library.regoInputNull(made)


def _put_text(made: Any, text: str) -> None:
    # The library takes a C string: it would judge what stands before the NUL and never tell.
    if "\0" in text:
        raise EngineError(Fault("a text of the input holds a NUL character, which ends it there"))
    _library.regoInputString(made, text.encode())


def _told(output: Any) -> bytes:
    if not shared.rego_output_ok(output):
        leaves = [leaf for leaf in _leaves(shared.rego_output_node(output)) if leaf]
        told = ": ".join(leaf for leaf in leaves if not leaf.startswith("eval_"))
        raise EngineError(Fault(told or "the engine failed and does not say why"))
    size = _library.regoOutputJSONSize(output)
    buffer = shared.ctypes.create_string_buffer(size)
    _library.regoOutputJSON(output, buffer, size)
    text: bytes = buffer.value
    # The engine puts some of its errors where a value should be.
    if text.startswith(_ERROR) or _QUOTED_ERROR in text:
        raise EngineError(Fault(_message(text.decode().replace("\\n", "\n"))))
    return b"" if text == _UNDEFINED else text


def _leaves(node: Any) -> Iterator[str]:
    size = shared.rego_node_size(node)
    if not size:
        with suppress(RegoError):
            yield shared.rego_node_value(node)
    for at in range(size):
        yield from _leaves(shared.rego_node_get(node, at))


def _message(text: str) -> str:
    found = _UNPLACED.search(text)
    if found is None:
        return "the engine failed and does not say why"
    told = text[found.end() : found.end() + int(found[1])]
    if told == "Not a term":
        return "a rule speaks with a value that is not defined"
    return told


def _compile_fault(text: str) -> Fault:
    """The first of what the engine says: what follows comes of it."""
    found = _PLACED.search(text)
    if found is None:
        return Fault(_message(text))
    told = text[found.end() : found.end() + int(found[3])]
    return Fault(told, module=found[1], byte=int(found[2]))
