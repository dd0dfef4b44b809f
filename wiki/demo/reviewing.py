"""Who looked at what again and found it still true; what nobody has looked at is overdue by now."""

from functools import partial

from sqlalchemy import select

from wiki.currency.service import still_true, still_true_for_several
from wiki.demo.holdings import AT_TOUCHPOINTS, IN_GUIDELINES, IN_PROCESSES
from wiki.demo.year import Act, Scene
from wiki.entries.models import Entry
from wiki.ownership.models import Accountability
from wiki.ownership.queries import accountable_on
from wiki.ownership.staff import Staff

EDITOR = "Miriam Vogt"
OVERDUE = {
    "touchpoint/printanzeige", "touchpoint/haendler", "touchpoint/bewertungsportal", "touchpoint/lieferung",
    "touchpoint/rechnung", "touchpoint/messestand", "process/kunden-onboarding", "process/rechnungsfrage",
    "guideline/terminologie",
}  # fmt: skip
TERMS_A_TIME, TERMS_LEFT = 15, 4
SHORT = ("barrierefreiheit", "einwilligung", "garantie", "gewaehrleistung")
"""Terms that are looked at twice a year: law and promises."""


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    places = [each.where for each in (*AT_TOUCHPOINTS, *IN_PROCESSES, *IN_GUIDELINES) if "#" not in each.where]
    looked_at = [where for where in places if where not in OVERDUE]
    found = [Act(340 - number * 7 % 325, partial(_look, where)) for number, where in enumerate(looked_at)]
    found.append(Act(58, _pictures))
    return found + [Act(345 - number * 28, partial(_terms, number)) for number in range(12)]


def _look(where: str, scene: Scene) -> None:
    """Whoever answers on that day; where nobody does an editor."""
    place, staff = scene.place(where), Staff(scene.session, scene.today)
    at = accountable_on(scene.today).where(Accountability.entry_id == place.entry_id, Accountability.step_key == "")
    entry = scene.session.get_one(Entry, place.entry_id)
    answerer = staff.answerer(scene.session.scalar(at), entry.department)
    person = answerer.person if not answerer.acting else None
    still_true(scene.session, scene.actor(person.name if person else EDITOR), place.entry_id)


def _pictures(scene: Scene) -> None:
    """Journeys, personas and learning paths, and terms with a short interval."""
    wanted = Entry.kind.in_(("journey", "persona", "learning_path")) | ((Entry.kind == "term") & Entry.slug.in_(SHORT))
    ids = list(scene.session.scalars(select(Entry.id).where(wanted).order_by(Entry.slug)))
    still_true_for_several(scene.session, scene.actor(EDITOR), ids)


def _terms(number: int, scene: Scene) -> None:
    ids = list(scene.session.scalars(select(Entry.id).where(Entry.kind == "term").order_by(Entry.slug)))
    mine = ids[:-TERMS_LEFT][number * TERMS_A_TIME : (number + 1) * TERMS_A_TIME]
    still_true_for_several(scene.session, scene.actor(EDITOR), mine)
