"""Who comes, leaves and is away at the sample company, and who leads or does what instead."""

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.demo.cast import MEMBERS
from wiki.demo.founding import welcome
from wiki.demo.year import Act, Scene
from wiki.people.absences import AbsenceData, add_absence, set_deputy
from wiki.people.functions import add_holder, remove_holder
from wiki.people.leaving import set_last_day
from wiki.people.passwords import hash_password
from wiki.people.service import deactivate_person

DEPUTIES = {
    "Amara Okafor": "Bettina Krause", "Birgit Lohmann": "Ana Markovic", "Cornelia Weiß": "Jonas Keller",
    "Emre Aksoy": "Katharina Wolff", "Hannah Schreiber": "Lukas Pichler", "Katharina Wolff": "Priya Raman",
    "Lukas Pichler": "Hannah Schreiber", "Martina Oberhuber": "Jakub Kowalczyk", "Miriam Vogt": "Jonas Keller",
    "Sandrine Lachenal": "Giulia Rossi", "Stefanie Gruber": "Jakub Kowalczyk",
    "Tobias Brandstätter": "Franziska Hofstetter",
}  # fmt: skip
RETIRES_IN = 21
"""Days until the head of business customers leaves."""


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    return [
        Act(300, _deputies),
        Act(200, lambda scene: _leaves(scene, "Martina Oberhuber", "Ulrike Bauer", -50)),
        Act(140, lambda scene: _account_ends(scene, "Ulrike Bauer")),
        Act(19, lambda scene: _account_ends(scene, "Oliver Stein")),
        Act(60, lambda scene: _leaves(scene, "Amara Okafor", "Tomasz Nowak", -52)),
        Act(60, _nobody_inspects_returns),
        Act(50, lambda scene: _away(scene, "Jakub Kowalczyk", 8, 15, "Stefanie Gruber")),
        Act(42, lambda scene: _leaves(scene, "Tobias Brandstätter", "Klaus-Dieter Römer", -42 - RETIRES_IN)),
        Act(20, lambda scene: _away(scene, "Lukas Pichler", 18, 28)),
        Act(15, lambda scene: _away(scene, "Reto Zumsteg", 25, 39, "Fatma Demir")),
        Act(12, _newcomer),
        Act(6, lambda scene: _away(scene, "Elif Kaya", 4, 11)),
    ]


def _deputies(scene: Scene) -> None:
    for name, deputy in DEPUTIES.items():
        set_deputy(scene.session, scene.actor(name), scene.person(name), scene.person(deputy).id)


def _leaves(scene: Scene, head: str, name: str, ago: int) -> None:
    """`ago` counts from the day it is entered: a negative number lies ahead of it."""
    set_last_day(scene.session, scene.actor(head), scene.person(name), scene.day(ago), announced=True)


def _away(scene: Scene, name: str, first: int, last: int, deputy: str = "") -> None:
    """From so many days ahead to so many."""
    days = AbsenceData(scene.day(-first), scene.day(-last), scene.person(deputy).id if deputy else None)
    add_absence(scene.session, scene.actor(name), scene.person(name), days)


def _account_ends(scene: Scene, name: str) -> None:
    """The former lead had handed everything over; the other one had not, and nobody had thought of it."""
    deactivate_person(scene.session, scene.actor("Niklas Petersen"), scene.person(name))


def _nobody_inspects_returns(scene: Scene) -> None:
    """The one who did now does something else: the function is without a holder since."""
    remove_holder(scene.session, SYSTEM, scene.function("Retourenprüfung"), scene.person("Horst Lindner").id)


def _newcomer(scene: Scene) -> None:
    for member in MEMBERS:
        if member.came:
            welcome(scene, member, hash_password(clock.token()))
            add_holder(scene.session, SYSTEM, scene.function("Chat-Betreuung"), scene.person(member.name))
