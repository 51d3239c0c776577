"""One page of each kind, the richest that the registry has."""

from __future__ import annotations

from sites import Built

MODEL, FAMILY = "pony-diffusion-v6-xl", "pony"
"""A model of the real registry with nearly every section, and the family in which it stands."""
SINGLE = ("home", "timeline", "models", "families", "vram", "licenses", "glossary", "data")


def kinds(built: Built) -> dict[str, str]:
    """The address of a page of each kind, below the language folder; articles where there are some."""
    registry = built.site.registry
    license_ = registry.models[MODEL].license
    assert license_
    found = {kind: "" if kind == "home" else f"{kind}/" for kind in SINGLE}
    found |= {"family": f"families/{FAMILY}/", "model": f"models/{MODEL}/", "license": f"licenses/{license_.lower()}/"}
    articles = sorted(path.parent.name for path in (built.folder / "en/guides").glob("*/index.html"))
    if articles:
        found |= {"guides": "guides/", "article": f"guides/{articles[0]}/"}
    return found
