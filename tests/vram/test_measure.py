"""One cell of `measure`, on a CPU that stands for the card: every precision and mode is put in place and runs."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch
from accelerate import cpu_offload
from atlas.domain.memory import CELLS, GIB
from diffusers import DiffusionPipeline
from test_pipelines import RUNS, TOKENS

from benchmarks.vram.cut import cut
from benchmarks.vram.measure import card, child, modes, precision
from benchmarks.vram.measure.cells import KINDS, Kind
from benchmarks.vram.measure.machine import NEEDED
from benchmarks.vram.measure.requests import Request
from benchmarks.vram.measure.watch import Watch
from benchmarks.vram.networks import load
from benchmarks.vram.weights import whole

pytestmark = pytest.mark.filterwarnings("ignore")  # what libraries say of published configurations


def small(id_, tokens=32):
    """A run that takes seconds."""
    run = RUNS[id_]
    parts, settings = tuple(cut(part) for part in run.parts), {**run.settings, "most_tokens": tokens}
    return replace(run, parts=parts, dtype="float32", width=64, height=64, settings=settings)


SMALL = small("pixart-sigma")


class Cpu:
    """A card with as much memory as the test says."""

    name = "cpu"
    has_streams = False

    def __init__(self, fails_in=None, error=None):
        self.fails_in, self.error, self.waited = fails_in, error, 0

    def reset(self):
        """Nothing is counted."""

    def peaks(self):
        """Nothing is counted."""
        return 1, 2

    def synchronize(self):
        """Fails in the step that the test says."""
        self.waited += 1
        if self.waited == self.fails_in:
            raise self.error

    def settle(self):
        """Nothing is kept."""

    def ran_out(self):
        """There is always enough."""
        return False

    def context(self):
        """A CPU has none."""
        return 3


@pytest.fixture(autouse=True)
def _one_thread():
    """Networks this small are slower with more."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(autouse=True)
def _sequential_on_a_cpu(monkeypatch):
    """accelerate takes "cpu:0", which diffusers makes of "cpu", for another device than the one that weights are on."""

    def enable(pipeline, device):
        for network in pipeline.components.values():
            if isinstance(network, torch.nn.Module):
                cpu_offload(network, torch.device(device))

    monkeypatch.setattr(DiffusionPipeline, "enable_sequential_cpu_offload", enable)


def carry_out(kind, device=None, run=SMALL):
    told = {}
    torch.set_flush_denormal(True)
    child.run_on(device or Cpu(), Request(run, kind, None), told.update)
    return told


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_every_kind_of_run_completes(kind):
    if kind.precision in NEEDED:
        pytest.importorskip(NEEDED[kind.precision], exc_type=ImportError)
    told = carry_out(kind)
    assert told.get("completed"), told["message"]
    assert [stage["stage"] for stage in told["stages"]] == ["text", "denoise", "decode"]
    assert all((stage["allocated"], stage["reserved"]) == (1, 2) for stage in told["stages"])
    assert told["seconds_per_step"] > 0
    assert (told["context"], told["host"] > 0) == (3, True)


@pytest.mark.parametrize("mode", CELLS["native"])
def test_a_modular_pipeline_goes_into_every_mode(mode):
    told = carry_out(Kind("native", mode), run=small("anima-base-1.0"))
    assert told.get("completed"), told["message"]


def test_networks_that_diffusers_cannot_group_are_left_on_the_card():
    told = carry_out(Kind("native", "group"), run=small("hunyuan-dit-1.2", TOKENS))
    assert told.get("completed"), told["message"]


def test_a_decoder_that_is_cast_on_the_way_does_not_come_by_a_stream(monkeypatch):
    by_stream = {}
    networks = {slot: torch.nn.Linear(1, 1, dtype=torch.float16) for slot in ("unet", "vae")}
    networks["vae"].config = SimpleNamespace(force_upcast=True)
    monkeypatch.setattr(
        modes, "apply_group_offloading", lambda network, use_stream, **_: by_stream.update({network: use_stream})
    )
    device = Cpu()
    device.has_streams = True
    modes.place(None, networks, "group", device)
    assert by_stream == {networks["unet"]: True, networks["vae"]: False}


