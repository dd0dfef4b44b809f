"""What the administration's first page leads to. Features add their own cards, with what matters about them now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission

ADMIN_PERMISSIONS = (
    Permission.PERSON_MANAGE,
    Permission.ROLE_ASSIGN,
    Permission.DEPARTMENT_MANAGE,
    Permission.FUNCTION_MANAGE,
    Permission.AUDIT_READ,
    Permission.SYSTEM_MANAGE,
)

PEOPLE, STRUCTURE, CONTENT, OPERATION, PROTECTION = "people", "structure", "content", "operation", "protection"
GROUPS: dict[str, Any] = {
    PEOPLE: _l("People"),
    STRUCTURE: _l("Structure"),
    CONTENT: _l("Content"),
    OPERATION: _l("Operation"),
    PROTECTION: _l("Protection"),
}


@dataclass(frozen=True)
class Fact:
    """Something that matters now, in words; `tone` plain, good, warn or bad; `url` leads to its list."""

    text: str
    tone: str = "plain"
    url: str = ""


@dataclass(frozen=True)
class AdminItem:
    """One card: `label` and `text` are translated, `permissions` any of which shows it."""

    group: str
    label: str
    text: str
    url: str
    icon: str
    permissions: tuple[Permission, ...]
    facts: Callable[[Session], list[Fact]] = lambda _session: []
    """Asked only where the card is shown."""


@dataclass(frozen=True)
class Card:
    """A card with its facts."""

    item: AdminItem
    facts: list[Fact]


@dataclass
class AdminMenu:
    """Functions that return cards, called in a request; wired by the people feature before all others."""

    providers: list[Callable[[], list[AdminItem]]] = field(default_factory=list)

    def groups(self, session: Session, actor: Actor) -> list[tuple[Any, list[Card]]]:
        """(title, cards that `actor` may open) of every group that has any."""
        items = [item for provide in self.providers for item in provide()]
        seen = [item for item in items if any(actor.may(each) for each in item.permissions)]
        cards = {name: [Card(item, item.facts(session)) for item in seen if item.group == name] for name in GROUPS}
        return [(GROUPS[name], found) for name, found in cards.items() if found]
