"""What the operation of the wiki keeps about people: the audit, events on their way, backups."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import By, Erasing, PersonalData, Rows, Topic

AUDIT = Topic(
    "audit",
    _l("Record of who did what"),
    _l("Security and accountability alone: who gave a right, released a text, erased data. Nobody's work is measured."),
    _l("Administrators, auditors and CX managers."),
    _l("For good, under a pseudonym. When a person is erased, nobody can tell any more whose it was."),
    (
        Rows(
            _l("What you did"),
            "audit_row",
            "actor",
            by=By.PSEUDONYM,
            shows=((_l("When"), "at"), (_l("What"), "action"), (_l("Concerning"), "subject")),
            also=("detail",),
        ),
        Rows(
            _l("What was done with your account"),
            "audit_row",
            "subject",
            by=By.SUBJECT,
            shows=((_l("When"), "at"), (_l("What"), "action")),
        ),
        Rows(
            _l("Acts that name you"),
            "audit_concern",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("Row of the record"), "row_id"),),
        ),
    ),
)

EVENTS = Topic(
    "events",
    _l("What just happened, on its way to search, inbox and mail"),
    _l("So that the wiki's parts learn of a change, even after a power cut."),
    _l("Nobody. Administrators see how much waits and what went wrong, without names and addresses."),
    _l("Thirty days; mail about accounts, encrypted until it is sent, eight days."),
    (
        Rows(
            _l("Events you caused"),
            "event",
            "actor_id",
            shows=((_l("When"), "occurred_at"), (_l("What"), "name"), (_l("Entry"), "entry_id")),
            also=("data",),
        ),
        Rows(_l("What went wrong with a delivery"), "delivery", by=By.NOTHING, erasing=Erasing.STAYS, also=("error",)),
    ),
)

BACKUPS = Topic(
    "backups",
    _l("Backups"),
    _l("So that nothing is lost when a machine breaks."),
    _l("Whoever runs the machine."),
    _l("As long as the administration keeps a backup. After a restore, what had been erased is erased again."),
)

TOPICS = (AUDIT, EVENTS, BACKUPS)
NOTHING = {
    "lease.name": "the name of a task",
    "lease.owner": "which machine works",
    "due_job.name": "the name of a job",
    "delivery.lease_owner": "which machine works",
    "search_index": "made of released entries",
    "search_row": "made of released entries",
    "search_text": "made of released entries",
}


def declare(registry: PersonalData) -> None:
    """Tell what this folder and the floors below it keep."""
    registry.add(TOPICS, NOTHING)
