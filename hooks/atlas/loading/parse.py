"""Plain values → records. pydantic judges; its findings are put into our words and given a place."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from ..domain.scalars import ID_PATTERN, LICENSE_ID_PATTERN, SHA256_PATTERN, SIZE_PATTERN, SOURCE_KEY_PATTERN
from .problem import KeyPath, Problem, did_you_mean, dotted
from .read import Marks, Value, YamlFault, read_yaml

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

R = TypeVar("R", bound=BaseModel)


def parse_record(kind: type[R], value: dict[str, Value], extra: dict[str, str]) -> R:
    """`value` as a record of `kind`; `extra` are the fields that the path gives (id, family).

    Raises pydantic.ValidationError; `explain` turns it into problems.
    """
    return kind.model_validate({**value, **extra})


def explain(
    error: ValidationError, kind: type[BaseModel], path: str, data: bytes, prefix: KeyPath = ()
) -> list[Problem]:
    """The faults that pydantic found, as problems at their places in the file `path` with content `data`."""
    marks = marks_of(data)
    found: dict[tuple[int, int, str], Problem] = {}
    for fault in error.errors(include_url=False, include_context=True):
        location = _real_location((*prefix, *fault["loc"]), marks, missing=fault["type"] == "missing")
        problem = problem_at(path, marks, location, _message(fault, kind), key=fault["type"] == "extra_forbidden")
        found.setdefault((problem.line, problem.column, problem.key), problem)
    return list(found.values())


def marks_of(data: bytes) -> Marks:
    """Positions of all keys and values of a file that has been read once already."""
    marks = Marks()
    with suppress(YamlFault):  # the fault itself was reported when the file was read
        read_yaml(data, marks, max_bytes=len(data))
    return marks


def problem_at(path: str, marks: Marks, location: KeyPath, message: str, *, key: bool = False) -> Problem:
    """A problem at the value of `location` (at its key when `key`), or at the nearest thing that exists around it."""
    place = location
    if key and place in marks.keys:
        line, column = marks.keys[place]
    else:
        while place and place not in marks.values:
            place = place[:-1]
        line, column = marks.values.get(place, (1, 1))
    return Problem(path, line, column, dotted(location), message)


def _real_location(location: KeyPath, marks: Marks, *, missing: bool) -> KeyPath:
    """pydantic names the members of a union inside the location; keep only what stands in the file."""
    kept: KeyPath = ()
    for index, part in enumerate(location):
        if (*kept, part) in marks.values or (missing and index == len(location) - 1):
            kept = (*kept, part)
        elif part == "[key]":
            break
    return kept


def _message(fault: ErrorDetails, kind: type[BaseModel]) -> str:
    type_, context = fault["type"], dict[str, Any](fault.get("ctx") or {})
    if type_ == "extra_forbidden":
        name = str(fault["loc"][-1])
        return f"unknown key {name!r}{did_you_mean(name, _fields_at(kind, fault['loc'][:-1]))}"
    if type_ == "literal_error":
        words = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        return f"should be one of {', '.join(words)}{did_you_mean(str(fault.get('input')), words)}"
    if type_ == "string_pattern_mismatch":
        return f"should look like {_PATTERN_EXAMPLES.get(str(context['pattern']), context['pattern'])}"
    if type_ in _NEVER_UNKNOWN and fault.get("input") is None:
        return "is unknown (null), but must be known"
    if type_ in _MESSAGES:
        return _MESSAGES[type_].format(**context)
    return fault["msg"][0].lower() + fault["msg"][1:]


_NEVER_UNKNOWN = frozenset({"string_type", "int_type", "float_type"})
_MESSAGES = {
    "missing": "is missing",
    "value_error": "{error}",
    "string_type": "should be text",
    "int_type": "should be a number",
    "float_type": "should be a number",
    "less_than_equal": "should be at most {le:g}",
    "string_too_short": "is empty; write something, or leave the key out",
    "string_too_long": "is longer than {max_length} characters",
    "tuple_type": "should be a list: write - before each item, or [a, b]",
    "model_type": "should be a mapping of keys and values",
    "dict_type": "should be a mapping of keys and values",
}
_PATTERN_EXAMPLES = {
    ID_PATTERN: "an id: lower-case letters and digits joined by - or . (flux.1-dev)",
    LICENSE_ID_PATTERN: "a licence id: letters, digits, - . and + (CC-BY-4.0, LicenseRef-Pony-V6)",
    SIZE_PATTERN: "a size: 1024x1024",
    SHA256_PATTERN: "a SHA-256: 64 hexadecimal digits",
    SOURCE_KEY_PATTERN: "a source key: lower-case letters, digits and -",
}


def _fields_at(kind: type[BaseModel], location: KeyPath) -> list[str]:
    """Names of the fields of the record that stands at `location` inside `kind`."""
    current: Any = kind
    for part in location:
        if _is_record(current):
            if part not in current.model_fields:
                return []
            current = current.model_fields[str(part)].annotation
        else:  # the index of a list, or a key of a mapping: tuple[Parent, ...], dict[Program, Recipe]
            current = next((inside for inside in reversed(get_args(current)) if inside is not ...), None)
        if type(None) in get_args(current):  # Settings | None
            current = get_args(current)[0]
    return [name for name, field in current.model_fields.items() if not field.exclude] if _is_record(current) else []


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
