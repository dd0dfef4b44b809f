"""The day of the past that an address asks for."""

from datetime import date

from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core.db import wired
from wiki.entries.as_of import NoSuchDay, read_day
from wiki.ownership.duties import company_day


def asked_day(session: Session, typed: str) -> tuple[date, str]:
    """The day that was typed, else today; and why it cannot be shown, in the reader's language."""
    today = company_day(session)
    if not typed:
        return today, ""
    try:
        return read_day(typed[:40], wired(session, Settings)), ""
    except NoSuchDay as error:
        return today, str(error)
