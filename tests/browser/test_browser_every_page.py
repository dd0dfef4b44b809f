"""Every kind of page, in both languages and appearances: nothing for axe to find, nothing wider than the window, no
error in the console, no request to elsewhere (the last two are watched on every visit, see visits.py)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from arranged_change import concern
from axe_playwright_python.sync_playwright import Axe
from every_page import PAGES, Shown
from playwright.sync_api import Browser, Page
from running_wiki import RunningWiki
from sqlalchemy import select
from sqlalchemy.orm import Session
from visits import StandingVisits, Visits

from wiki.access.permissions import SYSTEM
from wiki.core.clock import company_day
from wiki.entries import discussion
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, save
from wiki.handover import service as handovers
from wiki.handover.moving import finish_now
from wiki.initiatives.closing import Closing, close
from wiki.initiatives.measuring import Measured
from wiki.initiatives.service import start
from wiki.ownership import holders
from wiki.ownership.duties import add_duty
from wiki.ownership.holders import Place
from wiki.ownership.planning import Wish, plan_many, send
from wiki.people.models import Person, PersonRole
from wiki.people.service import actor_of

WIDTHS = (320, 390, 1024, 1680)
LOOKS = (("de", "light", 1440), ("en", "dark", 390)), (("de", "dark", 1440), ("en", "light", 390))
"""Two visits show each page in both languages, both appearances, at both widths; the pages take turns in which of
them go together."""
OPTIONS = {"resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def looked_at(wiki: RunningWiki) -> RunningWiki:
    """A term in the midst of life: a draft, a suggestion with its note, a discussion."""
    wiki.add_term("looked-at", "eins")
    steps = [
        {"lane": "customer", "title": {"de": "Melden", "en": "Report"}, "break_point": {"de": "Niemand hebt ab"}},
        {"lane": "backstage", "title": {"de": "Prüfen"}, "promise": {"de": "Rückruf"}, "promise_hours": 24},
    ]
    wiki.add("process", {"title": {"de": "Kurz", "en": "Short"}, "steps": steps}, "looked-at")
    with wiki.arranging() as session:
        entry = session.scalars(select(Entry).where(Entry.slug == "looked-at", Entry.kind == "term")).one()
        content = dict(entry.released.payload)
        person = session.scalars(select(Person).where(Person.name == "Emil Neuling")).one()
        editor = session.scalars(select(Person).where(Person.name == "Rita Redaktion")).one()
        draft = {**content, "definition": {"de": "zwei", "en": "two"}, "note": {"en": "A *note*."}}
        save(session, actor_of(session, editor), entry, Edit(draft, 1, intent=Intent.DRAFT, note="Clearer"))
        suggestion = {**content, "example": {"de": "Zum Beispiel"}}
        save(session, actor_of(session, person), entry, Edit(suggestion, 1, note="An example", as_proposal=True))
        discussion.add(
            session, actor_of(session, person), entry, discussion.Remark("Is this **really** so?", on_revision=1)
        )
        _ask(session, entry, person)
        _hand_over(session, entry, person, editor)
    _undertake(wiki)
    return wiki


def _undertake(wiki: RunningWiki) -> None:
    """An initiative that is closed with its effect, and waits for the first time it is checked again."""
    figure = {"figure": {"de": "Rückrufe wie zugesagt"}, "unit": "share", "baseline": "61", "baseline_cases": "180",
              "baseline_on": "2026-05-06", "target": "90", "target_on": "2026-09-30"}  # fmt: skip
    wiki.add("initiative", {"title": {"de": "Rückruf", "en": "Call back"}, **figure}, "looked-at")
    with wiki.arranging() as session:
        number = session.scalars(select(Entry.id).where(Entry.slug == "looked-at", Entry.kind == "initiative")).one()
        begun = start(session, SYSTEM, number, "Los")
        effect = Measured(Decimal("92.5"), company_day(session), 160, "Tickets")
        close(session, SYSTEM, number, Closing("Fertig", effect, newest=begun.id))
        concern(session, number)


def _ask(session: Session, entry: Entry, person: Person) -> None:
    """The CX manager asks Emil for two duties and has put another together."""
    manager = session.scalars(select(Person).join(Person.roles).where(PersonRole.role == "cx_manager")).first()
    assert manager is not None
    actor, place, emil = actor_of(session, manager), Place(entry.id), holders.person(person.id)
    asked = plan_many(session, actor, [Wish(place, "A", emil), Wish(place, "R", emil)])[0]
    assert asked is not None
    send(session, actor, asked.package_id, "You know this best.", "an hour a month")
    plan_many(session, actor, [Wish(place, "C", emil)])


def _hand_over(session: Session, entry: Entry, person: Person, editor: Person) -> None:
    """Rita hands what she answers for to Emil, who has accepted half; Emil's own hand-over is finished."""
    today = company_day(session)
    for who, on in ((editor, today + timedelta(days=9)), (person, today)):
        add_duty(session, SYSTEM, Place(entry.id), "I", holders.person(who.id), today)
        add_duty(session, SYSTEM, Place(entry.id), "C", holders.person(who.id), today)
        package = handovers.begin(session, actor_of(session, who), who, on)
        items = [each.id for each in package.items if each.sort in ("informed", "consulted")]
        successor = person if who is editor else editor
        handovers.propose(session, actor_of(session, who), package, items, successor.id)
        handovers.answer(session, actor_of(session, successor), package, {items[0]: True})
    finish_now(session, actor_of(session, person), package)


