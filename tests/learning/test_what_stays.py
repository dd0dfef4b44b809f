"""What stays when people leave and paths are taken away: history and certificates; nobody waits in vain."""

from datetime import timedelta

import pytest
from helpers import SQLITE
from helpers_notify import matters, work
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.entries import lifecycle
from wiki.entries.models import Entry
from wiki.learning import enrolling, reminding, taking
from wiki.learning.models import Enrolment
from wiki.learning.touched import touched
from wiki.people.models import Person
from wiki.people.rights import actor_of

pytestmark = SQLITE
TALKS = [
    {"key": key, "sort": "talk", "title": {"de": title, "en": title}, "within_days": 1}
    for key, title in (("first", "Hello"), ("last", "Goodbye"))
]
PEOPLE = ("Anna", "Ben", "Carl", "Dora", "Emil")


@pytest.fixture
def path(company):
    """Five people follow it, Anna accompanied by Emil."""
    company.ids["path"] = company.entry("learning_path", "First days", stations=TALKS)
    for name in PEOPLE:
        company.person(name)
    company.ids["on it"] = {name: _doing(company, name, enrolling.begin, company.ids["path"]).id for name in PEOPLE}
    _doing(company, "Anna", enrolling.choose_mentor, company.ids["on it"]["Anna"], company.ids["Emil"], 1)
    return company


def _doing(company, name, act, *arguments):
    company.session.rollback()
    actor = actor_of(company.session, company.session.get_one(Person, company.ids[name]))
    return company.writing(lambda session: act(session, actor, *arguments))


def _told(company):
    """How many people an act on the path speaks of."""
    company.session.rollback()
    entry = company.session.get_one(Entry, company.ids["path"])
    return [each.count for each in touched(company.session, SYSTEM, [entry])]


def test_who_has_left_is_neither_reminded_nor_counted_and_accompanies_nobody(path, runtime):
    assert _told(path) == [5]
    yesterday = path.today - timedelta(days=1)
    path.writing(lambda session: setattr(session.get_one(Person, path.ids["Emil"]), "last_day", yesterday))
    assert _told(path) == [], "fewer than five are on the way"
    assert path.writing(lambda session: reminding.remind(session, path.today)) == 4
    work(runtime)
    assert sorted(matters(path.session, path.ids["Anna"])) == ["learning_due", "learning_unaccompanied"]
    assert "learning_due" not in matters(path.session, path.ids["Emil"])
    mentors = path.session.scalars(select(Enrolment.mentor_id).where(Enrolment.mentor_id.is_not(None)))
    assert mentors.all() == []


def test_what_is_finished_stays_when_the_path_is_removed_for_good(path, stock):
    mine = path.ids["on it"]
    for key in ("first", "last"):
        _doing(path, "Anna", taking.do, mine["Anna"], key, "en")
    _doing(path, "Ben", taking.do, mine["Ben"], "first", "en")
    for remove in (lifecycle.archive, lifecycle.delete, lifecycle.purge):
        path.writing(lambda session, act=remove: act(session, SYSTEM, session.get_one(Entry, path.ids["path"])))
    anna, ben = (stock.sign_in(f"{name}@example.org") for name in ("anna", "ben"))
    for browser in (anna, ben):
        browser.set_cookie("cxwiki_language", "en")
    assert "First days" in anna.get("/learning/").text
    assert "You have finished this path." in anna.get(f"/learning/{mine['Anna']}").text
    assert "Goodbye" in anna.get(f"/learning/certificates/{mine['Anna']}").text
    assert "This path is not there any more" in ben.get("/learning/").text
    assert "Hello" in ben.get(f"/learning/{mine['Ben']}").text, "what was done stays to be seen"
    assert path.writing(lambda session: reminding.remind(session, path.today)) == 0
