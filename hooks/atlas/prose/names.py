"""What `[[…]]` can name: a record of the registry, by its id alone or as `kind:id`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..loading.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.registry import Registry

KINDS = {
    "model": "models", "component": "components", "license": "licenses", "family": "families", "term": "terms",
}  # fmt: skip
"""Kinds that can be named, with their field of the Registry."""
NOUNS = {"model": "model", "component": "shared part", "license": "licence", "family": "family", "term": "term"}
BARE = ("model", "component", "license")
"""Kinds whose ids need no word before them: no two of their records share an id."""


class Subject(NamedTuple):
    """A record that an article names."""

    kind: str
    record: Any


class UnknownName(Exception):
    """Nothing has this name. Its text says so."""


def subject_of(name: str, registry: Registry) -> Subject:
    """The record behind `sdxl-base-1.0`, `family:sdxl`, `term:vae`. Raises UnknownName."""
    kind, colon, id_ = name.partition(":")
    if colon and kind in KINDS:
        known = _records(kind, registry)
        if id_ not in known:
            raise UnknownName(f"no {NOUNS[kind]} {id_!r} in the registry{did_you_mean(id_, known)}")
        return Subject(kind, known[id_])
    if colon:
        raise UnknownName(f"no kind of record is called {kind!r}{did_you_mean(kind, KINDS)}")
    for kind in BARE:
        if name in (known := _records(kind, registry)):
            return Subject(kind, known[name])
    raise UnknownName(f"no model {name!r} in the registry{_nearest(name, registry)}")


def _records(kind: str, registry: Registry) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(registry, KINDS[kind])
    return found


def _nearest(name: str, registry: Registry) -> str:
    """What may have been meant: the same id of a kind that must be named, or a bare id like it."""
    for kind in ("family", "term"):
        if name in _records(kind, registry):
            return f" (did you mean '{kind}:{name}'?)"
    return did_you_mean(name, [id_ for kind in BARE for id_ in _records(kind, registry)])
