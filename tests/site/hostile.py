"""A registry filled with payloads (reference: security.md 1.1 and 1.2), and the same one with harmless words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ACCEPTED = (
    "<script>window.__p=1</script>",
    "</title><script>window.__p=1</script>",
    "</script><script>window.__p=1</script>",
    "<img src=x onerror=window.__p=1>",
    "<svg onload=window.__p=1>",
    '"><script>window.__p=1</script>',
    "' onmouseover='window.__p=1' x='",
    '" onfocus="window.__p=1" autofocus="',
    "<iframe srcdoc='<script>parent.__p=1</script>'>",
    "<style>*{display:none}</style>",
    '<base href="https://evil.example/">',
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "<textarea><div>",
    "<!-- <p>",
    "]]><script>window.__p=1</script>",
    "[x](javascript:window.__p=1)",
    "![x](https://evil.example/p.gif)",
    "[x](data:text/html,<script>1</script>)",
    "[home]: https://evil.example",
    "*x*{: onclick=window.__p=1 style=position:fixed }",
    "{{ config.extra }} {% raw %} {# x #}",
    "{0} {n} {name.__class__} %s %(x)s",
    "--8<-- /etc/passwd",
    "# heading ``` ~~~ | cell | $$x$$",
    "&lt;script&gt;window.__p=1&lt;/script&gt; &#60;b&#62; &amp;",
    '"]; click n0 call window.__p() %%{init: {"securityLevel": "loose"}}%%',
    '"] --> n9[x] ; end subgraph `**md**` fa:fa-ban #60; #quot;',
    "@@TITLE@@ @@CONTENT@@ @@DESCRIPTION@@ <h1>@@CONTENT@@</h1>",
    '"@/models/ data-node="n0" <div class="mermaid">',
    "javascript:window.__p=1",
    "\\u003cscript\\u003e \\x3c \\n ${window.__p=1}",
    "[[alpha-1]] <!-- atlas: lineage family=alpha -->",
)
REFUSED_CHARACTERS = {
    "a bidi override": "model \u202egnp.exe", "a zero-width space": "mod\u200bel", "a soft hyphen": "mod\u00adel",
    "a word joiner": "mod\u2060el", "a line separator": "mod\u2028el", "a mixed word": "St\u0430ble",
    "a decomposed letter": "e\u0301",
}  # fmt: skip
REFUSED_ADDRESSES = (
    "javascript:window.__p=1", "JaVaScRiPt:window.__p=1", "data:text/html,x", "http://example.org/", "//example.org/",
    "https:evil.example", "https://user:pw@example.org/", "https://127.0.0.1/", "https://0x7f.1/", "https://[::1]/",
    "https://localhost/", "https://example.org:8080/", "https://example.org/a b", "https://example.org/\"onclick=x",
    "https://example.org/<script>", "https://EXAMPLE.org/", "https://\u0435xample.org/", "https://example.org/|`",
    "https://example.org/\\x",
)  # fmt: skip
CITED = (
    "released", "parents", "license", "files", "training", "settings", "prompting", "events", "params", "diffusers",
)  # fmt: skip
HARMLESS = tuple(f"word {index}" for index in range(len(ACCEPTED)))


def write(data: Path, words: tuple[str, ...]) -> None:
    """Writes a registry whose every free text is one of `words`: model h<n> is called by the n-th."""
    for name, records in _lists(words).items():
        _put(data / f"{name}.yaml", records)
    part = {"name": words[0], "names": _local(words[0]), "role": "text_encoder", "params": None, "license": "MIT"}
    _put(data / "components/part.yaml", part)
    _put(data / "licenses/MIT.yaml", _license(words))
    for index, word in enumerate(words):
        _put(data / f"models/alpha/h{index}.yaml", _model(index, word))


def _put(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _local(word: str) -> dict[str, str]:
    return dict.fromkeys(("en", "ru", "ja"), word)


def _lists(words: tuple[str, ...]) -> dict[str, Any]:
    families = [
        {"id": "alpha", "name": words[1], "modality": "image", "summary": _local(words[2])},
        {"id": "beta", "name": words[3], "modality": "video", "parent": "alpha", "summary": _local(words[4])},
    ]
    return {
        "families": families,
        "organizations": [{"id": f"o{index}", "name": word, "kind": "person"} for index, word in enumerate(words)],
        "gpus": [
            {"id": "card", "name": words[0], "vendor": "nvidia", "memory_gb": "8", "source": "https://example.org/"}
        ],
        "glossary": [
            {"id": f"t{index}", "name": _local(word), "definition": _local(word)} for index, word in enumerate(words)
        ],
    }


def _license(words: tuple[str, ...]) -> dict[str, Any]:
    right = {"answer": "conditional", "note": _local(words[5])}
    return {
        "name": words[1],
        "rights": dict.fromkeys(("sell_outputs", "run_service", "share_derivatives", "sell_weights"), right),
        "share_alike": "no", "text_read": "true", "attribution_text": words[6], "use_restrictions": _local(words[7]),
        "thresholds": [{"measure": "annual-revenue", "amount": "1", "note": _local(words[8])}],
        "summary": _local(words[0]), "sources": _sources(words[9]), "cite": {"rights": "card"},
    }  # fmt: skip


def _sources(word: str) -> dict[str, Any]:
    return {"card": {"url": "https://example.org/card", "title": word, "accessed": "2026-11-20"}}


def _model(index: int, word: str) -> dict[str, Any]:
    local = _local(word)
    tag = {"tag": word, "threshold": word, "meaning": local}
    parents = [{"id": f"h{index - 1}", "relation": "finetune", "note": local}] if index else []
    return {
        "name": word, "aliases": [f"{word} {index}"], "kind": "finetune" if index else "base", "modality": "image",
        "authors": [f"o{index}"], "released": f"{2000 + index // 12}-{1 + index % 12:02}", "status": "current",
        "parents": parents, "license": "MIT", "access": "open",
        "architecture": {"components": [{"role": "denoiser", "name": word, "params": "1"}], "note": local},
        "links": [{"type": "weights", "url": f"https://example.org/{index}?a=b&c='d'", "label": word}],
        "files": [{"name": word, "role": "checkpoint", "format": "ckpt", "folders": {"comfyui": word}}],
        "training": {
            "stages": [{"name": word, "dataset": local, "optimizer": word, "note": local}],
            "compute": {"gpu": word, "note": local},
            "dataset": {"name": word, "captioning": word, "note": local, "parts": [{"name": word, "count": "1"}]},
        },
        "settings": {"samplers": [word], "schedulers": [word], "note": local},
        "prompting": {
            "prefix": word, "negative": word, "order": [word], "trigger": [word], "note": local,
            "vocabularies": [{"kind": "custom", "scorer": word, "note": local, "tags": [tag]}],
            "example": {"prompt": f"{word}\n{word}", "negative": word},
        },
        "install": {"comfyui": {"steps": [local], "as_of": "2026-01", "source": "card"}},
        "diffusers": {"pipeline": word, "repository": word, "arguments": {"steps": word}},
        "recommended_for": [{"purpose": "general", "text": local, "as_of": "2026-01", "source": "card"}],
        "limitations": [{"text": local, "as_of": "2026-01", "source": "card"}],
        "events": [{"date": "2026", "what": "updated", "note": local}],
        "vram": [{"gb": "8", "means": "minimum", "basis": "vendor", "note": local, "source": "card"}],
        "summary": local, "sources": _sources(word),
        "cite": dict.fromkeys(CITED, "card"),
    }  # fmt: skip
