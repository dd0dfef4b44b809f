"""Taking a copy of what the wiki keeps about a person."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.people import own_data
from wiki.people.blueprint import blueprint
from wiki.people.models import Person
from wiki.people.sessions import person_here
from wiki.people.views_admin_people import MANAGE, get_person
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing


@blueprint.get("/me/data")
@rule(SIGNED_IN)
def own_copy() -> ResponseReturnValue:
    """What is kept about the person who reads, as numbers, and the button for the copy."""
    chapters = own_data.collect(db(), person_here(), reader_language())
    return render_template("people/own_data.html", chapters=chapters)


@blueprint.post("/me/data")
@rule(SIGNED_IN)
def own_copy_download() -> ResponseReturnValue:
    """The own copy."""
    return _download(person_here(), by_administrator=False)


@blueprint.get("/admin/people/<int:person_id>/data")
@rule(MANAGE)
def admin_copy(person_id: int) -> ResponseReturnValue:
    """Say what an administrator's copy holds and what it leaves out."""
    person = get_person(person_id)
    skipped = own_data.left_out(db(), person, by_administrator=True)
    return render_template("people/admin_copy.html", person=person, skipped=skipped)


@blueprint.post("/admin/people/<int:person_id>/data")
@rule(MANAGE)
def admin_copy_download(person_id: int) -> ResponseReturnValue:
    """The copy for a person who asked the administration."""
    return _download(get_person(person_id), by_administrator=True)


def _download(person: Person, *, by_administrator: bool) -> Response:
    """Read and pack before the lock is taken; hand out what is recorded only."""
    made_at, number = clock.now(), person.id
    chapters = own_data.collect(db(), person, reader_language(), by_administrator=by_administrator)
    skipped = own_data.left_out(db(), person, by_administrator)
    page = render_template(
        "people/own_data_file.html", person=person, chapters=chapters, skipped=skipped, made_at=made_at
    )
    style = render_template("people/own_data_file.css")
    content = own_data.pack(person, chapters, page, style, made_at)
    database = writing()
    own_data.record_copy(database, current_actor(), database.get_one(Person, number))
    name = f"cx-wiki-{made_at:%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, mimetype="application/zip", headers=headers)
