"""What is in a payload: walking over its texts and references, whatever the kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wiki.core import markdown
from wiki.core.errors import Problem
from wiki.entries.any_entry import ROLE, named_by
from wiki.entries.fields import Field, Payload, Prose
from wiki.entries.kinds import Kind
from wiki.entries.rows import Rows, clean_fields

PEOPLE_KINDS = ("department", "function", ROLE)
"""What fields name and is no entry."""


@dataclass(frozen=True)
class Place:
    """A field's value somewhere in a payload. `path` names it, `step_key` the row of a keyed field it stands in."""

    field: Field
    value: Any
    path: str
    step_key: str = ""


@dataclass(frozen=True)
class LinkTarget:
    """A link out of a payload; `kind` is empty where the text did not say."""

    role: str
    kind: str
    slug: str
    step_key: str = ""


def clean(kind: Kind, raw: Payload) -> tuple[dict[str, Any], list[Problem]]:
    """The canonical payload out of `raw` and everything wrong with it."""
    problems: list[Problem] = []
    payload = clean_fields(kind.all_fields, raw, problems)
    if not problems:
        problems.extend(kind.check(payload))
    return payload, problems


def places(fields: tuple[Field, ...], payload: Payload, prefix: str = "", step_key: str = "") -> Iterator[Place]:
    """Every filled field in `payload`, rows opened, in the order of the fields."""
    for field in fields:
        value = payload.get(field.name)
        if value is None:
            continue
        path = f"{prefix}{field.name}"
        yield Place(field, value, path, step_key)
        if isinstance(field, Rows):
            for index, row in enumerate(value):
                key = str(row["key"]) if field.keyed else step_key
                yield from places(field.fields, row, f"{path}-{key or index}-", key)


def texts(value: Any) -> list[str]:
    """The texts of a textual field's value, one a language."""
    return list(value.values()) if isinstance(value, Mapping) else [value]


def links(kind: Kind, payload: Payload) -> list[LinkTarget]:
    """Every link out of `payload` to other entries, each once: in Markdown and by reference."""
    found: dict[LinkTarget, None] = {}
    for place in places(kind.all_fields, payload):
        for target in _links_at(place):
            found[target] = None
    return list(found)


def _links_at(place: Place) -> Iterator[LinkTarget]:
    field = place.field
    if isinstance(field, Prose) and field.is_markdown:
        for text in texts(place.value):
            for target in markdown.wiki_links(text):
                kind, _, slug = target.rpartition(":")
                yield LinkTarget("text", kind, slug, place.step_key)
    else:
        role = place.path.split("-")[0]
        for kind, slug in named_by(field, place.value):
            if kind not in PEOPLE_KINDS:
                yield LinkTarget(role, kind, slug, place.step_key)


def touched(kind: Kind, payload: Payload, before: Payload, record: Mapping[str, Any], number: int) -> dict[str, Any]:
    """For each text in several languages: language → the revision that last changed it.

    `record` is that of the revision `before` belongs to, `number` the number the new revision will have.
    """
    old = {place.path: place.value for place in places(kind.all_fields, before)}
    result: dict[str, dict[str, int]] = {}
    for place in places(kind.all_fields, payload):
        if not getattr(place.field, "per_language", False):
            continue
        was = old.get(place.path) or {}
        result[place.path] = {
            language: record.get(place.path, {}).get(language, number) if was.get(language) == text else number
            for language, text in place.value.items()
        }
    return result


def stale_languages(record: Mapping[str, Any]) -> dict[str, str]:
    """Texts whose translation is older than its source: path → the language that lags behind."""
    lagging = {}
    for path, by_language in record.items():
        if len(by_language) > 1:
            newest = max(by_language.values())
            for language, number in by_language.items():
                if number < newest:
                    lagging[path] = language
    return lagging
