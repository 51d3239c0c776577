"""What was counted: exact numbers of parameters, from published configurations (`make count`)."""

from __future__ import annotations

from typing import Literal

from .record import Record
from .scalars import Whole

Verified = Literal["fingerprint", "published-size", "published-config", "conversion-script", "class-defaults"]
"""How we know that the configuration is that of the published weights, the surest first: every name and shape of the
published file is the same; its size is; the configuration was read at its publisher's or in a copy; it stands in the
script that converted the weights; nothing but the defaults of the class is known."""
ROLES = {
    "transformer": "denoiser", "transformer_2": "denoiser", "unconditional_transformer": "denoiser", "unet": "denoiser",
    "prior": "denoiser", "decoder": "decoder", "text_encoder": "text_encoder", "text_encoder_2": "text_encoder",
    "text_encoder_3": "text_encoder", "text_encoder_4": "text_encoder", "vision_language_encoder": "text_encoder",
    "image_encoder": "image_encoder", "vae": "vae", "vqgan": "vae", "audio_vae": "audio_vae", "vocoder": "audio_vae",
    "connectors": "connector", "text_conditioner": "connector",
}  # fmt: skip
"""The role of a network by the name that its pipeline gives it."""


class Count(Record):
    """One network, counted."""

    params: Whole
    """Parameters, those that layers share counted once."""
    buffers: Whole
    """Elements of the tensors that the file of weights holds beside them."""
    verified: Verified


class Counts(Record):
    """Every network that was counted."""

    made_with: dict[str, str] = {}
    """Versions of the libraries that built the networks."""
    components: dict[str, Count] = {}
    """Shared components by id."""
    models: dict[str, dict[str, Count]] = {}
    """The parts of a model that it shares with none, by the name that its pipeline gives them."""
