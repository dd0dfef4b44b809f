"""What the acts of the record are called, and what their details say."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.core.acts import Acts
from wiki.core.audit import PERSON_IDS
from wiki.web.i18n import day

_PEOPLE = {
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
    "session:started": _l("Signed in"),
    "session:ended": _l("Signed out"),
    "person:absence_entered": _l("Days away entered"),
    "person:deputy_named": _l("Standing deputy named"),
    "person:absence_removed": _l("Days away removed"),
    "person:last_day_entered": _l("Last working day entered"),
    "person:last_day_withdrawn": _l("Last working day withdrawn"),
    "person:last_day_over": _l("Last working day is over"),
    "people:imported": _l("People imported"),
}
_STRUCTURE = {
    "department:created": _l("Department created"),
    "department:changed": _l("Department changed"),
    "department:deleted": _l("Department removed"),
    "function:created": _l("Function created"),
    "function:changed": _l("Function changed"),
    "function:deleted": _l("Function removed"),
    "function:holder_added": _l("Function given to somebody"),
    "function:holder_removed": _l("Function taken from somebody"),
}
_CONTENT = {
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
}
_OPERATION = {
    "audit:verified": _l("Record verified"),
    "backup:made": _l("Backup made"),
    "delivery:dropped": _l("Delivery dropped"),
    "delivery:retried": _l("Delivery tried again"),
    "job:asked_for": _l("Job run at once"),
    "audit:taken": _l("Record taken as a file"),
}
_OWNERSHIP = {
    "duty:assigned": _l("Duty given"),
    "duty:ended": _l("Duty ended"),
    "request:sent": _l("Request sent"),
    "request:accepted": _l("Request accepted"),
    "request:declined": _l("Request declined"),
    "request:withdrawn": _l("Request withdrawn"),
    "request:passed_on": _l("Request passed on"),
    "request:unanswered": _l("Request not answered in time"),
    "request:escalated": _l("Request brought to the head"),
    "request:reminded": _l("Reminded of a request"),
    "request:taken_on": _l("Duty taken on"),
    "request:ended": _l("Told that a duty ends"),
    "request:informed": _l("Told to be informed from now on"),
    "handover:begun": _l("Hand-over begun"),
    "handover:proposed": _l("Successor asked"),
    "handover:retracted": _l("Question to the successor taken back"),
    "handover:accepted": _l("Hand-over accepted"),
    "handover:declined": _l("Hand-over declined"),
    "handover:moved": _l("Duties handed over"),
    "handover:to_head": _l("Duties went to the head for the time being"),
    "handover:day_moved": _l("Day of the hand-over moved"),
    "handover:finished": _l("Hand-over finished"),
    "handover:withdrawn": _l("Hand-over withdrawn"),
    "entry:verified": _l("Confirmed as still true"),
    "seam:told": _l("Seam described"),
    "seam:proposed": _l("Agreement at a seam proposed"),
    "seam:accepted": _l("Agreement at a seam accepted"),
    "seam:declined": _l("Agreement at a seam declined"),
}


def bring(acts: Acts) -> None:
    """The words of what happens in every wiki. The order is that of the choice on the page."""
    acts.add("ownership", _l("Ownership"), _OWNERSHIP)
    acts.add("people", _l("Accounts and access roles"), _PEOPLE)
    acts.add("structure", _l("Departments and functions"), _STRUCTURE)
    acts.add("content", _l("Entries"), _CONTENT)
    acts.add("operation", _l("Operation"), _OPERATION)


FAULTS = {
    "CHANGED": _l("changed"),
    "REMOVED": _l("removed"),
    "PUT_IN": _l("put in, or changed before its seal"),
    "COPIED": _l("put in as a copy"),
    "SEAL_MISSING": _l("rows before it were removed"),
}
"""What verifying can find, by the name of `audit.Fault`."""

LETTERS = {
    "A": _l("accountable"),
    "R": _l("responsible"),
    "C": _l("consulted"),
    "I": _l("informed"),
}

_HOLDER = re.compile(r"[pfd]\d{1,9}")
_LONGEST = 200


def detail_words(
    detail: Mapping[str, Any], name_of: Callable[[str], str], steps: Mapping[str, str], roles: Mapping[str, str]
) -> Iterator[str]:
    """What a row's detail says, part by part: the letter, the step, the people, the days, the reason."""
    if detail.get("letter") in LETTERS:
        yield str(LETTERS[detail["letter"]])
    if isinstance(detail.get("from"), str) and isinstance(detail.get("to"), str):
        yield f"{steps.get(detail['from'], detail['from'])} → {steps.get(detail['to'], detail['to'])}"
    if detail.get("step"):
        yield _("step “%(step)s”", step=steps.get(detail["step"], detail["step"]))
    yield from _people(detail, name_of)
    if isinstance(detail.get("role"), str):
        yield roles.get(detail["role"], detail["role"])
    if isinstance(detail.get("revision"), int):
        yield _("version %(number)s", number=detail["revision"])
    for key in ("day", "since", "first_day", "last_day", "until"):
        if isinstance(detail.get(key), str) and detail[key]:
            yield _day(detail[key])
    for key in ("name", "reason"):
        if detail.get(key):
            yield str(detail[key])[:_LONGEST]


def _people(detail: Mapping[str, Any], name_of: Callable[[str], str]) -> Iterator[str]:
    """Holders by their keys (`p12`), people by their ids."""
    for key, value in detail.items():
        if key in ("holder", "deputy") and isinstance(value, str) and _HOLDER.fullmatch(value):
            yield name_of(value) or _("a former account")
        elif isinstance(value, int) and key in PERSON_IDS:
            yield name_of(f"p{value}") or _("a former account")


def _day(written: str) -> str:
    try:
        return day(date.fromisoformat(written))
    except ValueError:
        return written
