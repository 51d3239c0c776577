"""YAML text → plain values, strictly.

Reads libyaml's events itself, because every ready-made constructor guesses types (`no` → False, `1.10` → 1.1) or can
be made to hang or crash (alias bombs, deep nesting). All scalars stay text; only a bare `null` or `~` becomes None.
Refused: anchors, aliases, tags, duplicate keys, empty values, a second document, and whatever is too large or deep.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import Reader

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same events, nine times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

from .problem import KeyPath

MAX_BYTES = 64 * 1024
MAX_LIST_BYTES = 1024 * 1024  # families, organizations, glossary: many records in one file
MAX_DEPTH = 12
MAX_NODES = 40_000

Position = tuple[int, int]
Value = Any


class YamlFault(Exception):
    """The text is not YAML that this registry accepts. Line and column count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


@dataclass(slots=True)
class Marks:
    """Where each key and each value of a file begins."""

    values: dict[KeyPath, Position] = field(default_factory=dict)
    keys: dict[KeyPath, Position] = field(default_factory=dict)


def read_yaml(data: bytes, marks: Marks | None = None, max_bytes: int = MAX_BYTES) -> Value:
    """The value of one YAML document: dicts, lists, str and None.

    `marks`, when given, is filled with positions (slower; wanted only once something is wrong). Raises YamlFault.
    """
    if len(data) > max_bytes:
        raise YamlFault(f"file is larger than {max_bytes // 1024} KiB; split it", 1, 1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YamlFault("is not UTF-8 text; save the file as UTF-8", line, 1) from None
    builder = _Builder(marks)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlFault(f"is not valid YAML: {error.problem or error.context}", *at) from None
    except yaml.YAMLError:
        raise _unreadable(text) from None
    return builder.document(text)


def _unreadable(text: str) -> YamlFault:
    """The fault of a text that holds a character which YAML forbids, at the place of that character."""
    found = Reader.NON_PRINTABLE.search(text)
    character = f"U+{ord(found[0]):04X}" if found else "a character"
    lines = text[: found.start() if found else 0].split("\n")
    message = f"is not valid YAML: it holds {character}, which YAML forbids; delete it"
    return YamlFault(message, len(lines), len(lines[-1]) + 1)


class _Builder:
    """Builds values out of parser events; the open containers stand on a stack."""

    def __init__(self, marks: Marks | None) -> None:
        self.marks = marks
        self.stack: list[dict[str, Value] | list[Value]] = []
        self.keys: list[str | None] = []  # the key that waits for its value, for each open mapping
        self.path: list[str | int] = []
        self.nodes = 0
        self.documents = 0
        self.result: Value = None

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._refuse_magic(event)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._refuse_magic(event)
            self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
            self.keys.pop()
            if self.stack:
                self._done()
        elif kind is yaml.AliasEvent:
            raise _fault(event, "aliases (*name) are not allowed; write the value out")
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise _fault(event, "a second document (---) is not allowed; use one file for each record")

    def document(self, text: str) -> Value:
        if self.nodes == 0:
            raise YamlFault("file is empty", text.count("\n") + 1, 1)
        return self.result

    def _refuse_magic(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _fault(event, f"file holds more than {MAX_NODES} values; split it")
        if event.anchor is not None:
            raise _fault(event, "anchors (&name) are not allowed; write the value out")
        if event.tag is not None:
            raise _fault(event, f"tags ({event.tag}) are not allowed; write the plain value")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self.stack and isinstance(self.stack[-1], dict) and self.keys[-1] is None:
            self._key(event, self.stack[-1])
            return
        value: str | None = event.value
        if event.style is None or event.style == "":
            if value == "":
                raise _fault(event, "value is missing; write one, or null for unknown")
            if value in ("null", "~"):
                value = None
        self._place(event, value)
        if self.stack:
            self._done()

    def _key(self, event: yaml.ScalarEvent, mapping: dict[str, Value]) -> None:
        key = event.value
        if key == "<<":
            raise _fault(event, "merge keys (<<) are not allowed; write the values out")
        if key in mapping:
            raise _fault(event, f"key {key!r} is written twice in the same mapping; delete one")
        self.keys[-1] = key
        self.path.append(key)
        if self.marks is not None:
            self.marks.keys[tuple(self.path)] = _position(event)

    def _open(self, event: yaml.Event, container: dict[str, Value] | list[Value]) -> None:
        if self.stack and isinstance(self.stack[-1], dict) and self.keys[-1] is None:
            raise _fault(event, "a key must be plain text")
        if len(self.stack) >= MAX_DEPTH:
            raise _fault(event, f"is nested more than {MAX_DEPTH} levels deep")
        self._place(event, container)
        self.stack.append(container)
        self.keys.append(None)

    def _place(self, event: yaml.Event, value: Value) -> None:
        """Puts `value` into the open container and notes where it stands."""
        if not self.stack:
            self.result = value
        elif isinstance(self.stack[-1], dict):
            self.stack[-1][self.keys[-1] or ""] = value
        else:
            self.path.append(len(self.stack[-1]))
            self.stack[-1].append(value)
        if self.marks is not None:
            self.marks.values[tuple(self.path)] = _position(event)

    def _done(self) -> None:
        """The value just placed is complete: the open container waits for its next one."""
        self.path.pop()
        self.keys[-1] = None


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _fault(event: yaml.Event, message: str) -> YamlFault:
    return YamlFault(message, *_position(event))
