"""What upper floors know of a department, each a line on its page for who may see it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.people.models import Department


@dataclass(frozen=True)
class Line:
    """A link with what stands there in short."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Act:
    """A button that does something at once: a form of its own with these fields."""

    label: str
    url: str
    icon: str
    fields: tuple[tuple[str, str], ...]
    hint: str


@dataclass
class DepartmentLines:
    """Filled by the features as they are wired; reach it with `wired(session, DepartmentLines)`."""

    providers: list[Callable[[Session, Actor, Department], list[Line]]] = field(default_factory=list)
    buttons: list[Callable[[Session, Actor, Department], list[Act]]] = field(default_factory=list)

    def of(self, session: Session, actor: Actor, department: Department) -> list[Line]:
        """Everything the providers know."""
        return [line for provide in self.providers for line in provide(session, actor, department)]

    def acts(self, session: Session, actor: Actor, department: Department) -> list[Act]:
        """What can be done with the department there."""
        return [act for offer in self.buttons for act in offer(session, actor, department)]
