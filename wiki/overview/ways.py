"""The ways into the library that the home page offers: kinds, phases of a journey, fields of action."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.entries.kinds import Kind, Kinds, View
from wiki.entries.options import FIELD_OF_ACTION, PHASES
from wiki.overview.queries import Way, by_field, by_phase

_ABOUT: dict[str, Any] = {
    "term": _l("What our words mean: one definition, an example, and what not to mix up."),
    "process": _l("How something runs, step by step, and where it gets stuck."),
    "touchpoint": _l("Where customers meet us, by channel and phase."),
    "persona": _l("Whom we work for: what they need and what bothers them."),
    "journey": _l("The way customers go, and what they live through on it."),
    "guideline": _l("What holds for everybody who works with customers."),
    "initiative": _l("What we are changing, and what came of it."),
    "learning_path": _l("What one needs to know for a task, station after station."),
}


@dataclass(frozen=True)
class Library:
    """A kind with a sentence about it and other ways to look at it than its list."""

    kind: Kind
    about: object
    views: Sequence[View]


@dataclass(frozen=True)
class Strip:
    """Ways in side by side, each of them a list of `kind` narrowed by `filter`."""

    kind: Kind
    filter: str
    ways: Sequence[Way]

    def url(self, way: Way) -> str:
        """The list behind `way`."""
        narrowed: dict[str, Any] = {self.filter: way.value}
        return url_for(f"{self.kind.name}.index", **narrowed)


def libraries(kinds: Kinds) -> dict[str, Library]:
    """The kinds by the address of their list, which is how the navigation knows them."""
    return {
        url_for(f"{kind.name}.index"): Library(
            kind, _ABOUT.get(kind.name, ""), [view for view in kind.views if view.endpoint != "index"]
        )
        for kind in kinds
    }


def phases(session: Session, kinds: Kinds) -> Strip | None:
    """The phases of a journey with their touchpoints."""
    if "touchpoint" not in kinds:
        return None
    kind = kinds.get("touchpoint")
    return _strip(kind, PHASES.name, by_phase(session, kind))


def fields(session: Session, kinds: Kinds) -> Strip | None:
    """The fields of action with their terms."""
    if "term" not in kinds:
        return None
    kind = kinds.get("term")
    return _strip(kind, FIELD_OF_ACTION.name, by_field(session, kind))


def _strip(kind: Kind, name: str, found: Sequence[Way]) -> Strip | None:
    return Strip(kind, name, found) if any(way.count for way in found) else None
