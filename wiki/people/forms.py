"""The shape of what people type to come in and about themselves."""

from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, PasswordField, SelectField
from wtforms.validators import EqualTo, InputRequired, Length, Optional

from wiki.people.passwords import LEAST_CHARACTERS, MOST_CHARACTERS
from wiki.web.forms import LineField, WikiForm, options

NEEDED = _l("Please fill this in.")
EMAIL_KEYS = {"type": "email", "autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
HOW_LONG = _l("At least %(number)s characters; a few words in a row are fine.", number=LEAST_CHARACTERS)
LANGUAGE_CHOICES = options([("de", "Deutsch"), ("en", "English")])


def typed(field: Field) -> str:
    """What was typed into a field of text, the empty string for nothing."""
    return str(field.data or "")


def email_field(label: str) -> LineField:
    """A field for an e-mail address."""
    return LineField(label, validators=[InputRequired(NEEDED), Length(max=254)], render_kw=EMAIL_KEYS)


def current_password_field() -> PasswordField:
    """A field for the password in force."""
    return PasswordField(
        _l("Current password"),
        validators=[InputRequired(NEEDED), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class SignInForm(WikiForm):
    """Sign in."""

    email = email_field(_l("E-mail address"))
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(NEEDED), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField(_l("Stay signed in on this device"))
    next = HiddenField()
    kept = HiddenField()


class CodeForm(WikiForm):
    """The second step: a code of the authenticator app, or a recovery code."""

    code = LineField(
        _l("Code"),
        validators=[InputRequired(NEEDED), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"},
    )


class NewPasswordForm(WikiForm):
    """Choose a password. The repetition guards against a slip; a program need not send it."""

    token = HiddenField()
    password = PasswordField(
        _l("New password"),
        description=HOW_LONG,
        validators=[InputRequired(NEEDED)],
        render_kw={"autocomplete": "new-password", "minlength": LEAST_CHARACTERS, "maxlength": MOST_CHARACTERS},
    )
    password_again = PasswordField(
        _l("Repeat the password"),
        validators=[Optional(), EqualTo("password", _l("The two passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )


class SetUpForm(NewPasswordForm):
    """The first administrator."""

    name = LineField(
        _l("Your name"), validators=[InputRequired(NEEDED), Length(max=200)], render_kw={"autocomplete": "name"}
    )
    email = email_field(_l("E-mail address"))
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES, validators=[Optional()])


class TokenForm(WikiForm):
    """A form that only acts, for who holds the link."""

    token = HiddenField()


class ForgotForm(WikiForm):
    """Ask for a link to a new password."""

    email = email_field(_l("E-mail address"))


class ProfileForm(WikiForm):
    """What people set about themselves."""

    name = LineField(_l("Name"), validators=[InputRequired(NEEDED), Length(max=200)])
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES)
    theme = SelectField(
        _l("Appearance"),
        choices=options([("auto", _l("Like the system")), ("light", _l("Light")), ("dark", _l("Dark"))]),
    )
    timezone = SelectField(_l("Time zone"))
    mail_preference = SelectField(
        _l("Mail about what concerns me"),
        choices=options(
            [
                ("at_once", _l("At once")),
                ("daily", _l("Once a day, together")),
                ("weekly", _l("Once a week, together")),
                ("never", _l("Never")),
            ]
        ),
        description=_l("Mail about your account itself is always sent."),
    )
    keys_enabled = BooleanField(_l("Keyboard shortcuts"), description=_l("/ goes to the search box, ? lists all keys."))
    suggestions_enabled = BooleanField(
        _l("Suggestions while typing"),
        description=_l("Search boxes offer entries, departments and people before you have finished."),
    )
    palette_enabled = BooleanField(
        _l("Go anywhere"), description=_l("One list of pages, actions, entries and people, with Ctrl+K.")
    )
    marks_terms = BooleanField(
        _l("Explain terms in texts"), description=_l("Words of the glossary are marked where they are mentioned.")
    )

    def offer_timezones(self, company: str) -> None:
        """Fill the time zones in; the empty one is the company's."""
        zones = sorted(each for each in available_timezones() if "/" in each and not each.startswith("Etc/"))
        first = _l("The company's (%(zone)s)", zone=company)
        self.timezone.choices = options([("", first), *((each, each.replace("_", " ")) for each in zones)])


class ChangePasswordForm(WikiForm):
    """A new password, given the current one."""

    current = current_password_field()
    password = PasswordField(
        _l("New password"),
        description=HOW_LONG,
        validators=[InputRequired(NEEDED)],
        render_kw={"autocomplete": "new-password", "minlength": LEAST_CHARACTERS, "maxlength": MOST_CHARACTERS},
    )
    password_again = PasswordField(
        _l("Repeat the password"),
        validators=[Optional(), EqualTo("password", _l("The two passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )


class ChangeEmailForm(WikiForm):
    """Another e-mail address, given the password."""

    email = LineField(
        _l("New e-mail address"),
        validators=[InputRequired(NEEDED), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email", "autocapitalize": "off", "spellcheck": "false"},
    )
    current = current_password_field()


class CurrentPasswordForm(WikiForm):
    """The password again, before something weighty."""

    current = current_password_field()
