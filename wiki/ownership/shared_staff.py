"""The people of a day for pages that many rooms fill: read once, not by each room anew."""

from datetime import date

from sqlalchemy.orm import Session, SessionTransaction

from wiki.ownership.staff import Staff

_KEPT = "shared staff"


def shared_staff(session: Session, day: date) -> Staff:
    """Everybody of that day, kept as long as the reading transaction; whoever writes reads for themselves."""
    transaction = session.get_transaction()
    if transaction is None or session.info.get("writing"):
        return Staff(session, day)
    kept: tuple[SessionTransaction, dict[date, Staff]] | None = session.info.get(_KEPT)
    if kept is None or kept[0] is not transaction:
        kept = session.info[_KEPT] = (transaction, {})
    if day not in kept[1]:
        kept[1][day] = Staff(session, day)
    return kept[1][day]
