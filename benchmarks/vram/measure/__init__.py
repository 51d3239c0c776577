"""The memory of real runs on a graphics card.

1. `plan` says which cell is next: a model, a mode, a precision, and the whole card or the cap of a smaller one;
2. `processes` carries it out in a process of its own, killed where it takes too long;
3. there `child` builds the networks with untouched weights (`precision`), puts the pipeline in its mode (`modes`), runs
   two steps and the decoding, and reports each stage as it comes and goes (`stages`, `watch`, `card`);
4. `runner` makes a record of what was reported, and `results` keeps it: one file a model, whole after every cell;
5. `fit` holds all of it against the estimates.

PyTorch is imported by `child`, `precision`, `modes` and `card` alone: everything else runs without it.
"""