@pytest.fixture(scope="module")
def windows(browser: Browser, wiki: RunningWiki) -> Iterator[StandingVisits]:
    """The windows in which all pages are looked at."""
    made = StandingVisits(browser, wiki)
    yield made
    made.end()


@pytest.mark.parametrize(("number", "shown"), list(enumerate(PAGES)), ids=[str(each) for each in PAGES])
@pytest.mark.usefixtures("looked_at")
def test_a_page_is_accessible_and_fits(windows: StandingVisits, number: int, shown: Shown) -> None:
    for language, theme, width in LOOKS[number % 2]:
        page = windows.look(shown.role, language, theme, width)
        answer = page.goto(shown.address)
        assert answer is not None
        assert answer.status == shown.status
        shown.then(page)
        _look_at(page, f"{language} {theme} {width}")
        page.close()
    windows.settle()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/glossary/", "/processes/", "/dev/parts"])
def test_so_are_an_empty_wiki_and_every_part_of_the_pages(first_visits: Visits, theme: str, address: str) -> None:
    page = first_visits(language="de", theme=theme)
    page.goto(address)
    _look_at(page, theme)


def test_who_wants_no_motion_has_the_new_layout_at_once(visits: Visits) -> None:
    page = visits("editor", width=1440)
    page.goto("/")
    page.evaluate(
        """() => { window.narrowed = new Promise(done => addEventListener('resize', () => done(
            [innerWidth, document.documentElement.scrollWidth, document.getAnimations().length]), {once: true})) }"""
    )
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("() => window.narrowed") == [320, 320, 0]


def _look_at(page: Page, look: str) -> None:
    size = page.viewport_size
    assert _too_wide(page) == {}, look
    assert size is not None
    page.set_viewport_size(size)
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, f"{look}:\n{found.generate_report()}"


STICKING_OUT = """async width => {
    const frame = () => new Promise(done => requestAnimationFrame(done))
    const page = document.documentElement
    while (innerWidth !== width) await frame()
    await document.fonts.ready
    for (let before = -1; before !== page.scrollWidth; await frame()) before = page.scrollWidth
    if (page.scrollWidth <= page.clientWidth) return []
    const out = [...document.querySelectorAll('body *')].filter(
        each => each.checkVisibility() && each.getBoundingClientRect().right > page.clientWidth)
    return [`${page.scrollWidth} px`, ...out.map(each => each.cloneNode(false).outerHTML)]
}"""


def _too_wide(page: Page) -> dict[int, list[str]]:
    """The width and the elements that stick out, for each width of the window that the page does not fit in."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(STICKING_OUT, width)
    return {width: elements for width, elements in found.items() if elements}
