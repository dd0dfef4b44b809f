"""An initiative that changes how a group works: what the tab "Change" has to show."""

from datetime import timedelta

from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.change import groups, messages, resistance, rounds, trainings
from wiki.change.groups import GroupData
from wiki.change.messages import Audience, MessageData
from wiki.change.resistance import ResistanceData
from wiki.change.rounds import RoundData
from wiki.change.trainings import TrainingData
from wiki.core.clock import company_day


def concern(session: Session, initiative: int) -> None:
    """Two groups in the same place, a round, a message that is late, a training, a resistance."""
    today = company_day(session)
    team = GroupData("Frühschicht im Schienenersatzverkehr", None, None, 40, 4, 5, "Ruft zurück")
    group = groups.save(session, SYSTEM, initiative, team)
    groups.save(session, SYSTEM, initiative, GroupData("Spätschicht", None, None, 5, 4, 5))
    rounds.add(session, SYSTEM, initiative, group, RoundData("asked", today, "Zettel", "4 3 2 1 1\n" * 6))
    words = ("Warum wir zurückrufen", Audience("group", group), "Schichtbesprechung", today - timedelta(days=1))
    messages.save(session, SYSTEM, initiative, MessageData(*words))
    trainings.save(session, SYSTEM, initiative, TrainingData("Zusagen", group, "online", today, today))
    resistance.save(session, SYSTEM, initiative, ResistanceData("Keine Zeit dafür", group, "desire", "Weniger Listen"))
