"""What read confirmation keeps about people."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.core.about_people import By, Erasing, PersonalData, Rows, Switch, Topic
from wiki.reading.models import SWITCH, ReadingRound

CONFIRMATIONS = Topic(
    "reading",
    _l("Read confirmation"),
    _l("So that what is binding is known to those it binds, and this can be shown."),
    _l("You and your head: open or done, with the day. Everybody else: numbers of groups of five and more."),
    _l("As long as the company has to show it; when you leave, under a pseudonym."),
    (
        Rows(_l("What you are asked to confirm"), "reading_duty", "person_id", erasing=Erasing.NAMELESS,
             shows=((_l("Entry"), "round_id"), (_l("Asked on"), "asked_on"), (_l("Due"), "due_on"),
                    (_l("Opened"), "opened_at"))),
        Rows(_l("What you confirmed"), "reading_confirmation", "person_id", erasing=Erasing.NAMELESS,
             shows=((_l("Entry"), "title_de"), (_l("Version"), "number"), (_l("When"), "confirmed_at"),
                    (_l("Expires"), "expires_on"))),
        Rows(_l("Confirmations under your pseudonym"), "reading_confirmation", "pseudonym", by=By.PSEUDONYM,
             erasing=Erasing.STAYS, copied=False),
        Rows(_l("Confirmations you verified"), "reading_verification", "by_id", shows=((_l("When"), "verified_at"),)),
        Rows(_l("Entries you marked as binding"), "required_reading", "by_id", shows=((_l("Since"), "since"),)),
        Rows(_l("Versions you asked to confirm"), "reading_round", "by_id", shows=((_l("Asked on"), "asked_on"),)),
    ),
    Switch(_l("Off until the administration turns it on; then everybody is told."), name=SWITCH),
)  # fmt: skip


NOTHING = {
    "required_reading.department_ids": "departments that are asked, no person",
    "required_reading.function_ids": "functions that are asked, no person",
    "reading_round.department_ids": "departments that are asked, no person",
}


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps, and how what is asked for is called."""
    registry.add([CONFIRMATIONS], NOTHING)
    registry.names[ReadingRound.__tablename__] = _called


def _called(session: Session, ids: set[int], language: str) -> dict[int, str]:
    rows = select(ReadingRound).where(ReadingRound.id.in_(ids))
    rows = rows.options(joinedload(ReadingRound.entry), joinedload(ReadingRound.revision))
    return {
        each.id: _("%(title)s, version %(number)s", title=each.entry.title(language), number=each.revision.number)
        for each in session.scalars(rows)
    }
