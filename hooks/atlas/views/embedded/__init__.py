"""What articles show of the registry: the data behind overrides/atlas/embed/, facts/ and picture/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import facts, groups, install, pictures, tags

if TYPE_CHECKING:
    from collections.abc import Mapping

EMBEDDED: Mapping[str, Any] = {
    function.__name__: function
    for function in (
        facts.dtype_of,
        facts.main_file,
        facts.memory_fact,
        facts.parts_of,
        facts.training_steps,
        groups.adapters_of,
        groups.beside,
        groups.by_family,
        groups.inpainters,
        groups.of_kind,
        groups.predicting,
        groups.recommended,
        groups.shared_parts,
        groups.shared_roles,
        groups.teachers,
        install.program_view,
        pictures.arrow,
        pictures.grains,
        pictures.latents_of,
        pictures.mixes,
        pictures.noise_cells,
        pictures.polyline,
        pictures.schedule,
        tags.counted_tags,
        tags.missing_pictures,
        tags.tag_kinds,
        tags.tag_rows,
    )
} | {"float_formats": pictures.FLOAT_FORMATS, "merge": pictures.MERGE}
"""What these templates may ask for by name."""
