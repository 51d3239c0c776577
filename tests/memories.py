"""Figures of memory as cases write them: gigabytes (2³⁰ bytes) instead of bytes, and only what matters."""

from __future__ import annotations

from typing import Any

GIB = 2**30
ESTIMATE = {"pipeline": "Pipeline", "width": 512, "height": 512, "frames": None, "batch": 1, "dtype": "float16"}
SHARES = {"native": 1.0, "fp8": 0.5, "int8": 0.5, "nf4": 0.25}
"""Of a network that a case gives as one number. A group of blocks is an eighth of it, a layer a sixteenth."""
LEFT_OUT = {"vae": {"fp8", "int8", "nf4"}, "text_encoder": {"fp8"}}
"""Precisions that a network is not stored in."""
CELL = {
    "mode": "gpu", "precision": "native", "width": 512, "height": 512, "frames": None, "card_gb": None,
    "completed": True, "commit": "0123456", "measured": "2026-11-21",
}  # fmt: skip
MACHINE = {
    "device": "NVIDIA H200", "memory": 141 * GIB, "driver": "580", "torch": "2.13.0", "cuda": "13.0",
    "diffusers": "0.42.1", "transformers": "5.17.0",
}  # fmt: skip


def estimates_of(given: dict[str, Any]) -> dict[str, Any]:
    """`{a: {parts: {unet: 4, vae: 1}, stages: {decode: [vae, 3, 1]}}}`: networks, and for each stage the network at
    work, what it holds beside the weights and, where it can, in tiles; `elsewhere: [{width: 768, stages: …}]` for
    runs at other sizes. `whole: [unet]` names networks that diffusers does not take apart; `beside: {input: [unet]}`
    those that model offload leaves in place."""
    others = {id_: [_elsewhere(run) for run in fields.get("elsewhere", ())] for id_, fields in given.items()}
    return {"models": {id_: _estimate(fields) for id_, fields in given.items()}, "elsewhere": others}


def measured_of(given: list[dict[str, Any]]) -> dict[str, Any]:
    """Cells, each a session of its own: `{card_gb: 12, reserved: 9.5}`; `device` and `memory` stand for its machine."""
    return {"sessions": [_session(dict(fields)) for fields in given]}


def _estimate(fields: dict[str, Any]) -> dict[str, Any]:
    own = {
        key: value for key, value in fields.items() if key not in {"parts", "stages", "elsewhere", "whole", "beside"}
    }
    parts = {name: _weights(name, float(size)) for name, size in fields.get("parts", {}).items()}
    for name in fields.get("whole", ()):
        parts[name] |= {"group": {}, "layer": None}
    return {**ESTIMATE, **own, "parts": parts, "stages": _stages(fields)}


def _elsewhere(fields: dict[str, Any]) -> dict[str, Any]:
    native = {key: ESTIMATE[key] for key in ("width", "height", "frames", "batch")}
    own = {key: value for key, value in fields.items() if key != "beside"}
    return {**native, **own, "stages": _stages(fields)}


def _stages(fields: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"stage": stage, "part": part, "bytes": _bytes(sizes[0]), "tiled": _bytes(sizes[1]) if len(sizes) > 1 else None}
        | {"beside": fields.get("beside", {}).get(stage, [])}
        for stage, (part, *sizes) in fields.get("stages", {}).items()
    ]


def _weights(name: str, size: float) -> dict[str, Any]:
    shares = {precision: share for precision, share in SHARES.items() if precision not in LEFT_OUT.get(name, ())}
    whole = {precision: _bytes(size * share) for precision, share in shares.items()}
    return {"whole": whole, "group": {"native": _bytes(size / 8)}, "layer": _bytes(size / 16)}


def _session(fields: dict[str, Any]) -> dict[str, Any]:
    reserved = fields.pop("reserved", None)
    machine = {key: fields.pop(key) for key in ("device", "memory") if key in fields}
    if "memory" in machine:
        machine["memory"] = _bytes(machine["memory"])
    if reserved is not None:
        stage = {"stage": "decode", "allocated": _bytes(reserved), "reserved": _bytes(reserved), "seconds": 1}
        fields |= {"stages": [stage], "context": _bytes(fields.get("context", 0.5))}
    return {"machine": {**MACHINE, **machine}, "cells": [{**CELL, **fields}]}


def _bytes(gigabytes: Any) -> int:
    return round(float(gigabytes) * GIB)
