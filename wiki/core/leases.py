"""Leases: of several nodes, one does a job at a time."""

from datetime import timedelta

from sqlalchemy import or_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from wiki.core import clock
from wiki.core.db import Base, Name, When
from wiki.core.on_pages import NOT_ON_PAGES


class Lease(Base):
    """Who does the job `name`, and until when unless renewed."""

    __tablename__ = "lease"
    __table_args__ = {"info": NOT_ON_PAGES}
    name: Mapped[Name] = mapped_column(primary_key=True)
    owner: Mapped[Name]
    until: Mapped[When]


def take(session: Session, name: str, owner: str, length: timedelta) -> bool:
    """Take or renew the lease `name`; False while another owner holds it."""
    now = clock.now()
    taken = session.execute(
        update(Lease)
        .where(Lease.name == name, or_(Lease.owner == owner, Lease.until <= now))
        .values(owner=owner, until=now + length)
        .returning(Lease.name)
        .execution_options(synchronize_session=False)
    )
    if taken.first() is not None:
        return True
    if session.get(Lease, name, populate_existing=True) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(Lease(name=name, owner=owner, until=now + length))
    except IntegrityError:
        return False
    return True


def release(session: Session, name: str, owner: str) -> None:
    """Give the lease back, so that another node need not wait for its end."""
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.owner == owner)
        .values(until=clock.now())
        .execution_options(synchronize_session=False)
    )
