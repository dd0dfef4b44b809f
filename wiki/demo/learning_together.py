"""Learning at the sample company: what is binding and who has confirmed it, who follows which path, and words that
people missed in the glossary."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import current_app
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.demo.binding import ask_again, confirmed, required, switched_on
from wiki.demo.missed import acts_of_missing_terms
from wiki.demo.year import Act, Scene
from wiki.entries.kinds import Kinds
from wiki.entries.queries import head
from wiki.entries.release import content_of
from wiki.entries.service import Edit, Intent, save
from wiki.learning.answering import give_answer, questions_at
from wiki.learning.assigning import Giving, give
from wiki.learning.enrolling import begin, open_enrolment, pause, resume
from wiki.learning.taking import do
from wiki.learning.walk import bare_walk

FIRST, TEAM = "die-ersten-15-minuten", "neu-im-cx-team"
SERVICE, LEADING = "anfangen-im-kundenservice", "fuer-fuehrungskraefte-einstehen-und-loslassen"
EDITOR, NEWCOMER = "Miriam Vogt", "Noemi Caduff"


@dataclass(frozen=True)
class Followed:
    """That somebody followed a path: given by a head, or by own choice, and how many stations are done (None: all)."""

    ago: int
    who: str
    path: str
    days: int
    """So many days it took, or it was gone on with after."""
    done: int | None = None
    given_by: str = ""
    mentor: str = ""


KNOW_THE_FIRST = (
    "Bettina Krause", "Stefanie Gruber", "Amara Okafor", "Katharina Wolff", "Franziska Hofstetter", "Svenja Thiele",
    "Marco Gerber", "Hannah Schreiber", "Emre Aksoy", "Yusuf Haddad",
)  # fmt: skip
"""They finished the first path in spring, most in one go."""
FOLLOWED = (
    Followed(301, "Jonas Keller", TEAM, 20, given_by="Cornelia Weiß", mentor=EDITOR),
    Followed(296, "Leon Fischer", FIRST, 1),
    Followed(288, "Zeynep Arslan", FIRST, 2),
    Followed(230, "Elif Kaya", FIRST, 1),
    Followed(140, "Leon Fischer", SERVICE, 30, given_by="Martina Oberhuber", mentor="Bettina Krause"),
    Followed(138, "Zeynep Arslan", SERVICE, 41, given_by="Martina Oberhuber", mentor="Bettina Krause"),
    *(Followed(220 - 3 * number, name, FIRST, 1) for number, name in enumerate(KNOW_THE_FIRST)),
    *(Followed(136 - number, name, SERVICE, 50 - number, given_by="Martina Oberhuber")
      for number, name in enumerate(("Bettina Krause", "Amara Okafor", "Stefanie Gruber"))),
    Followed(120, "Jakub Kowalczyk", LEADING, 25, given_by="Martina Oberhuber"),
    Followed(70, "Amara Okafor", LEADING, 9, 4, given_by="Martina Oberhuber"),
    Followed(33, "Priya Raman", FIRST, 0),
    Followed(18, "Dragan Petrovic", FIRST, 1, 3),
    Followed(11, NEWCOMER, FIRST, 0, 4),
    Followed(11, NEWCOMER, SERVICE, 0, 6, given_by="Martina Oberhuber", mentor="Zeynep Arslan"),
)  # fmt: skip


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    found = [Act(380, _for_service), *switched_on(), *required(), *confirmed(), *ask_again(), *acts_of_missing_terms()]
    for each in FOLLOWED:
        found += [Act(each.ago, partial(_begin, each)), Act(max(each.ago - each.days, 0), partial(_walk, each))]
    return [*found, Act(10, partial(_rest, pause)), Act(0, partial(_rest, resume))]


def _for_service(scene: Scene) -> None:
    """The path of the service says for which department it is; who is new there begins it without being told to."""
    entry = scene.entry("learning_path", SERVICE)
    newest = head(scene.session, entry.id)
    if newest is None:
        raise RuntimeError(f"{SERVICE} has no version")
    content = dict(content_of(wired(scene.session, Kinds).of(entry), newest))
    content |= {"departments": [scene.department("Kundenservice").slug], "for_newcomers": True}
    edit = Edit(content, newest.number, note="Für alle, die im Kundenservice neu sind", intent=Intent.RELEASE)
    save(scene.session, scene.actor(EDITOR), entry, edit)


def _rest(act: Callable[[Session, Actor, int, int], None], scene: Scene) -> None:
    """The newcomer's paths rest while she is shown the workshop."""
    noemi = scene.person(NEWCOMER)
    for path in (FIRST, SERVICE):
        enrolment = open_enrolment(scene.session, noemi.id, scene.entry("learning_path", path).id)
        if enrolment is not None:
            act(scene.session, scene.actor(NEWCOMER), enrolment.id, enrolment.edits)


def _begin(followed: Followed, scene: Scene) -> None:
    path, person = scene.entry("learning_path", followed.path), scene.person(followed.who)
    mentor = scene.person(followed.mentor).id if followed.mentor else None
    if open_enrolment(scene.session, person.id, path.id) is not None:
        return  # it began by itself
    if followed.given_by:
        giving = Giving(path.id, frozenset({person.id}), mentor_id=mentor)
        give(scene.session, scene.actor(followed.given_by), giving)
    else:
        begin(scene.session, scene.actor(followed.who), path.id)


def _walk(followed: Followed, scene: Scene) -> None:
    """The stations that are done by now; questions are answered as they should be."""
    person, actor = scene.person(followed.who), scene.actor(followed.who)
    enrolment = open_enrolment(scene.session, person.id, scene.entry("learning_path", followed.path).id)
    if enrolment is None:
        raise RuntimeError(f"{followed.who} does not follow {followed.path}")
    walk = bare_walk(scene.session, enrolment, person.language)
    for stop in walk.stops[: followed.done]:
        key = stop.station.key
        with current_app.test_request_context():  # questions say where to read on
            questions = questions_at(scene.session, walk, key, person.language)
            for each in questions:
                give_answer(scene.session, enrolment, key, questions, each.key, each.right)
            do(scene.session, actor, enrolment.id, key, person.language)
