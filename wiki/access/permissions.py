"""The permissions that roles grant, and the actor who has them."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What a role can allow. The files in `roles/` grant these; conditions stay in the code's rules."""

    ENTRY_PROPOSE = "entry.propose"
    ENTRY_WRITE = "entry.write"
    ENTRY_WRITE_AREA = "entry.write_area"
    """Write what belongs to the own department or one below it."""
    ENTRY_RELEASE = "entry.release"
    ENTRY_RELEASE_BULK = "entry.release_bulk"
    ENTRY_ARCHIVE = "entry.archive"
    ENTRY_DELETE = "entry.delete"
    ENTRY_SLUG = "entry.slug"
    ENTRY_WATCH = "entry.watch"
    COMMENT_WRITE = "comment.write"
    COMMENT_MODERATE = "comment.moderate"
    ATTACHMENT_ADD = "attachment.add"
    DUTY_ASSIGN = "duty.assign"
    """Ask anybody to answer for anything."""
    DUTY_ASSIGN_AREA = "duty.assign_area"
    """The same for what belongs to the own department or one below it."""
    OWNERSHIP_OVERSEE = "ownership.oversee"
    """See the gaps, requests and dashboards of every department."""
    SIGNAL_REPORT = "signal.report"
    SIGNAL_TRIAGE = "signal.triage"
    """Decide what becomes of signals, look for their root causes."""
    INITIATIVE_STEER = "initiative.steer"
    """Write down how any initiative goes, change its team and tasks, close it."""
    TASK_ASSIGN = "task.assign"
    """Give tasks to others, in no initiative, too."""
    LEARNING_OVERSEE = "learning.oversee"
    """Give learning paths to anybody, see how many have finished them; heads may for their own people."""
    READING_REQUIRE = "reading.require"
    """Mark entries as binding: people confirm that they have read them."""
    PERSON_READ = "person.read"
    PERSON_MANAGE = "person.manage"
    PERSON_MANAGE_AREA = "person.manage_area"
    """Deputies, absences, last days and hand-overs of the people of the own department and of those below it."""
    ROLE_ASSIGN = "role.assign"
    DEPARTMENT_MANAGE = "department.manage"
    FUNCTION_MANAGE = "function.manage"
    AUDIT_READ = "audit.read"
    SYSTEM_MANAGE = "system.manage"


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in person, nobody in particular, or the system itself."""

    person_id: int | None
    pseudonym: str | None
    permissions: frozenset[Permission]
    is_system: bool = False
    areas: frozenset[str] = frozenset()
    """Slugs of the departments the person heads and of all below them."""

    @property
    def signed_in(self) -> bool:
        """Whether this is a person."""
        return self.person_id is not None

    def may(self, permission: Permission) -> bool:
        """Whether a role of the actor grants `permission`."""
        return self.is_system or permission in self.permissions


ANYBODY = Actor(None, None, frozenset())
SYSTEM = Actor(None, None, frozenset(Permission), is_system=True)
