"""One page of each kind, the richest that the registry has."""

from __future__ import annotations

from sites import Built

MODEL, FAMILY = "pony-diffusion-v6-xl", "pony"
"""A model of the real registry with nearly every section, and the family in which it stands."""
MARKS = {"article": "<h2", "term": "atlas-term__tip", "picture": "atlas-picture", "wide table": "atlas-tags"}
"""What an article may hold, and how it begins in HTML."""
SINGLE = ("home", "timeline", "models", "families", "vram", "licenses", "parts", "glossary", "data")


def kinds(built: Built) -> dict[str, str]:
    """The address of a page of each kind, below the language folder; articles where there are some."""
    registry = built.site.registry
    license_ = registry.models[MODEL].license
    assert license_
    found = {kind: "" if kind == "home" else f"{kind}/" for kind in SINGLE}
    found |= {"family": f"families/{FAMILY}/", "model": f"models/{MODEL}/", "license": f"licenses/{license_.lower()}/"}
    return found | articles(built)


def articles(built: Built) -> dict[str, str]:
    """The list of articles, one on a family, and the first that shows each of MARKS."""
    pages = sorted(built.folder.glob("en/guides/*/index.html"))
    found = {"guides": "guides/"} if pages else {}
    texts = {f"guides/{page.parent.name}/": page.read_text(encoding="utf-8") for page in pages}
    for kind, mark in MARKS.items():
        holding = [address for address, text in texts.items() if mark in text]
        found |= {kind: holding[0]} if holding else {}
    families = sorted(built.folder.glob("en/articles/*/index.html"))
    return found | ({"family article": f"articles/{families[0].parent.name}/"} if families else {})
