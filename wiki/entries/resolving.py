"""An edit conflict settled: at each contradiction their words, mine, or both."""

from collections.abc import Mapping
from typing import Any

from wiki.entries.fields import Field, Payload, Prose
from wiki.entries.kinds import Kind
from wiki.entries.rows import Rows

THEIRS, BOTH = "theirs", "both"
Chosen = Mapping[str, str]
"""Path of a contradiction (`merge.Clash.path`) → THEIRS or BOTH; anything else leaves mine."""


def resolved(kind: Kind, mine: Payload, theirs: Payload, chosen: Chosen) -> dict[str, Any]:
    """My content with theirs at the places where that was chosen."""
    return _fields(kind.all_fields, mine, theirs, chosen, "")


def _fields(fields: tuple[Field, ...], mine: Payload, theirs: Payload, chosen: Chosen, prefix: str) -> dict[str, Any]:
    found = {}
    for each in fields:
        value = _value(each, mine.get(each.name), theirs.get(each.name), chosen, f"{prefix}{each.name}")
        if value not in (None, {}, []):
            found[each.name] = value
    return found


def _value(each: Field, mine: Any, theirs: Any, chosen: Chosen, path: str) -> Any:
    if isinstance(each, Rows):
        return _rows(each, mine or [], theirs or [], chosen, path)
    if getattr(each, "per_language", False):
        mine, theirs = mine or {}, theirs or {}
        texts = {
            language: _taken(each, mine.get(language), theirs.get(language), chosen.get(f"{path}-{language}", ""))
            for language in sorted({*mine, *theirs})
        }
        return {language: text for language, text in texts.items() if text}
    return _taken(each, mine, theirs, chosen.get(path, ""))


def _taken(each: Field, mine: Any, theirs: Any, choice: str) -> Any:
    if choice == THEIRS:
        return theirs
    if choice == BOTH and isinstance(mine, str) and isinstance(theirs, str):
        return ("\n\n" if isinstance(each, Prose) else " / ").join((theirs, mine))
    return mine


def _rows(each: Rows, mine: list[Any], theirs: list[Any], chosen: Chosen, path: str) -> list[dict[str, Any]]:
    other = {each.identity_of(row): row for row in theirs}
    found, seen = [], set()
    for row in mine:
        identity = each.identity_of(row)
        seen.add(identity)
        place = f"{path}-{'-'.join(identity)}"
        if chosen.get(place) == THEIRS:
            if identity in other:
                found.append(other[identity])
            continue
        inner = _fields(each.fields, row, other.get(identity, {}), chosen, f"{place}-")
        found.append({"key": row["key"], **inner} if each.keyed else inner)
    for identity, row in other.items():
        if identity not in seen and chosen.get(f"{path}-{'-'.join(identity)}") == THEIRS:
            found.append(row)
    return found
