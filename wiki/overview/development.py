"""Pages for those who build the wiki; only with CXWIKI_DEVELOPMENT."""

from typing import Any

from flask import Blueprint, render_template
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.access.rules import PUBLIC, rule
from wiki.web.forms import WikiForm, options

blueprint = Blueprint("development", __name__, url_prefix="/dev")

_PHASES = options([("need", "Bedarf"), ("use", "Nutzung")])
_CHANNELS = options([("phone", "Telefon"), ("mail", "E-Mail"), ("shop", "Filiale")])
_STATUSES = options([("preferred", "bevorzugt"), ("admitted", "zugelassen")])


class _Label(Form):
    text = StringField("Benennung", [InputRequired("Bitte schreiben Sie die Benennung.")])
    status = SelectField("Status", choices=_STATUSES)


class _Sample(WikiForm):
    """One field of each sort, some of them filled in wrongly."""

    name = StringField("Name", [InputRequired("Bitte geben Sie einen Namen an.")])
    email = StringField("E-Mail", [Regexp(r"[^@]+@[^@]+", message="Das ist keine E-Mail-Adresse.")])
    kind = SelectField("Art", choices=_PHASES)
    phase = SelectField("Phase", choices=_PHASES)
    note = TextAreaField("Notiz", [Length(max=20, message="Höchstens 20 Zeichen.")])
    scope_de = TextAreaField("Geltungsbereich")
    scope_en = TextAreaField("Scope")
    body = TextAreaField("Text")
    labels = FieldList(FormField(_Label), label="Benennungen")
    channels = SelectMultipleField("Kanäle", choices=_CHANNELS, widget=ListWidget(), option_widget=CheckboxInput())
    agree = BooleanField("Ich habe es gelesen", [InputRequired("Bitte bestätigen Sie das.")])


@blueprint.get("/parts")
@rule(PUBLIC)
def parts() -> str:
    """Every part of the pages in all its states."""
    return render_template("parts/gallery.html", form=_sample())


def _sample() -> _Sample:
    filled: dict[str, Any] = {
        "email": "rita(at)example.org",
        "kind": "need",
        "phase": "use",
        "note": "Diese Notiz ist viel zu lang.",
        "scope_de": "Gilt für alle Standorte.",
        "body": "Der **Kunde** geht [[customer-journey]].",
        "labels": [{"text": "Beschwerde", "status": "preferred"}, {"text": "", "status": "admitted"}],
        "channels": ["phone"],
    }
    form = _Sample(formdata=None, data=filled, meta={"csrf": False})
    form.validate()
    return form
