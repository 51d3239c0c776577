"""Masks and lengths in FakeTensorMode keep their values.

A few networks look at a value to decide a shape: how many tokens of a prompt are real. FakeTensorMode has no values,
and gives up there. Whole numbers and truths are small: they are computed beside the fake ones, and are
there when asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch._subclasses.fake_tensor import (
    DataDependentOutputException,
    DynamicOutputShapeException,
    FakeTensor,
    unset_fake_temporarily,
)
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map
from torch.utils.weak import WeakIdKeyDictionary

if TYPE_CHECKING:
    from torch._subclasses.fake_tensor import FakeTensorMode

TOPK = torch.ops.aten.topk.default
INDEX = torch.ops.aten.index.Tensor
FILLED = (torch.ops.aten.zeros.default, torch.ops.aten.ones.default, torch.ops.aten.full.default)
LARGEST = 1 << 22
"""Elements of the largest tensor whose values are kept."""

SMALL = 1 << 12
"""The same where they are fractions."""


class KnownValues(TorchDispatchMode):
    """Follows the values of whole numbers and truths through a run in `fake`."""

    def __init__(self, fake: FakeTensorMode) -> None:
        super().__init__()
        self._fake = fake
        self._values = WeakIdKeyDictionary()

    def fake(self, value: torch.Tensor) -> FakeTensor:
        """A real tensor as a fake one, whose values are known: a mask may be made of fractions."""
        made = self._fake.from_tensor(value, static_shapes=True)
        if made.numel() <= LARGEST:
            with unset_fake_temporarily():
                self._values[made] = value.detach().clone()
        return made

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func is INDEX:
            args = (args[0], [place for chosen in args[1] for place in self._places(chosen)])
        known = all(tensor in self._values for tensor in tree_leaves((args, kwargs)) if isinstance(tensor, FakeTensor))
        try:
            made = func(*args, **kwargs)
        except (DataDependentOutputException, DynamicOutputShapeException):
            if not known:
                raise
            return tree_map(self._from_real, self._compute(func, args, kwargs))
        if func is TOPK and not known:
            self._values[made[1]] = _spread(made[1], args[0].shape[-1])
        results = [value for value in tree_leaves(made) if isinstance(value, FakeTensor)]
        matters = _may_be_mask if func in FILLED or func.is_view else _matters
        if known and results and all(map(matters, results)):
            real = tree_leaves(self._compute(func, args, kwargs))
            self._values.update(zip(results, real, strict=True))
        return made

    def _places(self, chosen: Any) -> list[Any]:
        """A mask in an index, if its values are known, as the numbers of the places that it keeps: how many tokens
        are kept is then known, whatever they hold."""
        if not isinstance(chosen, FakeTensor) or chosen.dtype is not torch.bool or chosen not in self._values:
            return [chosen]
        with unset_fake_temporarily():
            numbers = self._values[chosen].nonzero().unbind(1)
        return [self.fake(value) for value in numbers]

    def _compute(self, func: Any, args: Any, kwargs: Any) -> Any:
        given, named = tree_map(self.real, (args, kwargs))
        with unset_fake_temporarily():
            return func(*given, **named)

    def real(self, value: Any) -> Any:
        """The known values of a fake tensor; anything else as it is. Raises KeyError where they are not known."""
        return self._values[value] if isinstance(value, FakeTensor) else value

    def _from_real(self, value: Any) -> Any:
        return self.fake(value) if isinstance(value, torch.Tensor) else value


class ToNumpy(TorchFunctionMode):
    """A fake tensor whose values are known gives them to NumPy as well."""

    def __init__(self, known: KnownValues) -> None:
        super().__init__()
        self._known = known

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is torch.Tensor.numpy and isinstance(args[0], FakeTensor):
            with unset_fake_temporarily():
                return self._known.real(args[0]).numpy()
        return func(*args, **(kwargs or {}))


def _spread(chosen: torch.Tensor, choices: int) -> torch.Tensor:
    """What a router chooses, when nobody knows its weights: every expert as often as any other."""
    with unset_fake_temporarily():
        return (torch.arange(chosen.numel()) % choices).reshape(chosen.shape)


def _may_be_mask(value: torch.Tensor) -> bool:
    """Of tensors that are filled with one number, and of views: a mask of fractions may become truths."""
    return _matters(value) or value.numel() <= SMALL


def _matters(value: torch.Tensor) -> bool:
    return not value.dtype.is_floating_point and not value.dtype.is_complex and value.numel() <= LARGEST