def test_a_card_that_is_too_small_is_told_with_its_stage():
    told = carry_out(Kind("native", "gpu"), Cpu(3, torch.OutOfMemoryError("CUDA out of memory. Tried")))
    assert (told["reason"], told["stage"], told.get("completed")) == ("out-of-memory", "denoise", None)
    assert told["message"] == "OutOfMemoryError: CUDA out of memory. Tried"
    assert [stage["stage"] for stage in told["stages"]] == ["text", "denoise"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (torch.OutOfMemoryError("x"), "out-of-memory"),
        (RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED"), "out-of-memory"),
        (RuntimeError("CUDA error: an illegal memory access"), "error"),
        (MemoryError(), "error"),
        (RuntimeError("GET was unable to find an engine to execute this computation"), "error"),
    ],
)
def test_why_it_ended(error, reason):
    assert child.reason_of(error, ran_out=False) == reason


def test_an_error_after_memory_ran_out_is_out_of_memory():
    device = Cpu(3, RuntimeError("GET was unable to find an engine to execute this computation"))
    device.ran_out = lambda: True
    told = carry_out(Kind("native", "gpu"), device)
    assert (told["reason"], told["stage"]) == ("out-of-memory", "denoise")


@pytest.mark.parametrize("home", [True, False])
def test_weights_take_what_the_estimate_says(home):
    part = SMALL.part("transformer")
    network = precision.make(part, torch.bfloat16, "fp8", precision.Place("cpu", is_home=home))
    assert not any(value.is_meta for value in network.parameters())
    assert precision.size(network) == whole(load(part, torch.bfloat16, "cpu"), "fp8")


def test_what_is_shared_stays_shared():
    layers = torch.nn.ModuleList([torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)])
    layers[1].weight = layers[0].weight
    precision.replace(layers, lambda value: value.to("meta"))
    assert layers[0].weight is layers[1].weight
    assert layers[0].weight.is_meta


class Heard:
    """Stages that only listen."""

    def __init__(self):
        self.said = []

    def enter(self, stage):
        self.said.append(stage)

    def leave(self):
        self.said.append("left")


class Vae(torch.nn.Module):
    """A decoder that asks itself."""

    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Identity()

    def decode(self, value):
        return self.layer(value)

    def encode(self, value):
        return value


def test_calls_are_seen_even_where_a_library_replaces_forward():
    heard, unet, vae = Heard(), torch.nn.Sequential(torch.nn.Identity()), Vae()
    Watch(heard, {"unet": unet, "vae": vae})
    unet(1)
    unet.forward = lambda value: value  # as diffusers does when it removes one of its hooks
    unet[0].forward = lambda value: value
    unet(1)
    unet[0](1)
    vae.encode(1)
    vae.decode(1)
    assert heard.said[::2] == ["denoise"] * 3 + ["input", "decode"]
    assert heard.said[1::2] == ["left"] * 5


def test_a_cap_is_all_that_programs_see(monkeypatch):
    asked = []
    for name, answer in [("init", None), ("mem_get_info", (30 * GIB, 40 * GIB)), ("memory_reserved", 3 * GIB)]:
        monkeypatch.setattr(torch.cuda, name, lambda *_, answer=answer: answer)
    monkeypatch.setattr(torch.cuda, "set_per_process_memory_fraction", asked.append)
    whole = card.Cuda(None)
    assert (torch.cuda.mem_get_info(), asked) == ((30 * GIB, 40 * GIB), [])
    capped = card.Cuda(10 * GIB)
    assert (torch.cuda.mem_get_info("cuda"), asked) == ((7 * GIB, 10 * GIB), [0.25])
    assert whole.context() == capped.context() == 7 * GIB


def test_precisions_and_modes_are_those_of_the_site():
    assert {kind.precision for kind in KINDS} == set(CELLS)
