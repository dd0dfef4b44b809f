"""The change plan of an initiative under way at the sample company: whom it concerns, how ready they are, what is to be
told and taught."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from wiki.change import groups, measures, messages, resistance, rounds, trainings
from wiki.change.adkar import standing
from wiki.change.messages import Audience, MessageData, Sender
from wiki.change.models import ChangeGroup
from wiki.demo.case_words import RETURN
from wiki.demo.undertaking import initiative_at
from wiki.demo.year import Act, Scene

LEAD = "Horst Lindner"


@dataclass(frozen=True)
class Concerned:
    """A group, and the answers it gave so many days ago."""

    title: str
    unit: str
    people: int
    influence: int
    interest: int
    words: str
    asked: tuple[tuple[int, str], ...]


GROUPS = (
    Concerned(
        "Wer Retouren annimmt und prüft", "Lager und Versand", 12, 4, 5, "Prüfen zuerst, was mit Code kommt",
        ((170, "4 3 2 2 2\n3 3 2 1 2\n5 4 3 3 2\n4 2 2 2 1\n4 4 3 2 2\n3 3 3 2 2"),
         (60, "5 4 4 3 3\n4 4 4 3 2\n5 5 4 4 3\n4 3 4 3 2\n5 4 4 3 3\n4 4 4 3 3")),
    ),
    Concerned(
        "Läden, die Retouren annehmen", "Ladengeschäfte", 14, 3, 4, "Scannen den Code, statt ein Etikett zu kleben",
        ((58, "5 4 2 2 2\n4 4 3 2 3\n4 5 3 2 2\n5 4 3 3 3\n4 4 2 2 2"),),
    ),
)  # fmt: skip


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    asked = [
        Act(ago, partial(_ask, number, answers)) for number, each in enumerate(GROUPS) for ago, answers in each.asked
    ]
    return [Act(172, _plan), *asked, Act(13, _tell), Act(12, _take)]


def _plan(scene: Scene) -> None:
    for each in GROUPS:
        data = groups.GroupData(
            each.title, scene.department(each.unit).id, None, each.people, each.influence, each.interest, each.words
        )
        groups.save(scene.session, scene.actor(LEAD), _number(scene), data)


def _number(scene: Scene) -> int:
    return initiative_at(scene, RETURN).id


def _group(scene: Scene, number: int) -> int:
    return _groups(scene)[number].id


def _groups(scene: Scene) -> Sequence[ChangeGroup]:
    query = select(ChangeGroup).where(ChangeGroup.initiative_id == _number(scene)).order_by(ChangeGroup.id)
    return scene.session.scalars(query).all()


def _ask(number: int, answers: str, scene: Scene) -> None:
    data = rounds.RoundData("asked", scene.today, "Zettel in der Schichtbesprechung", answers)
    rounds.add(scene.session, scene.actor(LEAD), _number(scene), _group(scene, number), data)


def _tell(scene: Scene) -> None:
    actor, sender = scene.actor(LEAD), Sender(scene.person(LEAD).id)
    for words, audience, channel, days, done in (
        ("Warum die Prüfung der Engpass ist, mit den Zahlen des letzten Monats",
         Audience("group", _group(scene, 0)), "Teamrunde", 1, True),
        ("Der zweite Prüfplatz kommt: wer wann woran arbeitet",
         Audience("group", _group(scene, 0)), "Aushang", -9, False),
        ("Ihr Geld kommt wieder schneller", Audience("customers"), "E-Mail mit der Erstattung", -30, False),
    ):  # fmt: skip
        day = scene.day(days)
        data = MessageData(words, audience, channel, day, sender, day if done else None)
        messages.save(scene.session, actor, _number(scene), data)
    lesson = trainings.TrainingData("Prüfen nach dem neuen Ablauf", _group(scene, 0), "on_the_job", scene.day(-16))
    trainings.save(scene.session, actor, _number(scene), lesson)
    worry = resistance.ResistanceData(
        "Erst die Codes, jetzt schon wieder etwas Neues.", _group(scene, 0), "desire",
        "Es bleibt beim Code; nur ein Platz kommt dazu.",
    )  # fmt: skip
    resistance.save(scene.session, actor, _number(scene), worry)


def _take(scene: Scene) -> None:
    """A measure against what holds the group up becomes a task."""
    group = _groups(scene)[0]
    newest = group.rounds[-1]
    first = measures.fitting(standing(newest).main)[0]
    taking = measures.Taking((first.code,), scene.person(LEAD).id, scene.day(-20))
    measures.take(scene.session, scene.actor(LEAD), _number(scene), group.id, newest.id, taking)
