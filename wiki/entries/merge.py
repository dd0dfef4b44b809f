"""Three-way merge of payloads, field by field, so that two people at once lose nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wiki.entries.fields import Choices, Field, Payload, Prose, References
from wiki.entries.kinds import Kind
from wiki.entries.rows import Rows
from wiki.entries.text_merge import merge_text


@dataclass(frozen=True)
class Clash:
    """A place both sides changed differently. Values have the field's shape; None means empty."""

    path: str
    field: Field
    base: Any
    theirs: Any
    mine: Any


@dataclass
class Merged:
    """The merged payload; where `clashes` is not empty, it holds *their* value at those places."""

    payload: dict[str, Any]
    clashes: list[Clash] = field(default_factory=list)


def merge(kind: Kind, base: Payload, theirs: Payload, mine: Payload) -> Merged:
    """`base` with the changes of both sides."""
    result = Merged({})
    result.payload = _merge_fields(kind.all_fields, base, theirs, mine, "", result.clashes)
    return result


def _merge_fields(
    fields: tuple[Field, ...], base: Payload, theirs: Payload, mine: Payload, prefix: str, clashes: list[Clash]
) -> dict[str, Any]:
    merged = {}
    for each in fields:
        sides = (base.get(each.name), theirs.get(each.name), mine.get(each.name))
        value = _merge_value(each, *sides, f"{prefix}{each.name}", clashes)
        if value is not None and value not in ({}, []):
            merged[each.name] = value
    return merged


def _merge_value(each: Field, base: Any, theirs: Any, mine: Any, path: str, clashes: list[Clash]) -> Any:
    if theirs == mine or mine == base:
        return theirs
    if theirs == base:
        return mine
    if isinstance(each, Rows):
        return _merge_rows(each, base or [], theirs or [], mine or [], path, clashes)
    if getattr(each, "per_language", False):
        return _merge_languages(each, base or {}, theirs or {}, mine or {}, path, clashes)
    if isinstance(each, References | Choices):
        return merge_order(base or [], theirs or [], mine or [])
    if isinstance(each, Prose):
        text = merge_text(base or "", theirs or "", mine or "")
        if text is not None:
            return text or None
    clashes.append(Clash(path, each, base, theirs, mine))
    return theirs


def _merge_languages(
    each: Field, base: Payload, theirs: Payload, mine: Payload, path: str, clashes: list[Clash]
) -> dict[str, str]:
    merged = {}
    for language in sorted({*base, *theirs, *mine}):
        sides = (base.get(language, ""), theirs.get(language, ""), mine.get(language, ""))
        text = merge_text(*sides) if isinstance(each, Prose) else _whole(*sides)
        if text is None:
            clashes.append(Clash(f"{path}-{language}", each, *sides))
            text = sides[1]
        if text:
            merged[language] = text
    if each.required and not merged and theirs and mine:  # each side took out what the other left
        for language in sorted({*theirs, *mine}):
            sides = (base.get(language, ""), theirs.get(language, ""), mine.get(language, ""))
            clashes.append(Clash(f"{path}-{language}", each, *sides))
        return dict(theirs)
    return merged


def _whole(base: str, theirs: str, mine: str) -> str | None:
    if theirs == mine or mine == base:
        return theirs
    return mine if theirs == base else None


def _merge_rows(
    each: Rows, base: list[Any], theirs: list[Any], mine: list[Any], path: str, clashes: list[Clash]
) -> list[dict[str, Any]]:
    sides = [{each.identity_of(row): row for row in rows} for rows in (base, theirs, mine)]
    order = merge_order(*(list(side) for side in sides))
    for identity in _deleted_but_changed(*sides):
        place = f"{path}-{'-'.join(identity)}"
        clashes.append(Clash(place, each, *(side.get(identity) for side in sides)))
        if identity not in order and identity in sides[1]:
            order.append(identity)
    merged = []
    for identity in order:
        old, their, my = (side.get(identity, {}) for side in sides)
        row = _merge_fields(each.fields, old, their, my, f"{path}-{'-'.join(identity)}-", clashes)
        merged.append({"key": identity[0], **row} if each.keyed else row)
    return [row for row in merged if row]


def _deleted_but_changed(base: Mapping[Any, Any], theirs: Mapping[Any, Any], mine: Mapping[Any, Any]) -> list[Any]:
    """Rows that one side deleted and the other changed."""
    return [
        identity
        for identity, row in base.items()
        if (identity not in theirs and mine.get(identity, row) != row)
        or (identity not in mine and theirs.get(identity, row) != row)
    ]


def merge_order(base: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    """Their order with my deletions and additions, each addition behind what it stood behind; when only I changed the
    order of what was there, mine with theirs put in likewise."""
    if [each for each in theirs if each in base] == [each for each in base if each in theirs]:
        theirs, mine = mine, theirs
    gone = [each for each in base if each not in mine]
    merged = [each for each in theirs if each not in gone]
    for index, each in enumerate(mine):
        if each in merged or each in base:
            continue
        before = next((merged.index(other) for other in reversed(mine[:index]) if other in merged), -1)
        merged.insert(before + 1, each)
    return merged
