"""Rules about values that must agree with each other, and about what may be linked."""

from __future__ import annotations

import re
from functools import cache
from math import prod
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...domain.registry import Registry
    from ..problem import KeyPath

# Content policy (README): no torrents, no leaked weights. Names below these are meant as well (www., sukebei.).
REFUSED_HOSTS = frozenset({"thepiratebay.org", "1337x.to", "rutracker.org", "nyaa.si", "anonfiles.com", "gofile.io"})


def batch_factors_multiply(registry: Registry) -> Iterator[Finding]:
    """Nodes × GPUs × accumulation × images a GPU is the batch size that a stage states."""
    for model in registry.models.values():
        compute = model.training.compute if model.training else None
        sizes = {stage.batch_size for stage in model.training.stages if stage.batch_size} if model.training else set()
        if compute and compute.batch_factors and sizes and prod(compute.batch_factors) not in sizes:
            message = f"multiply to {prod(compute.batch_factors)}, but the batch size is {min(sizes)}"
            yield Finding("models", model.id, ("training", "compute", "batch_factors"), message)


def sizes_fit_the_multiple(registry: Registry) -> Iterator[Finding]:
    """Recommended sizes are multiples of the size multiple."""
    for model in registry.models.values():
        multiple = registry.architecture(model).value.size_multiple
        for index, size in enumerate(model.settings.sizes if model.settings and multiple else ()):
            if any(int(side) % (multiple or 1) for side in size.split("x")):
                message = f"{size} is not a multiple of {multiple} on both sides"
                yield Finding("models", model.id, ("settings", "sizes", index), message)


def links_follow_the_policy(registry: Registry) -> Iterator[Finding]:
    """No address leads to a torrent or to a host that serves leaks."""
    for kind, id_, key, url in _addresses(registry):
        if _is_refused(url):
            yield Finding(kind, id_, key, "leads to a torrent or file host; link the makers' own page")


@cache
def _is_refused(url: str) -> bool:
    parts = urlsplit(url)
    domains = f"{parts.hostname}".split(".")
    named = any(".".join(domains[start:]) in REFUSED_HOSTS for start in range(len(domains)))
    return named or parts.path.endswith(".torrent")


def _addresses(registry: Registry) -> Iterator[tuple[str, str, KeyPath, str]]:
    """Every address that a reader could follow: kind and id of its record, its key, itself."""
    for id_, model in registry.models.items():
        yield from (("models", id_, ("links", i, "url"), link.url) for i, link in enumerate(model.links))
        yield from (("models", id_, ("files", i, "url"), file.url) for i, file in enumerate(model.files) if file.url)
    for id_, component in registry.components.items():
        yield from (("components", id_, ("links", i), url) for i, url in enumerate(component.links))
    for kind in ("models", "components", "licenses"):
        for id_, record in getattr(registry, kind).items():
            yield from ((kind, id_, ("sources", name, "url"), s.url) for name, s in record.sources.items() if s.url)
    for kind in ("licenses", "organizations"):
        yield from ((kind, id_, ("url",), record.url) for id_, record in getattr(registry, kind).items() if record.url)


def successor_is_marked(registry: Registry) -> Iterator[Finding]:
    """A model that something newer replaced is not called current."""
    for model in registry.models.values():
        if model.superseded_by and model.status == "current":
            message = f"is current, but {model.superseded_by!r} supersedes it; write legacy or deprecated"
            yield Finding("models", model.id, ("status",), message)


def parts_are_named_in_each_language(registry: Registry) -> Iterator[Finding]:
    """A shared part whose name holds an English word has a name in the other languages as well."""
    for component in registry.components.values():
        missing = [code for code in ("ru", "ja") if not (component.names and getattr(component.names, code))]
        if missing and re.search(r"(?<![^ (])[a-z]{3,}(?![^ ,)])", component.name):
            message = f"holds English words; write `names` in {' and '.join(missing)} as well"
            yield Finding("components", component.id, ("name",), message)
