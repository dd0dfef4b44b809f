"""The page of a group: where it stands, how that came about, and what helps it on."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from wiki.access.guard import current_actor
from wiki.change import keeping, measures, rounds
from wiki.change.adkar import ELEMENTS, Standing, standing
from wiki.change.forms_rounds import MeasuresForm, RoundForm
from wiki.change.models import ChangeGroup
from wiki.change.pictures import averages, over_time
from wiki.change.reading import ChangePlan, measures_of, team_of
from wiki.change.rounds import SORTS
from wiki.change.views import ENDPOINT, WORDS
from wiki.change.wording import ELEMENT_QUESTIONS
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, NotFound
from wiki.entries.binding import load, url_of
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing


def change_group(kind: Kind, slug: str, item_id: int) -> ResponseReturnValue:
    """A group: rounds over time, averages, measures that fit."""
    return _page(kind, load(db(), kind, slug), item_id)


def change_round_new(kind: Kind, slug: str, item_id: int) -> ResponseReturnValue:
    """The form of a round: asked, shares, or one profile."""
    entry = load(db(), kind, slug)
    keeping.demand_part(db(), current_actor(), entry.id)
    asked = request.args.get("sort", "")
    form = RoundForm(data={"sort": asked if asked in SORTS else SORTS[0], "day": company_day(db())})
    return _form(kind, entry, item_id, form)


def change_round_add(kind: Kind, slug: str, item_id: int) -> ResponseReturnValue:
    """Write a round down."""
    entry = load(db(), kind, slug)
    keeping.demand_part(db(), current_actor(), entry.id)
    form = RoundForm()
    try:
        if not form.validate_on_submit():
            raise Invalid([])
        rounds.add(writing(), current_actor(), entry.id, item_id, form.read())
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _form(kind, load(db(), kind, slug), item_id, form), 422
    flash(_("Saved."), "success")
    return redirect(url_of(db(), entry, "change_group", item_id=item_id), 303)


def change_round_remove(kind: Kind, slug: str, item_id: int, number: int) -> ResponseReturnValue:
    """Remove a round."""
    entry = load(db(), kind, slug)
    rounds.remove(writing(), current_actor(), entry.id, item_id, number)
    flash(_("The round is removed."), "success")
    return redirect(url_of(db(), entry, "change_group", item_id=item_id), 303)


def change_measures(kind: Kind, slug: str, item_id: int, number: int) -> ResponseReturnValue:
    """Make tasks of measures."""
    entry = load(db(), kind, slug)
    keeping.demand_part(db(), current_actor(), entry.id)
    form = MeasuresForm()
    try:
        if not form.validate_on_submit():
            raise Invalid([])
        taking = form.read(reader_language())
        made = measures.take(writing(), current_actor(), entry.id, item_id, number, taking)
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _page(kind, load(db(), kind, slug), item_id, form), 422
    flash(ngettext("%(num)s task made.", "%(num)s tasks made.", len(made)), "success")
    return redirect(url_of(db(), entry, "change_group", item_id=item_id, _anchor="measures"), 303)


def _group(plan: ChangePlan, group_id: int) -> ChangeGroup:
    found = next((line.group for line in plan.groups if line.group.id == group_id), None)
    if found is None:
        raise NotFound
    return found


def _page(kind: Kind, entry: Entry, group_id: int, form: MeasuresForm | None = None) -> str:
    plan = ChangePlan(db(), current_actor(), entry.id)
    group = _group(plan, group_id)
    newest = group.rounds[-1] if group.rounds else None
    now: Standing | None = standing(newest) if newest else None
    form = form or MeasuresForm(formdata=None)
    form.offer([(each.person_id, each.person.name) for each in team_of(db(), entry.id)])
    return render_template(
        "change/group.html",
        kind=kind, frame=Frame(db(), current_actor(), kind, entry, ENDPOINT), plan=plan, group=group,
        picture=over_time(group.rounds), averages=averages(group.rounds), newest=newest, now=now, form=form,
        fitting=measures.fitting(now.main) if now else (),
        taken=measures_of(db(), [each.id for each in group.rounds]), standing=standing, **WORDS,
    )  # fmt: skip


def _form(kind: Kind, entry: Entry, group_id: int, form: RoundForm) -> str:
    plan = ChangePlan(db(), current_actor(), entry.id)
    return render_template(
        "change/round.html",
        kind=kind, frame=Frame(db(), current_actor(), kind, entry, ENDPOINT), plan=plan,
        group=_group(plan, group_id), form=form, sorts=SORTS, questions=ELEMENT_QUESTIONS,
        element_names=ELEMENTS, **WORDS,
    )  # fmt: skip
