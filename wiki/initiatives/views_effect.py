"""The page "Effect" of an initiative: values, closing, re-checks."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.core.errors import Invalid, NotFound
from wiki.entries.binding import load, url_of
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.initiatives import closing, measuring
from wiki.initiatives.effect_page import EffectPage
from wiki.initiatives.forms import CloseForm, MeasureForm, numbered
from wiki.initiatives.models import HELD, Initiative
from wiki.initiatives.wording import (
    LIGHT_TONES,
    OUTCOMES,
    SHORT_LIGHTS,
    SORTS,
    STAGES,
    VERDICTS,
    interval_text,
    value_text,
)
from wiki.web.forms import WikiForm
from wiki.web.transaction import db, roll_back, writing

ENDPOINT = "effect"


@dataclass(frozen=True)
class Failed:
    """The form that was refused, and where it stands."""

    place: str = ""
    form: WikiForm | None = None


def effect(kind: Kind, slug: str) -> ResponseReturnValue:
    """What an initiative has brought about."""
    return _page(kind, slug)


def measure(kind: Kind, slug: str) -> ResponseReturnValue:
    """Write a value down that was measured on the way."""
    form = MeasureForm()

    def act(session: Session, found: int) -> str:
        measuring.measure(session, current_actor(), found, form.measured())
        return str(_("The value is written down."))

    return _do(kind, slug, Failed("measure", form), act)


def close(kind: Kind, slug: str) -> ResponseReturnValue:
    """Close the initiative."""
    form = CloseForm()

    def act(session: Session, found: int) -> str:
        planned = closing.close(session, current_actor(), found, form.closing())
        words = ngettext(
            "Closed. %(num)s re-check is planned.",
            "Closed. %(num)s re-checks are planned, each with a task.",
            len(planned),
        )
        return str(words if planned else _("Closed."))

    return _do(kind, slug, Failed("close", form), act)


def recheck(kind: Kind, slug: str, row_id: int) -> ResponseReturnValue:
    """Enter the value of a re-check."""
    form = MeasureForm()

    def act(session: Session, found: int) -> str:
        done = closing.check_again(session, current_actor(), found, row_id, form.measured())
        if done.outcome == HELD:
            return str(_("The effect has held. The task is done."))
        return str(_("The target is missed: the initiative is open again, and the team is told."))

    return _do(kind, slug, Failed(f"recheck-{row_id}", form), act)


def _do(kind: Kind, slug: str, failed: Failed, act: Callable[[Session, int], str]) -> ResponseReturnValue:
    found = load(db(), kind, slug).id
    try:
        words = act(writing(), found)
    except Invalid as error:
        roll_back()
        assert failed.form is not None
        failed.form.add_problems(error.problems)
        return _page(kind, slug, failed), 422
    flash(words, "success")
    return redirect(url_of(db(), load(db(), kind, slug), ENDPOINT), 303)


def _page(kind: Kind, slug: str, failed: Failed = Failed()) -> str:
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    if not isinstance(entry, Initiative):
        raise NotFound
    page = EffectPage(session, actor, entry)

    def form_at(place: str, shape: type[MeasureForm]) -> WikiForm:
        if failed.place == place and failed.form is not None:
            form = failed.form
        else:
            form = shape(formdata=None, data={"measured_on": page.today.isoformat()})
        if isinstance(form, CloseForm):
            form.newest.data = str(page.newest_report_id)
        return numbered(form, place)

    return render_template(
        "initiatives/effect.html", kind=kind, entry=entry, frame=Frame(session, actor, kind, entry, ENDPOINT),
        page=page, failed=failed.place, form_at=form_at, MeasureForm=MeasureForm, CloseForm=CloseForm, stages=STAGES,
        short_lights=SHORT_LIGHTS, tones=LIGHT_TONES, sorts=SORTS, verdicts=VERDICTS, outcomes=OUTCOMES,
        value_text=value_text, interval_text=interval_text,
    )  # fmt: skip
