"""Which pages are asked for, by whom. A page that is added gets a line here."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.learning.students import EDITOR, LEARNER, NEWCOMER
from benchmarks.ownership.crowd import HEAD, MANAGER
from benchmarks.ownership.timed import Page
from wiki.learning.models import Enrolment
from wiki.missing_terms.models import MissingTerm
from wiki.people.models import Person
from wiki.reading.models import RequiredReading

HOMES = tuple(Page("learning_home", who, "/") for who in (NEWCOMER, HEAD, MANAGER, EDITOR))
ALWAYS = (
    Page("learning", LEARNER, "/learning/"),
    Page("learning", NEWCOMER, "/learning/"),
    Page("learning", HEAD, "/learning/"),
    Page("learning", LEARNER, "/learning/own"),
    Page("learning", LEARNER, "/learn/pfad-7"),
    Page("learning", EDITOR, "/learning/questions/learning_path/pfad-7"),
    Page("learning_people", HEAD, "/learning/people"),
    Page("learning_people", MANAGER, "/learning/people/company"),
    Page("confirming", LEARNER, "/reading/"),
    Page("confirming", HEAD, "/reading/people"),
    Page("confirming", MANAGER, "/reading/entries"),
    Page("missing_terms", EDITOR, "/missing-terms/"),
    Page("missing_terms", EDITOR, "/missing-terms/?show=all&order=word"),
    Page("missing_terms", EDITOR, "/missing-terms/links"),
    Page("missing_terms", LEARNER, "/missing-terms/mine"),
    Page("games", LEARNER, "/games/"),
    Page("games", LEARNER, "/games/cards"),
    Page("games", LEARNER, "/games/pairs"),
    Page("games", LEARNER, "/games/meanings"),
)


def asked(session: Session) -> list[Page]:
    """Every page, those of single rows included."""
    return [*HOMES, *ALWAYS, *_stations(session), *_single(session)]


def _stations(session: Session) -> list[Page]:
    """A station to read and one that asks, of a path the learner follows."""
    query = select(Enrolment.id).join(Person, Person.id == Enrolment.person_id)
    query = query.where(Person.email == LEARNER, Enrolment.completed_at.is_(None))
    first = session.scalars(query.order_by(Enrolment.id)).first()
    places = [f"/learning/{first}", *(f"/learning/{first}/stations/station-{number}" for number in (0, 3, 11))]
    return [Page("learning", LEARNER, path) for path in places]


def _single(session: Session) -> list[Page]:
    """One missing term, one entry to confirm anew, one of the own people."""
    missing = session.scalars(select(MissingTerm.id).order_by(MissingTerm.id)).all()
    changed = session.scalars(select(RequiredReading.entry_id).order_by(RequiredReading.entry_id)).first()
    own = session.scalar(select(Person.id).where(Person.email == NEWCOMER))
    return [
        Page("missing_terms", EDITOR, f"/missing-terms/{missing[0]}"),
        Page("missing_terms", EDITOR, f"/missing-terms/{missing[1]}"),
        Page("confirming", LEARNER, f"/reading/{changed}"),
        Page("confirming", MANAGER, f"/reading/require/{changed}"),
        Page("learning_people", HEAD, f"/learning/people/{own}"),
    ]
