"""Plain values → records. pydantic judges; its findings are put into our words and given a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from .problem import KeyPath, Problem, did_you_mean, dotted
from .read import Marks, Value, YamlFault, read_yaml

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

R = TypeVar("R", bound=BaseModel)


def parse_record(kind: type[R], value: Value, extra: dict[str, str]) -> R:
    """`value` as a record of `kind`; `extra` are the fields that the path gives (id, family).

    Raises pydantic.ValidationError; `explain` turns it into problems.
    """
    if not isinstance(value, dict):
        value = {}
    return kind.model_validate({**value, **extra})


def explain(error: ValidationError, kind: type[BaseModel], path: str, data: bytes, prefix: KeyPath = ()) -> list[Problem]:
    """The faults that pydantic found, as problems at their places in the file `path` with content `data`."""
    marks = marks_of(data)
    found = {}
    for fault in error.errors(include_url=False, include_context=True):
        location = _real_location((*prefix, *fault["loc"]), marks, missing=fault["type"] == "missing")
        problem = problem_at(path, marks, location, _message(fault, kind), key=fault["type"] == "extra_forbidden")
        found.setdefault((problem.line, problem.column, problem.key), problem)
    return list(found.values())


def marks_of(data: bytes) -> Marks:
    """Positions of all keys and values of a file that has been read once already."""
    marks = Marks()
    try:
        read_yaml(data, marks, max_bytes=len(data))
    except YamlFault:
        pass  # the fault itself was reported when the file was read
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
    context: dict[str, Any] = fault.get("ctx") or {}
    match fault["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            name = str(fault["loc"][-1])
            return f"unknown key {name!r}{did_you_mean(name, _fields_at(kind, fault['loc'][:-1]))}"
        case "literal_error":
            expected = str(context["expected"])
            words = [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]
            return f"should be one of {', '.join(words)}{did_you_mean(str(fault.get('input')), words)}"
        case "value_error":
            return str(context["error"])
        case "string_type":
            return "should be text" if fault.get("input") is not None else "is unknown (null), but must be known"
        case "string_pattern_mismatch":
            return f"should look like {_PATTERN_EXAMPLES.get(str(context['pattern']), context['pattern'])}"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "tuple_type" | "list_type":
            return "should be a list: write - before each item, or [a, b]"
        case "model_type" | "dict_type" | "model_attributes_type":
            return "should be a mapping of keys and values"
        case _:
            return fault["msg"][0].lower() + fault["msg"][1:]


_PATTERN_EXAMPLES = {
    r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$": "an id: lower-case letters and digits joined by - or . (flux.1-dev)",
    r"^[1-9]\d{1,4}x[1-9]\d{1,4}$": "a size: 1024x1024",
    r"^[0-9a-f]{64}$": "a SHA-256: 64 hexadecimal digits",
    r"^[a-z0-9][a-z0-9-]*$": "a source key: lower-case letters, digits and -",
}


def _fields_at(kind: type[BaseModel], location: KeyPath) -> list[str]:
    """Names of the fields of the record that stands at `location` inside `kind`."""
    current: Any = kind
    for part in location:
        if isinstance(current, type) and issubclass(current, BaseModel):
            if part not in current.model_fields:
                return []
            current = current.model_fields[str(part)].annotation
        current = _record_inside(current)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [name for name, field in current.model_fields.items() if not field.exclude]
    return []


def _record_inside(annotation: Any) -> Any:
    """`tuple[Parent, ...]`, `Settings | None`, `dict[Program, Recipe]` → the record class in it."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation
    for argument in reversed(get_args(annotation)):
        inside = _record_inside(argument)
        if isinstance(inside, type) and issubclass(inside, BaseModel):
            return inside
    return annotation
