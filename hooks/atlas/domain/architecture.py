"""What a model is made of: backbone, parts, sizes. Inherited by whatever is trained from or merged out of it."""

from __future__ import annotations

from typing import Literal

from .record import LocalText, Phrase, Record
from .scalars import Id, Number, Size, Whole

Backbone = Literal[
    "unet", "dit", "mmdit", "single-stream-dit", "mmdit-hybrid", "next-dit", "linear-dit", "moe-dit",
    "cascade-unet", "pixel-unet", "unet3d", "autoregressive", "ar-dit",
]  # fmt: skip
Prediction = Literal["epsilon", "v", "flow", "sample", "next-token"]
Role = Literal[
    "denoiser", "text_encoder", "image_encoder", "vae", "refiner", "decoder", "connector", "safety", "audio_vae",
    "upscaler", "adapter",
]  # fmt: skip
Dtype = Literal["fp32", "fp16", "bf16", "fp8", "int8", "int4", "nf4", "fp4", "nvfp4", "mixed"]


class Part(Record):
    """One network inside the model."""

    role: Role
    """What it does. The parameters of a model are those of its denoisers."""
    ref: Id | None = None
    """A shared part described under data/components/ (a text encoder or VAE that several models use)."""
    name: Phrase | None = None
    """Its name, where `ref` does not give one."""
    params: Whole | None = None
    """Exact number of parameters, counted; null where nobody has counted them."""
    stated_params: Number | None = None
    """Parameters as the makers state them, in billions (2.6 for "2.6B")."""
    active_params: Number | None = None
    """Parameters at work in one step, in billions, for mixtures of experts."""
    count: Whole = 1
    """How many such parts there are (Wan 2.2 A14B has two denoisers)."""
    dtype: Dtype | None = None
    """Precision of the published weights."""


class Architecture(Record):
    """Structure and sizes. Each field is inherited on its own: say what differs from the parent, nothing else."""

    backbone: Backbone | None = None
    """Kind of the denoising network."""
    prediction: Prediction | None = None
    """What the network predicts."""
    zero_terminal_snr: Literal["yes", "no"] | None = None
    """Whether the noise schedule ends in pure noise (ZTSNR)."""
    components: tuple[Part, ...] = ()
    """All parts, denoiser first. Stated anew as a whole if any part differs from the parent's."""
    native_resolution: tuple[Size, ...] | None = None
    """Sizes it was made for, WIDTHxHEIGHT in pixels, the usual one first."""
    training_resolution: tuple[Size, ...] | None = None
    """Sizes used in training, in order, where they differ from the native ones."""
    max_resolution: Size | None = None
    """Largest size that the makers state."""
    size_multiple: Whole | None = None
    """Width and height must be multiples of this many pixels."""
    latent_channels: Whole | None = None
    """Channels of the latent image."""
    frames: Whole | None = None
    """Frames of a native clip (video)."""
    fps: Number | None = None
    """Frames a second of a native clip (video)."""
    note: LocalText | None = None
    """What the fields cannot say, in one or two sentences."""
