"""The form of a webhook: shape of input only."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from wiki.entries.forms import CheckList
from wiki.people.forms import LANGUAGE_CHOICES, NEEDED
from wiki.web.forms import LineField, WikiForm, options
from wiki.webhooks.reaching import LONGEST
from wiki.webhooks.topics import TOPICS
from wiki.webhooks.wording import FORMS


class WebhookForm(WikiForm):
    """What an administrator writes about a webhook."""

    name = LineField(_l("Name"), validators=[InputRequired(NEEDED), Length(max=200)])
    url = StringField(
        _l("Address"),
        validators=[InputRequired(NEEDED), Length(max=LONGEST)],
        description=_l("Where messages are posted, beginning with https://. It is stored encrypted."),
        render_kw={"inputmode": "url", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"},
    )
    sends = RadioField(_l("What is sent"), choices=options(FORMS.items()))
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES)
    events = CheckList(_l("Events"), choices=options((each.event, each.label) for each in TOPICS))
    kinds = CheckList(_l("Only about"), description=_l("Nothing ticked: whatever it is about."))
    edits = HiddenField()
