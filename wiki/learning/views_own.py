"""The path through one's own steps, to be looked at before it is begun."""

from flask import render_template

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.links import resolve
from wiki.learning.blueprint import blueprint
from wiki.learning.enrolling import OWN_TITLES, open_enrolment
from wiki.learning.own_path import own_stations
from wiki.learning.wording import SORTS
from wiki.web.i18n import reader_language
from wiki.web.transaction import db


@blueprint.get("/own")
@rule(SIGNED_IN)
def own() -> str:
    """Its stations as they are today, each with the reason why it is there."""
    session, actor, language = db(), current_actor(), reader_language()
    stations = own_stations(session, actor.person_id or 0)
    kinds = wired(session, Kinds)
    return render_template(
        "learning/own.html",
        title=OWN_TITLES[language], followed=open_enrolment(session, actor.person_id or 0, None),
        stations=stations, kinds=kinds, sorts=SORTS, language=language,
        targets=resolve(session, kinds, actor, language, {each.address for each in stations if each.slug}),
    )  # fmt: skip
