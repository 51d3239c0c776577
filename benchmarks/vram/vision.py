"""torchvision beside a PyTorch for the CPU.

The torchvision of PyPI is built for CUDA: where CUDA is missing its operators are not found, and importing it fails. No
pipeline here calls one of them, so it is enough that they are declared.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import torch

NAME = re.compile(r'register_(?:fake|meta)\("(?:torchvision::)?(\w+)"')
_library = torch.library.Library("torchvision", "FRAGMENT")  # the declarations live as long as this object


def declare_operators() -> None:
    """Makes `import torchvision` work without CUDA. Call it before diffusers is imported."""
    found = find_spec("torchvision")
    if found is None or found.origin is None or torch.cuda.is_available():
        return
    text = (Path(found.origin).parent / "_meta_registrations.py").read_text(encoding="utf-8")
    for name in sorted(set(NAME.findall(text))):
        _library.define(f"{name}() -> ()")
