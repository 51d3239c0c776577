"""Special words of all models side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from ...domain.usage import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...domain.model import Model
    from ...domain.registry import Registry
    from ...domain.training import Dataset
    from ...domain.usage import Prompting, TagVocabulary


@dataclass(frozen=True, slots=True)
class TagRow:
    """Models that are spoken to alike."""

    models: tuple[Model, ...]
    prompting: Prompting
    """Of the first of them."""
    words: Mapping[str, tuple[str, ...]]
    """The words by kind of list."""


def tag_rows(registry: Registry) -> tuple[TagRow, ...]:
    """Models that publish a list of special words, in order of release; those with the same style, beginning and words
    together."""
    rows: dict[object, list[Model]] = {}
    for model in registry.models.values():
        if model.prompting and model.prompting.vocabularies:
            key = (model.prompting.style, model.prompting.prefix, tuple(_words(model.prompting).items()))
            rows.setdefault(key, []).append(model)
    first = ((models, models[0].prompting) for models in rows.values())
    return tuple(TagRow(tuple(models), prompting, _words(prompting)) for models, prompting in first if prompting)


def tag_kinds(rows: tuple[TagRow, ...]) -> tuple[str, ...]:
    """Kinds of lists that any of the rows has, in the order of the schema."""
    return tuple(kind for kind in get_args(Vocabulary) if any(kind in row.words for row in rows))


def counted_tags(vocabulary: TagVocabulary) -> int | None:
    """Pictures of all tags of a list together; None unless every tag states its number."""
    counts = [tag.count for tag in vocabulary.tags]
    return sum(count or 0 for count in counts) if counts and None not in counts else None


def missing_pictures(dataset: Dataset | None, counted: int | None) -> int:
    """How many pictures fewer were counted than the set is said to hold; 0 where either is unknown."""
    return dataset.images - counted if dataset and dataset.images and counted is not None else 0


def _words(prompting: Prompting) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in prompting.vocabularies:
        found[one.kind] = (*found.get(one.kind, ()), *(tag.tag for tag in one.tags))
    return found
