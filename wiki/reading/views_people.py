"""What heads see of their own people: open or done, with the day; nothing else, and nobody else's."""

from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.text import whole_number
from wiki.entries.models import Entry
from wiki.entries.queries import entries_by_id
from wiki.people.models import Person
from wiki.reading.blueprint import blueprint
from wiki.reading.queries import DONE, OPEN, Standing, led_people, standings
from wiki.reading.requiring import demand_on
from wiki.reading.views import tabs
from wiki.reading.wording import STATES, TONES
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import same_view
from wiki.web.transaction import db

A_PAGE, ALL = 60, "all"


@dataclass(frozen=True)
class Line:
    """One person and one entry."""

    person: Person
    entry: Entry
    standing: Standing


def lines() -> list[Line]:
    """The head's own people and what is binding for them, by entry and name; four queries."""
    people = {each.id: each for each in led_people(db(), current_actor())}
    found = standings(db(), people) if people else []
    entries = entries_by_id(db(), {each.entry_id for each in found})
    rows = [Line(people[each.person_id], entries[each.entry_id], each) for each in found if each.entry_id in entries]
    language = reader_language()
    order = {person_id: place for place, person_id in enumerate(people)}
    return sorted(rows, key=lambda row: (row.entry.title(language).casefold(), row.entry.id, order[row.person.id]))


@blueprint.get("/people")
@rule(SIGNED_IN)
def people() -> str:
    """The lines, what is outstanding first; of one entry where it is asked for."""
    demand_on(db())
    found = lines()
    state = request.args.get("state", OPEN)
    entry_id = whole_number(request.args.get("entry", "")) or 0
    wanted = [
        each for each in found
        if entry_id in (0, each.entry.id) and (state not in (OPEN, DONE) or each.standing.state == state)
    ]  # fmt: skip
    counts = {name: sum(each.standing.state == name for each in found) for name in (OPEN, DONE)}
    chips = [(STATES[name], same_view(state=name, page=None), state == name, counts[name]) for name in (OPEN, DONE)]
    chips.append((_("All"), same_view(state=ALL, page=None), state not in (OPEN, DONE), len(found)))
    titles = {str(each.entry.id): each.entry.title(reader_language()) for each in found}
    return render_template(
        "reading/people.html", page=page_of_rows(wanted, A_PAGE), chips=chips, tabs=tabs("people"), states=STATES,
        tones=TONES, entry_options=[("", _("All entries")), *titles.items()], entry_id=str(entry_id or ""), state=state,
    )  # fmt: skip
