"""The rules of the registry that need more than one field: one function a rule, its docstring is the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citations, descent, measurements, references, values

if TYPE_CHECKING:
    from .finding import Rule

RULES: tuple[Rule, ...] = (
    references.parents_exist,
    references.records_exist,
    references.components_exist,
    references.successor_is_another_model,
    references.families_form_a_tree,
    references.aliases_are_unique,
    references.bare_ids_differ,
    references.licence_pages_differ,
    descent.no_cycles,
    descent.child_is_not_older,
    descent.merge_has_two_parents,
    descent.kind_fits_parents,
    descent.merge_weights_add_up,
    citations.cited_sources_exist,
    citations.cited_facts_exist,
    citations.every_source_is_used,
    citations.core_facts_are_cited,
    values.batch_factors_multiply,
    values.sizes_fit_the_multiple,
    values.links_follow_the_policy,
    values.successor_is_marked,
    values.parts_are_named_in_each_language,
    measurements.counts_agree,
    measurements.measured_models_exist,
    measurements.estimates_are_at_native_size,
)
