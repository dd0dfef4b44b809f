"""Two hand-overs of the sample company: one finished with its protocol, one half agreed on."""

from functools import partial

from sqlalchemy import select

from wiki.demo.year import Act, Scene
from wiki.handover.models import OPEN, Handover, HandoverItem
from wiki.handover.service import answer, begin, propose
from wiki.people.models import Person
from wiki.people.roles_given import give_role

FORMER_LEAD, NEW_LEAD = "Ulrike Bauer", "Amara Okafor"
RETIRING = "Klaus-Dieter Römer"
LAST_DAY = 150
"""Days ago the former lead of the hotline had her last day."""
NO_TIME = "Händler kenne ich nur vom Telefon. Das sollte jemand übernehmen, der sie auch besucht."


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    return [
        Act(195, lambda scene: _begin(scene, FORMER_LEAD)),
        Act(194, partial(_propose, FORMER_LEAD, NEW_LEAD, ("Hotline", "Hotline und Chat", "Hotline-Leitung"))),
        Act(193, partial(_propose, FORMER_LEAD, "Zeynep Arslan", ("Chat",))),
        Act(188, partial(_answer, FORMER_LEAD, NEW_LEAD, True, "")),
        Act(186, partial(_answer, FORMER_LEAD, "Zeynep Arslan", True, "")),
        Act(LAST_DAY - 1, lambda scene: give_role(scene.session, scene.actor("Niklas Petersen"), scene.person(NEW_LEAD),
                                                  "manager")),
        Act(35, lambda scene: _begin(scene, RETIRING)),
        Act(34, partial(_propose, RETIRING, "Svenja Thiele", ("Angebot", "Geschäftskunden"))),
        Act(30, partial(_propose, RETIRING, "Dragan Petrovic", ("Händler",))),
        Act(27, partial(_answer, RETIRING, "Svenja Thiele", True, "")),
        Act(24, partial(_answer, RETIRING, "Dragan Petrovic", False, NO_TIME)),
        Act(5, partial(_propose, RETIRING, "Marco Gerber", ("Außendienstbesuch",))),
    ]  # fmt: skip


def _begin(scene: Scene, name: str) -> None:
    begin(scene.session, scene.actor(name), scene.person(name))


def _package(scene: Scene, name: str) -> Handover:
    query = select(Handover).join(Person, Person.id == Handover.person_id)
    return scene.session.scalars(query.where(Person.name == name, Handover.state == OPEN)).one()


def _propose(leaver: str, successor: str, titles: tuple[str, ...], scene: Scene) -> None:
    package = _package(scene, leaver)
    chosen = [each.id for each in package.items if each.title_de in titles]
    propose(scene.session, scene.actor(leaver), package, chosen, scene.person(successor).id)


def _answer(leaver: str, successor: str, accepts: bool, reason: str, scene: Scene) -> None:
    package, person = _package(scene, leaver), scene.person(successor)
    mine: list[HandoverItem] = [each for each in package.items if each.successor_id == person.id]
    answer(scene.session, scene.actor(successor), package, {each.id: accepts for each in mine}, reason)
