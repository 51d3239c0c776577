"""Bytes of weights in each precision and mode, for a network small enough to add up by hand."""

from __future__ import annotations

import pytest
import torch
from diffusers.models.embeddings import HunyuanDiTAttentionPool

from benchmarks.vram.weights import grouped, largest_layer, of, whole


class Network(torch.nn.Module):
    """Two blocks of 64 × 64 and 32 × 64, a normalization, an input layer that diffusers never casts."""

    def __init__(self):
        super().__init__()
        self.patch_embed = torch.nn.Linear(8, 64, bias=False, dtype=torch.bfloat16)
        self.blocks = torch.nn.ModuleList(
            torch.nn.Linear(64, size, bias=True, dtype=torch.bfloat16) for size in (64, 32, 16)
        )
        self.norm_out = torch.nn.LayerNorm(64, dtype=torch.bfloat16)


NATIVE = 2 * (8 * 64 + (64 * 64 + 64) + (64 * 32 + 32) + (64 * 16 + 16) + 128)


@pytest.mark.parametrize(
    ("precision", "size"),
    [
        ("native", NATIVE),
        ("fp8", NATIVE - (64 * 64 + 64) - (64 * 32 + 32) - (64 * 16 + 16)),
        ("int8", NATIVE - 8 * 64 - 64 * (64 + 32 + 16)),
        ("nf4", round(NATIVE - (2 - 0.5 - 4 / 64) * (8 * 64 + 64 * (64 + 32 + 16)))),
    ],
)
def test_all_weights(precision, size):
    assert whole(Network(), precision) == size


def test_two_blocks_at_once_beside_what_is_in_none():
    assert grouped(Network(), "native") == 2 * (8 * 64 + 128 + (64 * 64 + 64) + (64 * 32 + 32))


def test_the_largest_layer():
    assert largest_layer(Network()) == 2 * (64 * 64 + 64)


def test_what_layers_share_counts_once():
    network = Network()
    network.blocks[1].weight = torch.nn.Parameter(network.blocks[0].weight[:32])
    network.head = torch.nn.Linear(8, 64, bias=False)
    network.head.weight = network.patch_embed.weight
    assert whole(network, "native") == NATIVE


@pytest.mark.parametrize(("name", "size"), [("lm_head", 2 * 64 * 64), ("proj", 64 * 64)])
def test_the_output_layer_of_a_language_model_is_not_quantised(name, size):
    network = torch.nn.Module()
    setattr(network, name, torch.nn.Linear(64, 64, bias=False, dtype=torch.bfloat16))
    assert whole(network, "int8") == size


def test_a_network_that_diffusers_does_not_take_apart_has_no_group():
    network = Network()
    assert of(network, "denoiser", ("native", "nf4"))["group"] == {"native": grouped(network, "native")}
    assert of(network, "text_encoder", ("native",))["group"] == {"native": largest_layer(network)}
    network._supports_group_offloading = False
    assert of(network, "denoiser", ("native",))["group"] == {}


def test_a_network_that_reads_weights_of_layers_it_does_not_call_has_no_layer():
    network = Network()
    assert of(network, "denoiser", ("native",))["layer"] == largest_layer(network)
    network.pool = HunyuanDiTAttentionPool(4, 8, 2)
    assert of(network, "denoiser", ("native",))["layer"] is None
