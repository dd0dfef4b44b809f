"""What the acts of the record are called."""

from typing import Any

from flask_babel import lazy_gettext as _l

ACTS: dict[str, Any] = {
    "person:added": _l("Account made"),
    "person:changed": _l("Account changed"),
    "person:data_copied": _l("Copy of personal data made"),
    "person:deactivated": _l("Account deactivated"),
    "person:email_change_asked": _l("New address asked for"),
    "person:email_changed": _l("Address changed"),
    "person:erased": _l("Personal data erased"),
    "person:invitation_withdrawn": _l("Invitation withdrawn"),
    "person:invite_link_made": _l("Invitation sent"),
    "person:invited": _l("Person invited"),
    "person:password_changed": _l("Password changed"),
    "person:reactivated": _l("Account activated again"),
    "person:recovery_code_used": _l("Recovery code used"),
    "person:recovery_codes_made": _l("Recovery codes made"),
    "person:renamed": _l("Name changed"),
    "person:reset_asked": _l("New password asked for"),
    "person:reset_link_made": _l("Link to a new password made"),
    "person:role_given": _l("Access role given"),
    "person:role_taken": _l("Access role taken"),
    "person:second_factor_begun": _l("Second factor begun"),
    "person:second_factor_off": _l("Second factor removed"),
    "person:second_factor_on": _l("Second factor set up"),
    "person:set_up": _l("First administrator set up"),
    "session:all_ended": _l("All sessions ended"),
    "session:refused": _l("Sign-in refused"),
    "department:created": _l("Department created"),
    "department:changed": _l("Department changed"),
    "department:deleted": _l("Department removed"),
    "function:created": _l("Function created"),
    "function:changed": _l("Function changed"),
    "function:deleted": _l("Function removed"),
    "function:holder_added": _l("Function given to somebody"),
    "function:holder_removed": _l("Function taken from somebody"),
    "entry:archived": _l("Entry archived"),
    "entry:created": _l("Entry created"),
    "entry:deleted": _l("Entry deleted"),
    "entry:proposed": _l("Change suggested"),
    "entry:purged": _l("Entry removed for good"),
    "entry:rejected": _l("Version sent back"),
    "entry:released": _l("Version released"),
    "entry:renamed": _l("Address changed"),
    "entry:saved": _l("Version saved"),
    "entry:unarchived": _l("Entry brought back from the archive"),
    "entry:undeleted": _l("Entry brought back"),
    "attachment:added": _l("File added"),
    "attachment:removed": _l("File removed"),
    "attachment:replaced": _l("File replaced"),
    "comment:added": _l("Comment written"),
    "comment:removed": _l("Comment removed"),
    "comment:resolved": _l("Comment closed"),
    "audit:verified": _l("Record verified"),
    "backup:made": _l("Backup made"),
    "delivery:dropped": _l("Delivery dropped"),
    "delivery:retried": _l("Delivery tried again"),
    "job:asked_for": _l("Job run at once"),
}

AREAS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "people": (_l("Accounts and access roles"), ("person", "session")),
    "structure": (_l("Departments and functions"), ("department", "function")),
    "content": (_l("Entries"), ("entry", "attachment", "comment")),
    "operation": (_l("Operation"), ("audit", "backup", "delivery", "job")),
}
"""What the page can be narrowed to: label, first words of the acts."""

ATTENDANCE = ("session:started", "session:ended")
"""Never shown: when somebody comes and goes is nobody's business."""


def act(action: str) -> Any:
    """The words for `web:person:invited`; the act itself where there are none."""
    name = action.partition(":")[2]
    return ACTS.get(name, name)
