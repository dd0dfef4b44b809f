"""What is binding at the sample company, and who has confirmed it."""

from functools import partial

from sqlalchemy import select

from wiki.core.db import wired
from wiki.demo.cast import MEMBERS
from wiki.demo.year import Act, Scene
from wiki.entries.asking_again import EVERYBODY, AskAgain
from wiki.entries.kinds import Kinds
from wiki.entries.queries import head
from wiki.entries.release import Manner, content_of, release
from wiki.entries.service import Edit, save
from wiki.people.models import Person
from wiki.people.switch_news import see
from wiki.people.switches import standing, turn
from wiki.reading.confirming import begin, confirm
from wiki.reading.models import SWITCH
from wiki.reading.requiring import RequiredData, require

CX_MANAGER, EDITOR, ADMINISTRATOR = "Cornelia Weiß", "Miriam Vogt", "Niklas Petersen"
PRIVACY, COMPLAINTS = "guideline/datenschutz-und-mitbestimmung", "guideline/beschwerden-und-feedbackschleifen"
REQUEST = "process/serviceanfrage"
FIRST_ANSWER = "erste-antwort"
SWITCHED, MARKED = 175, 168
"""Days ago: read confirmation is switched on; three entries are marked as binding."""
NOT_YET = ("Reto Zumsteg", "Ana Markovic", "Marco Gerber", "Oliver Stein")
"""They never confirmed what everybody is to know."""
NEWS = {
    "de": "Wer die Frage nicht innerhalb von zehn Minuten selbst klären kann, gibt sie an die Zweite Linie und nennt "
          "der Kundin den Tag, an dem die Antwort kommt.",
    "en": "Whoever cannot settle the question within ten minutes hands it to the second line and tells the customer "
          "the day on which the answer comes.",
}  # fmt: skip


def switched_on() -> list[Act]:
    """Agreed with the works council: confirmations, and words searched for in vain."""
    names = (SWITCH, "search_words")
    return [Act(SWITCHED, partial(_turn_on, name)) for name in names] + [
        Act(11, partial(_seen, name)) for name in names
    ]


def _turn_on(name: str, scene: Scene) -> None:
    turn(scene.session, scene.actor(ADMINISTRATOR), name, True)


def _seen(name: str, scene: Scene) -> None:
    """Everybody has read the notice by now, the newcomer on her first day."""
    changes = standing(scene.session, name).changes
    for person_id in scene.session.scalars(select(Person.id)).all():
        see(scene.session, person_id, name, changes)


def required() -> list[Act]:
    """Three entries, for everybody, for customer service and for the hotline."""
    why = "Wer Kundendaten sieht, muss die Regeln kennen."
    return [
        Act(MARKED, lambda scene: _require(scene, PRIVACY, why, everybody=True, within=21)),
        Act(MARKED, lambda scene: _require(scene, COMPLAINTS, "Gilt für jede Beschwerde.", "Kundenservice", months=12)),
        Act(60, lambda scene: _require(scene, REQUEST, "Zusagen hängen daran.", "Hotline und Chat")),
    ]


def _require(
    scene: Scene, where: str, why: str, unit: str = "", *, everybody: bool = False, within: int = 14, months: int = 0
) -> None:
    units = (scene.department(unit).id,) if unit else ()
    data = RequiredData(everybody, units, (), within, months, why=why)
    require(scene.session, scene.actor(CX_MANAGER), scene.place(where).entry_id, data)


def confirmed() -> list[Act]:
    """Most within a few days; some are late, the newcomer has confirmed two of three."""
    here = [each.name for each in MEMBERS if not each.came and each.name not in NOT_YET]
    service = ("Martina Oberhuber", "Amara Okafor", "Leon Fischer", "Zeynep Arslan", "Bettina Krause")
    workshop = ("Jakub Kowalczyk", "Stefanie Gruber")
    hotline = service[1:]
    found = [Act(MARKED - 1 - number % 12, partial(_confirm, PRIVACY, name)) for number, name in enumerate(here)]
    found += [Act(MARKED - 2 - number, partial(_confirm, COMPLAINTS, name))
              for number, name in enumerate((*service, *workshop[:1]))]  # fmt: skip
    found += [Act(58 - number, partial(_confirm, REQUEST, name)) for number, name in enumerate(hotline)]
    found += [Act(9, partial(_confirm, where, "Noemi Caduff")) for where in (PRIVACY, REQUEST)]
    return [*found, Act(2, partial(_confirm, REQUEST, "Leon Fischer"))]


def _confirm(where: str, name: str, scene: Scene) -> None:
    entry = scene.session.get_one(
        wired(scene.session, Kinds).get(where.partition("/")[0]).model, scene.place(where).entry_id
    )
    actor = scene.actor(name)
    begin(scene.session, actor, entry.id)
    if entry.released is not None:
        confirm(scene.session, actor, entry.id, entry.released.number)


def ask_again() -> list[Act]:
    """The process of the hotline has changed, and everybody it binds is asked again."""
    return [Act(4, _change)]


def _change(scene: Scene) -> None:
    entry = scene.entry(*REQUEST.split("/"))
    newest = head(scene.session, entry.id)
    if newest is None:
        raise RuntimeError(f"{REQUEST} has no version")
    content = dict(content_of(wired(scene.session, Kinds).of(entry), newest))
    content["steps"] = [{**step, "happens": NEWS} if step["key"] == FIRST_ANSWER else step for step in content["steps"]]
    saved = save(
        scene.session, scene.actor(EDITOR), entry, Edit(content, newest.number, note="Zehn Minuten, dann Zweite Linie")
    )
    if saved.revision is None:
        raise RuntimeError(f"{REQUEST} says so already")
    manner = Manner(ask_again=AskAgain(EVERYBODY))
    release(scene.session, scene.actor(CX_MANAGER), saved.revision, manner)
