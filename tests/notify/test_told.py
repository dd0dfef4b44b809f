"""Whom a release tells: as the releaser chose, each person once, nobody who may not read."""

import pytest
from helpers_notify import make_entry, matters, work
from sqlalchemy import func, select

from wiki.core.db import begin_write
from wiki.core.errors import Invalid
from wiki.entries import watching
from wiki.entries.belonging import Belonging
from wiki.entries.models import TELL_DEPARTMENTS, TELL_NOBODY, Entry
from wiki.entries.release import Manner
from wiki.entries.service import Edit, Intent, save
from wiki.entries.telling import Telling, notices_of
from wiki.entries.watching import DEPARTMENT, ENTRY, KIND, LARGER, MINOR, STOP, WATCH
from wiki.initiatives.models import InitiativeChange
from wiki.notify.models import InboxItem
from wiki.people.models import Person
from wiki.people.service import actor_of


class Crew:
    """A company of departments within each other, and a touchpoint of the lower one."""

    def __init__(self, company, runtime):
        self.company, self.runtime, self.session = company, runtime, company.session
        company.department("Service")
        company.department("Hotline", above="Service")
        for name, unit in (("Anna", "Hotline"), ("Bert", "Service"), ("Carla", "Vertrieb"), ("Dora", "Hotline")):
            company.person(name, unit)
        company.person("Rita", "", "editor")
        self.place = company.touchpoint("Kanal", "Hotline")

    def actor(self, name):
        return actor_of(self.session, self.session.get(Person, self.company.ids[name]))

    def watch(self, name, *targets, act=WATCH):
        begin_write(self.session)
        watching.act(self.session, self.actor(name), act, targets)
        self.session.commit()

    def release(self, text, telling=None, *, minor=False, by="Rita", belongs_to=None):
        """A new version of the touchpoint, released and told; returns the revision."""
        begin_write(self.session)
        entry = self.session.get(Entry, self.place)
        parts = {"title": {"de": "Kanal", "en": "Kanal"}, "summary": {"de": text}, "department": "hotline"}
        manner = Manner("", telling or Telling(), belongs_to)
        edit = Edit(parts, entry.released.number, minor=minor, intent=Intent.RELEASE, manner=manner)
        saved = save(self.session, self.actor(by), entry, edit)
        self.session.commit()
        work(self.runtime)
        return saved.revision

    def heard(self, *names):
        return {name: matters(self.session, self.company.ids[name]) for name in names}


@pytest.fixture
def crew(company, runtime):
    company.department("Vertrieb")
    return Crew(company, runtime)


def test_one_person_hears_of_one_release_once_as_the_nearest_of_what_they_are(crew):
    """Anna watches entry, kind and department and belongs to a department that is told: one item."""
    entry = (ENTRY, str(crew.place))
    crew.watch("Anna", entry, (KIND, "touchpoint"), (DEPARTMENT, "service"))
    crew.watch("Bert", (DEPARTMENT, "service"), (KIND, "touchpoint"))
    crew.watch("Carla", (KIND, "process"))
    crew.watch("Rita", entry)
    hotline = crew.company.ids["Hotline"]
    revision = crew.release("Neu", Telling(TELL_DEPARTMENTS, (hotline,), "Bitte ab Montag so."))
    assert crew.heard("Anna", "Bert", "Carla", "Dora", "Rita") == {
        "Anna": ["released_for"], "Bert": ["released"], "Carla": [], "Dora": ["released_for"], "Rita": [],
    }  # fmt: skip
    items = crew.session.scalars(select(InboxItem).where(InboxItem.matter == "released_for")).all()
    assert {item.data["message"] for item in items} == {"Bitte ab Montag so."}
    told = notices_of(crew.session, [revision.id])[revision.id]
    assert (told.choice, [each.slug for each in told.departments], told.by.name) == ("departments", ["hotline"], "Rita")


def test_nobody_and_minor_changes(crew):
    """A choice of nobody tells nobody; a minor change those who asked for it, and the departments that were chosen."""
    crew.watch("Anna", (KIND, "touchpoint"))
    crew.watch("Bert", (DEPARTMENT, "service"))
    crew.watch("Dora", (ENTRY, str(crew.place)))
    crew.release("Eins", Telling(TELL_NOBODY))
    assert crew.heard("Anna", "Bert", "Dora") == {"Anna": [], "Bert": [], "Dora": []}
    crew.watch("Bert", (DEPARTMENT, "service"), act=MINOR)
    crew.release("Zwei", minor=True)
    assert crew.heard("Anna", "Bert", "Dora") == {"Anna": [], "Bert": ["released"], "Dora": []}
    crew.watch("Bert", (DEPARTMENT, "service"), act=LARGER)
    sales = Telling(TELL_DEPARTMENTS, (crew.company.ids["Vertrieb"],))
    crew.release("Drei", sales, minor=True)
    assert crew.heard("Bert", "Carla") == {"Bert": ["released"], "Carla": ["released_for"]}


def test_what_is_muted_stays_muted_under_a_kind(crew):
    crew.watch("Anna", (KIND, "touchpoint"))
    anna, entry = crew.actor("Anna"), crew.session.get(Entry, crew.place)
    assert watching.is_watching(crew.session, anna, entry)
    begin_write(crew.session)
    assert watching.toggle(crew.session, anna, entry) is False
    crew.session.commit()
    crew.release("Neu")
    assert crew.heard("Anna") == {"Anna": []}
    crew.watch("Anna", (KIND, "touchpoint"), act=STOP)
    begin_write(crew.session)
    assert watching.toggle(crew.session, crew.actor("Anna"), crew.session.get(Entry, crew.place)) is True
    crew.session.commit()
    crew.release("Neuer")
    assert crew.heard("Anna") == {"Anna": ["released"]}


def test_who_may_not_read_an_entry_cannot_watch_it_and_is_never_told(crew):
    begin_write(crew.session)
    draft = make_entry(crew.session, crew.actor("Rita"), "Geheim", intent=Intent.DRAFT)
    begin_write(crew.session)
    assert watching.act(crew.session, crew.actor("Anna"), WATCH, [(ENTRY, str(draft.id)), (KIND, "nothing")]) == 0
    crew.session.commit()


def test_a_release_belongs_to_an_initiative_or_is_not_made(crew):
    initiative = crew.company.entry("initiative", "Rückruf")
    offers = crew.session.info["wiring"].get(Belonging).offered(crew.session, crew.actor("Rita"), [], "de")
    assert [row[0] for _label, rows in offers for row in rows] == [initiative]
    revision = crew.release("Neu", belongs_to=initiative)
    (row,) = crew.session.scalars(select(InitiativeChange))
    assert (row.initiative_id, row.revision_id, row.added_by_id) == (initiative, revision.id, crew.company.ids["Rita"])
    with pytest.raises(Invalid):
        crew.release("Neuer", belongs_to=crew.place)
    crew.session.rollback()
    assert crew.session.get(Entry, crew.place).released.id == revision.id
    assert crew.session.scalar(select(func.count(InitiativeChange.id))) == 1


def test_departments_must_be_chosen_and_be_there(crew):
    for departments in ((), (999,)):
        with pytest.raises(Invalid):
            crew.release("Neu", Telling(TELL_DEPARTMENTS, departments))
        crew.session.rollback()
    assert crew.session.get(Entry, crew.place).released.number == 1
