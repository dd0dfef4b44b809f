"""What a person answers for, today and before: a card on the person's page, and a page of its own."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import needs, rule
from wiki.core.clock import company_day
from wiki.core.errors import NotFound
from wiki.entries.as_of import asked_day
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.ownership import history
from wiki.ownership.blueprint import blueprint
from wiki.ownership.history import Period
from wiki.ownership.models import ACCOUNTABLE
from wiki.ownership.past import shown_periods
from wiki.ownership.staff import Staff
from wiki.people.models import Person
from wiki.people.person_cards import PersonCard
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.runtime import settings
from wiki.web.transaction import db

MOST_ON_CARD = 8
A_PAGE = 100


@blueprint.get("/people/<int:person_id>")
@rule(needs(Permission.PERSON_READ))
def person_duties(person_id: int) -> ResponseReturnValue:
    """What a person answers for on a day, and everything before."""
    session, actor = db(), current_actor()
    person = session.get(Person, person_id)
    if person is None or not (person.active or _may_see_leavers(actor)):
        raise NotFound(_("There is no such person, or not any more."))
    typed = request.args.get("as_of", "")[:40]
    day, problem = asked_day(typed, settings())
    periods = history.of_person(session, person.id)
    entries = _entries(session, actor, periods)
    shown = shown_periods(session, periods, Staff(session, day), reader_language(), str)
    known = [each for each in shown if each.period.place.entry_id in entries]
    html = render_template(
        "ownership/person.html",
        person=person, day=day, today=company_day(session), problem=problem, typed=typed, entries=entries,
        now=[each for each in known if each.when == "now"],
        page=page_of_rows([each for each in known if each.when != "now"], A_PAGE), language=reader_language(),
    )  # fmt: skip
    return html, 422 if problem else 200


def _may_see_leavers(actor: Actor) -> bool:
    return actor.may(Permission.PERSON_MANAGE) or actor.may(Permission.OWNERSHIP_OVERSEE)


def _entries(session: Session, actor: Actor, periods: list[Period]) -> dict[int, Entry]:
    """The entries the periods speak of, as far as the reader may know of them."""
    ids = {each.place.entry_id for each in periods}
    if not ids:
        return {}
    return {each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(ids), readable(actor)))}


def cards(session: Session, actor: Actor, person: Person) -> list[PersonCard]:
    """What the person answers for today, in short, what is accountable first."""
    periods = history.of_person(session, person.id)
    if not periods:
        return []
    today, language = company_day(session), reader_language()
    lasting = [each for each in periods if each.holds_on(today)]
    entries = _entries(session, actor, lasting)
    lasting = [each for each in lasting if each.place.entry_id in entries]
    lasting.sort(key=lambda each: (each.letter != ACCOUNTABLE, entries[each.place.entry_id].title(language)))
    lines = []
    for each in lasting[:MOST_ON_CARD]:
        entry = entries[each.place.entry_id]
        url = url_for(f"{entry.kind}.ownership", slug=entry.slug)
        lines.append((f"{each.letter} · {entry.title(language)}", url))
    more = len(lasting) - len(lines)
    words = _("all %(number)s, and what was before", number=len(lasting)) if more else _("and what was before")
    whole = words, url_for("ownership.person_duties", person_id=person.id)
    return [PersonCard(_("Answers for"), (*lines, whole))]
