"""What the permissions of an access role allow, in words."""

from typing import Any

from flask_babel import lazy_gettext as _l

from wiki.access.permissions import Permission

PERMISSION_NAMES: dict[Permission, Any] = {
    Permission.ENTRY_PROPOSE: _l("Suggest entries and changes"),
    Permission.ENTRY_WRITE: _l("Create and edit entries"),
    Permission.ENTRY_WRITE_AREA: _l("Edit the entries of one's own area"),
    Permission.ENTRY_RELEASE: _l("Release versions or send them back"),
    Permission.ENTRY_RELEASE_BULK: _l("Release several entries at once"),
    Permission.ENTRY_ARCHIVE: _l("Archive entries"),
    Permission.ENTRY_DELETE: _l("Delete and bring back entries"),
    Permission.ENTRY_SLUG: _l("Change the addresses of entries"),
    Permission.ENTRY_WATCH: _l("Watch entries"),
    Permission.COMMENT_WRITE: _l("Comment and ask"),
    Permission.COMMENT_MODERATE: _l("Moderate discussions"),
    Permission.ATTACHMENT_ADD: _l("Add files"),
    Permission.SIGNAL_REPORT: _l("Report signals"),
    Permission.SIGNAL_TRIAGE: _l("Decide on signals"),
    Permission.INITIATIVE_STEER: _l("Steer initiatives"),
    Permission.TASK_ASSIGN: _l("Give tasks to others"),
    Permission.LEARNING_OVERSEE: _l("Give learning paths to anybody"),
    Permission.READING_REQUIRE: _l("Mark entries as binding"),
    Permission.DUTY_ASSIGN: _l("Ask people to answer for anything"),
    Permission.DUTY_ASSIGN_AREA: _l("Ask people to answer for what belongs to one's own area"),
    Permission.OWNERSHIP_OVERSEE: _l("See gaps and requests of every department"),
    Permission.PERSON_READ: _l("See the directory of people"),
    Permission.PERSON_MANAGE: _l("Manage accounts"),
    Permission.PERSON_MANAGE_AREA: _l("Look after deputies and hand-overs in one's own area"),
    Permission.ROLE_ASSIGN: _l("Give access roles"),
    Permission.DEPARTMENT_MANAGE: _l("Manage departments"),
    Permission.FUNCTION_MANAGE: _l("Manage functions"),
    Permission.AUDIT_READ: _l("Read the audit record"),
    Permission.SYSTEM_MANAGE: _l("Run the wiki"),
}
"""In the order in which they are shown: entries, discussion, people, operation."""


def in_words(permissions: frozenset[Permission]) -> list[Any]:
    """The names of `permissions`, in order."""
    return [name for permission, name in PERMISSION_NAMES.items() if permission in permissions]
