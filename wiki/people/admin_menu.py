"""What the administration's first page leads to. Features add their own lines."""

from collections.abc import Callable
from dataclasses import dataclass, field

from wiki.access.permissions import Actor, Permission

ADMIN_PERMISSIONS = (
    Permission.PERSON_MANAGE,
    Permission.ROLE_ASSIGN,
    Permission.DEPARTMENT_MANAGE,
    Permission.FUNCTION_MANAGE,
    Permission.AUDIT_READ,
    Permission.SYSTEM_MANAGE,
)


@dataclass(frozen=True)
class AdminItem:
    """One card: `label` and `text` are translated, `permissions` any of which shows it."""

    label: str
    text: str
    url: str
    icon: str
    permissions: tuple[Permission, ...]


@dataclass
class AdminMenu:
    """Functions that return cards, called in a request; wired by the people feature before all others."""

    providers: list[Callable[[], list[AdminItem]]] = field(default_factory=list)

    def items(self, actor: Actor) -> list[AdminItem]:
        """The cards that `actor` may open."""
        found = [item for provide in self.providers for item in provide()]
        return [item for item in found if any(actor.may(each) for each in item.permissions)]
