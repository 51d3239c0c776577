"""What a run in FakeTensorMode counts: tensors that are alive, fused attention, values where they are known."""

from __future__ import annotations

import pytest
import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn.functional import scaled_dot_product_attention

from benchmarks.vram.alive import Watch
from benchmarks.vram.fake import Decoded, FusedAttention, Recorder, decodes_in_tiles
from benchmarks.vram.known import KnownValues, ToNumpy
from benchmarks.vram.turns import Turns
from benchmarks.vram.writing import at_once

KIB = 1024


def test_a_tensor_counts_until_it_is_gone():
    with FakeTensorMode(), Watch() as watch:
        first = torch.empty(KIB, dtype=torch.uint8)
        second = torch.empty(2 * KIB, dtype=torch.uint8)
        del first
        third = torch.empty(KIB // 2, dtype=torch.uint8)
        live = watch.live
    assert (live, watch.peak) == (2 * KIB + KIB // 2, 3 * KIB)
    assert (second.numel(), third.numel()) == (2 * KIB, KIB // 2)


def test_a_view_takes_no_memory():
    with FakeTensorMode(), Watch() as watch:
        whole = torch.empty(KIB, dtype=torch.uint8)
        part = whole[: KIB // 2].reshape(2, -1)
    assert (watch.live, part.shape) == (KIB, (2, KIB // 4))


@pytest.mark.parametrize(("shape", "copied"), [((1, 1, 32, 32), 2 * 2 * KIB), ((1, 1, 4, 16, 16), 0)])
def test_a_convolution_over_a_picture_copies_what_it_is_given_and_makes(shape, copied):
    with FakeTensorMode(), Watch() as watch:
        value = torch.empty(shape)
        convolve = torch.conv2d if len(shape) == 4 else torch.conv3d
        convolve(value, torch.empty(1, 1, *[1] * (len(shape) - 2)))
    assert watch.peak == 2 * value.nbytes + 4 + copied


def test_weights_are_left_out():
    with FakeTensorMode() as mode:
        layer = torch.nn.Linear(KIB, KIB)
        with mode, Watch() as watch:
            watch.ignore(layer)
            layer(torch.empty(1, KIB))
    assert watch.peak == 2 * KIB * 4


def test_what_a_network_is_given_counts_once():
    class Vae(torch.nn.Module):
        def decode(self, value):
            return value + 1

    network = Vae()
    recorder = Recorder(FakeTensorMode(allow_non_fake_inputs=True), {"vae": network}, Turns(["vae"]))
    with pytest.raises(Decoded):
        network.decode(torch.zeros(KIB))
    assert recorder.stages() == [{"stage": "decode", "part": "vae", "bytes": 2 * KIB * 4}]


def test_with_model_offload_the_last_encoder_waits_for_the_denoiser():
    turns = Turns(["text_encoder", "text_encoder_2", "transformer", "vae"])
    calls = ("text_encoder", "text_encoder_2", "text_encoder", "text_encoder_2", "vae", "transformer", "vae")
    expected = [set(), set(), {"text_encoder_2"}, set(), {"text_encoder_2"}, {"vae"}, set()]
    assert [turns.call(name) for name in calls] == expected


@pytest.mark.parametrize(
    ("mask", "more"),
    [
        (None, 0),
        (torch.ones(1, 1, 64, 64, dtype=torch.bool), 64 * 64 * 4),
        (torch.ones(1, 1, 64, 61, dtype=torch.bool), 64 * 61 * 4 + 64 * 64 * 4),
        (torch.ones(1, 1, 64, 61), 64 * 64 * 4),
    ],
)
def test_a_mask_becomes_numbers_in_rows_of_whole_eights(mask, more):
    with FakeTensorMode(allow_non_fake_inputs=True), FusedAttention(), Watch() as watch:
        query = torch.empty(1, 2, 64, 16)
        scaled_dot_product_attention(query, query, query, mask)
    assert watch.peak == 2 * query.nbytes + more


def test_attention_makes_no_table_of_all_tokens():
    with FakeTensorMode(), FusedAttention(), Watch() as watch:
        query = torch.empty(1, 2, 4096, 64)
        made = scaled_dot_product_attention(query, query, value=query)
    assert (made.shape, watch.peak) == (query.shape, 2 * query.numel() * 4)


def test_a_mask_keeps_its_values():
    given = torch.tensor([[True, True, False]])
    with FakeTensorMode(allow_non_fake_inputs=True) as mode, KnownValues(mode) as known:
        mask = known.fake(given)
        length = int(mask.sum())
        places = mask.nonzero()
    assert (length, tuple(places.shape)) == (2, (2, 2))


def test_what_a_known_mask_keeps_is_counted():
    given = torch.tensor([[True, True, False], [False, True, False]])
    with FakeTensorMode(allow_non_fake_inputs=True) as mode, KnownValues(mode) as known:
        mask, tokens = known.fake(given), torch.empty(2, 3, 8)
        kept, others = tokens[mask], tokens[0][~mask[0]]
        turned = int(mask[0][mask[0]].sum())
    assert (kept.shape, others.shape, turned) == ((3, 8), (1, 8), 2)


def test_a_view_of_a_mask_of_fractions_keeps_its_values():
    with FakeTensorMode(allow_non_fake_inputs=True) as mode, KnownValues(mode):
        mask = torch.zeros(2)[:, None]
        assert bool((mask == 0).all())


def test_a_decoder_works_in_tiles_if_it_has_any():
    class Sound(torch.nn.Module):
        def enable_tiling(self):
            raise NotImplementedError

    class Vae(torch.nn.Module):
        use_tiling = use_slicing = False

        def enable_tiling(self):
            self.use_tiling = True

        def enable_slicing(self):
            self.use_slicing = True

    network = Vae()
    assert not decodes_in_tiles(Sound())
    assert decodes_in_tiles(network)
    assert (network.use_tiling, network.use_slicing) == (True, True)


def test_all_that_is_written_counts_at_once():
    class Writer(torch.nn.Module):
        def forward(self, input_ids, **_):
            return input_ids + 1

    tokens = torch.zeros(2, 3, dtype=torch.long)
    assert at_once(Writer())(tokens, max_new_tokens=4, do_sample=True).shape == (2, 7)


def test_a_router_without_weights_chooses_all_experts_alike():
    with FakeTensorMode(allow_non_fake_inputs=True) as mode, KnownValues(mode) as known, ToNumpy(known):
        chosen = torch.empty(8, 4).topk(2).indices
        counts = chosen.flatten().bincount(minlength=4).numpy()
    assert list(counts) == [4, 4, 4, 4]
