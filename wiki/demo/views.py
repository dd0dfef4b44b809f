"""Signing in as one of the sample company's people, without a password. The addresses exist nowhere else."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from wiki.access.guard import current_actor
from wiki.access.rules import PUBLIC, rule
from wiki.core.errors import NotFound
from wiki.demo.cast import COMPANY, MEMBERS
from wiki.demo.guests import BY_EMAIL, GUESTS
from wiki.people import signing_in
from wiki.people.models import Person
from wiki.people.sessions import current_person
from wiki.people.views_session import enter
from wiki.web.transaction import writing

blueprint = Blueprint("demo", __name__, url_prefix="/demo")


@blueprint.get("/")
@rule(PUBLIC)
def people() -> ResponseReturnValue:
    """Whom one can be."""
    here = current_person()
    return render_template(
        "demo/people.html", guests=GUESTS, company=COMPANY, number=len(MEMBERS), now=here.email if here else ""
    )


@blueprint.post("/")
@rule(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Sign in as the person chosen; whoever was signed in before is signed out."""
    guest = BY_EMAIL.get(request.form.get("person", ""))
    if guest is None:
        raise NotFound(_("There is nobody of this name in the sample company."))
    session = writing()
    person = session.scalar(select(Person).where(Person.email == guest.email, Person.active))
    if person is None:
        raise NotFound(_("This account was deactivated or erased while somebody tried the wiki."))
    if current_person() is not None:
        signing_in.end(session, current_actor(), g.ticket.key)
    signing_in.begin(session, person)
    return enter(person, guest.start)
