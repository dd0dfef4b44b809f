"""What other rooms ask of change management."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.change.models import ChangeGroup, ChangeMessage


@dataclass(frozen=True)
class Told:
    """That an audience was told something. `audience`: group, department or customers; these have no name."""

    initiative_id: int
    audience: str
    name_de: str
    name_en: str
    what: str
    on: date

    def name(self, language: str) -> str:
        """The group or department, empty for customers."""
        return self.name_de if language == "de" else self.name_en


def told(session: Session, initiative_ids: Collection[int]) -> list[Told]:
    """The messages of the communication plans that were told, the oldest first."""
    query = (
        select(ChangeMessage)
        .where(ChangeMessage.initiative_id.in_(initiative_ids), ChangeMessage.done_on.is_not(None))
        .options(
            joinedload(ChangeMessage.department),
            joinedload(ChangeMessage.group).options(
                joinedload(ChangeGroup.department), joinedload(ChangeGroup.function)
            ),
        )
        .order_by(ChangeMessage.done_on, ChangeMessage.id)
    )
    return [_told(each) for each in session.scalars(query)]


def _told(message: ChangeMessage) -> Told:
    assert message.done_on is not None
    return Told(
        message.initiative_id, message.audience, message.audience_name("de"), message.audience_name("en"),
        message.text, message.done_on,
    )  # fmt: skip
