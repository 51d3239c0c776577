"""A language model that writes, as memory has it: everything at once.

`generate` calls the network for one token after the other, chooses each by values that nobody knows here, and takes as
long as there are tokens. Its fullest moment is the last token, beside what it keeps of all before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable


def at_once(network: torch.nn.Module) -> Callable[..., torch.Tensor]:
    """Stands for the network's `generate`: one call for the prompt and all that is written, which holds a little more
    than the last token alone. It writes nothing but 1."""

    def generate(input_ids: torch.Tensor, max_new_tokens: int, **_: Any) -> torch.Tensor:
        written = input_ids.new_ones(len(input_ids), max_new_tokens)
        tokens = torch.cat([input_ids, written], dim=1)
        network(input_ids=tokens, use_cache=True, logits_to_keep=1)
        return tokens

    return generate
