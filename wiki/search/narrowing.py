"""The facets beside the results: what can be chosen, how many there would be, and the address that chooses it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.core.text import fold
from wiki.entries.kinds import Kinds
from wiki.entries.options import FIELD_OF_ACTION
from wiki.people.queries import departments_by_slug
from wiki.search.facets import Facets, Filters

MOST_VALUES = 12


@dataclass(frozen=True)
class Value:
    """A value of a facet. `url` chooses it, or takes the choice back where it is chosen."""

    value: str
    name: str
    url: str
    chosen: bool
    count: int


@dataclass(frozen=True)
class Facet:
    """One way to narrow the results; `key` names it in the address."""

    key: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Narrowing:
    """All of them, and those chosen."""

    facets: tuple[Facet, ...]
    chosen: tuple[tuple[str, Value], ...]
    """(name of the facet, value)"""


def narrowing(
    session: Session,
    kinds: Kinds,
    facets: Facets,
    total: int,
    filters: Filters,
    language: str,
    url: Callable[[Filters], str],
) -> Narrowing:
    """What the page offers for `total` matches; one query where departments are among it. A facet that would leave all
    of them is left out."""
    labels = _labels(session, kinds, facets, filters, language)
    names = {
        "kind": _("Kind"),
        "status": _("Status"),
        "field": _("Field of action"),
        "department": _("Department"),
        "language": _("With a text in"),
    }
    shown, chosen = [], []
    for key, name in names.items():
        values = _values(key, facets.get(key, {}), filters, labels[key], url)
        if filters.chosen.get(key) or any(each.count != total for each in values):
            shown.append(Facet(key, name, values))
        chosen += [(name, each) for each in values if each.chosen and filters.chosen.get(key)]
    return Narrowing(tuple(shown), tuple(chosen))


def _values(
    key: str, counts: Mapping[str, int], filters: Filters, labels: Mapping[str, str], url: Callable[[Filters], str]
) -> tuple[Value, ...]:
    current = filters.chosen.get(key, "released" if key == "status" else "")
    known = dict(counts)
    if current and current not in known:
        known[current] = 0
    values = []
    for value, count in known.items():
        is_chosen = value == current
        other = "" if is_chosen or (key, value) == ("status", "released") else value
        label = labels.get(value, value)
        values.append(Value(value, label, url(replace(filters, **{key: other})), is_chosen, count))
    ranked = sorted(values, key=lambda each: (-each.count, fold(each.name)))
    # What is chosen stays in its place, so that nothing moves under the pointer; it is there however little it holds.
    return tuple(each for place, each in enumerate(ranked) if place < MOST_VALUES or each.chosen)


def _labels(
    session: Session, kinds: Kinds, facets: Facets, filters: Filters, language: str
) -> dict[str, Mapping[str, str]]:
    slugs = {*facets.get("department", {}), *([filters.department] if filters.department else [])}
    departments = departments_by_slug(session, slugs) if slugs else {}
    return {
        "kind": {kind.name: str(kind.plural) for kind in kinds},
        "status": {
            "released": _("Released"),
            "archived": _("Archived"),
            "all": _("Released and archived"),
        },
        "field": {option.value: str(option.label) for option in FIELD_OF_ACTION.options},
        "department": {slug: found.name(language) for slug, found in departments.items()},
        "language": {"de": _("German"), "en": _("English")},
    }
