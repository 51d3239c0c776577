"""A tokenizer without a vocabulary: as many tokens as the pipeline asks for, each of them 1.

Memory depends on how many tokens there are, not on which. Every pipeline encodes its own prompt through this, so that
padding, templates and hidden states are the pipeline's own, and nothing is taken from a network. Where a pipeline pads
to the longest prompt, the longest that it allows is taken: the figures are upper bounds.
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import BatchEncoding

WORD = "<1>"
MOST = 4096
"""No pipeline takes a longer prompt; some name no end at all."""
GLM_TOKEN = 32
"""Pixels on the side of what GLM-Image writes as one token."""


class Encoding(BatchEncoding):
    """What a tokenizer gives. What only some of them give is there for who asks, and is not passed on with the rest."""

    def __getitem__(self, key: Any) -> Any:
        """Values by name."""
        if key == "position_ids":
            return torch.arange(self.data["input_ids"].shape[1]).expand_as(self.data["input_ids"])
        if key == "length":
            return self.data["attention_mask"].sum(1)
        return super().__getitem__(key)


class FakeTokenizer:
    """Stands for any tokenizer, processor or chat template."""

    bos_token_id = eos_token_id = pad_token_id = unk_token_id = 1
    bos_token = eos_token = pad_token = unk_token = WORD
    padding_side = "right"
    added_tokens_encoder: dict[str, int] = {}
    image_token = WORD

    def __init__(self, length: int, most: int = MOST) -> None:
        """`length`: tokens of a prompt where the pipeline names no length; `most`: tokens of any prompt."""
        self.length = self.model_max_length = length
        self.most = most

    @property
    def tokenizer(self) -> FakeTokenizer:
        """A processor holds its tokenizer."""
        return self

    def __call__(self, text: Any = None, *_: Any, max_length: int | None = None, **named: Any) -> BatchEncoding:
        """Tokens of one prompt or of each of a list."""
        text = named.get("text", text)
        rows = len(text) if isinstance(text, (list, tuple)) else 1
        ids = torch.ones(rows, min(max_length or self.length, self.most), dtype=torch.long)
        found = {"input_ids": ids, "attention_mask": ids.clone()}
        if named.get("return_tensors") is None:
            found = {key: value.tolist() for key, value in found.items()}
            if not isinstance(text, (list, tuple)):
                found = {key: value[0] for key, value in found.items()}
        return Encoding(found)

    def apply_chat_template(self, messages: Any, *, tokenize: bool = True, **named: Any) -> Any:
        """One text for each conversation, or its tokens."""
        many = bool(messages) and isinstance(messages[0], (list, tuple))
        text: Any = ["prompt"] * len(messages) if many else "prompt"
        if not tokenize:
            return text
        found = self(text, **named)
        found.update(_grids(len(messages) if many else 1, **named))
        return found if named.get("return_dict") else found["input_ids"]

    def pad(self, found: Any, *, max_length: int = 0, **_: Any) -> Encoding:
        """Rows of tokens brought to one length; every token counts as real."""
        rows = torch.as_tensor(found["input_ids"])
        longest = max(rows.shape[-1], min(max_length, self.most))
        ids = torch.ones(len(rows), longest, dtype=torch.long)
        return Encoding({"input_ids": ids, "attention_mask": ids.clone()})

    def tokenize(self, *_: Any, **__: Any) -> list[str]:
        """Words of a text."""
        return [WORD]

    def encode(self, text: Any, **named: Any) -> Any:
        """Token ids alone."""
        return self(text, **named)["input_ids"]

    def decode(self, *_: Any, **__: Any) -> str:
        """Any text."""
        return "prompt"

    def batch_decode(self, rows: Any, **_: Any) -> list[str]:
        """Any text for each row."""
        return ["prompt"] * len(rows)

    def convert_tokens_to_ids(self, tokens: Any) -> Any:
        """Every token is 1."""
        return [1] * len(tokens) if isinstance(tokens, (list, tuple)) else 1


def _grids(rows: int, target_h: int = 0, target_w: int = 0, **_: Any) -> dict[str, torch.Tensor]:
    """What GLM-Image's processor adds: the grids of tokens in which each picture is written, whole and small before."""
    if not target_h:
        return {}
    shape = target_h / target_w
    whole = [1, target_h // GLM_TOKEN, target_w // GLM_TOKEN]
    small = [1, int(shape**0.5 * GLM_TOKEN / 2), int(shape**-0.5 * GLM_TOKEN / 2)]
    return {"image_grid_thw": torch.tensor([whole, small] * rows), "images_per_sample": torch.tensor([2] * rows)}
