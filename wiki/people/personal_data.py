"""What the tables of people keep about people."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.about_people import By, Erasing, PersonalData, Rows, Switch, Topic
from wiki.people.models import Department, Function

_ACCOUNT_SHOWS: tuple[tuple[Any, str], ...] = (
    (_l("Name"), "name"),
    (_l("E-mail address"), "email"),
    (_l("Department"), "department_id"),
    (_l("Pseudonym"), "pseudonym"),
    (_l("Active"), "active"),
    (_l("Account made"), "created_at"),
    (_l("First working day"), "joined_on"),
    (_l("Account deactivated"), "deactivated_at"),
    (_l("Last signed in"), "last_signed_in_at"),
)
_CHOICES: tuple[tuple[Any, str], ...] = (
    (_l("Language"), "language"),
    (_l("Appearance"), "theme"),
    (_l("Time zone"), "timezone"),
    (_l("How often mail comes"), "mail_preference"),
    (_l("Keys"), "keys_enabled"),
    (_l("Suggestions while typing"), "suggestions_enabled"),
    (_l("Go anywhere"), "palette_enabled"),
    (_l("Explain terms in texts"), "marks_terms"),
)
WHILE_ACCOUNT = _l("As long as the account exists.")

ACCOUNT = Topic(
    "account",
    _l("Account"),
    _l("So that you can sign in, be found as the one to ask, and be told what concerns you."),
    _l("Name, department and functions: everybody signed in. E-mail address and last sign-in: administrators."),
    _l("As long as the account exists. When you leave, the administration erases it; a pseudonym remains."),
    (
        Rows(
            _l("Account"),
            "person",
            "id",
            erasing=Erasing.CLEARED,
            shows=_ACCOUNT_SHOWS,
            also=("sort_key",),
            remains=("id", "pseudonym", "active", "created_at", "deactivated_at"),
        ),
        Rows(
            _l("Functions held"),
            "function_holder",
            "person_id",
            shows=((_l("Function"), "function_id"), (_l("Since"), "since"), (_l("Until"), "until")),
        ),
        Rows(_l("Departments led"), "department", "head_id", erasing=Erasing.UNTIED, shows=((_l("Department"), "id"),)),
        Rows(
            _l("What you switched on or off for everybody"),
            "switch",
            "changed_by_id",
            shows=((_l("What"), "name"), (_l("When"), "changed_at")),
        ),
        Rows(
            _l("Notices of switches you have seen"),
            "switch_seen",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("What"), "name"),),
        ),
        Rows(
            _l("Departments led before"),
            "department_head",
            "person_id",
            shows=((_l("Department"), "department_id"), (_l("Since"), "since")),
        ),
        Rows(_l("Standing deputy of"), "person", "deputy_id", erasing=Erasing.UNTIED, shows=((_l("Name"), "id"),)),
    ),
)

IMPORTS = Topic(
    "imports",
    _l("Files of people on their way"),
    _l("So that what an import would change is seen before it happens."),
    _l("The administrator who sent them."),
    _l("An hour, or until it is confirmed."),
    (
        Rows(
            _l("Files you sent"),
            "staged_import",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("Sent"), "staged_at"),),
            also=("content",),
        ),
    ),
)

AWAY = Topic(
    "away",
    _l("Deputies, days away and last day"),
    _l("So that nobody waits for an answer of somebody who is not there."),
    _l(
        "Everybody signed in: who stands in for whom, and until when. Never why. A last day: you, the heads above and "
        "the administration, until it is announced."
    ),
    _l("Days away for a year; a last day as long as the account exists."),
    (
        Rows(
            _l("Last day and deputy"),
            "person",
            "id",
            erasing=Erasing.CLEARED,
            shows=(
                (_l("Last working day"), "last_day"),
                (_l("Announced"), "leaving_announced"),
                (_l("Deputy"), "deputy_id"),
            ),
        ),
        Rows(
            _l("Days away"),
            "absence",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("First day"), "first_day"), (_l("Last day"), "last_day")),
        ),
        Rows(
            _l("Deputy for others"),
            "absence",
            "deputy_id",
            erasing=Erasing.UNTIED,
            shows=((_l("First day"), "first_day"), (_l("Last day"), "last_day")),
        ),
    ),
)

CHOICES = Topic(
    "choices",
    _l("Your own settings"),
    _l("To show the wiki the way you like it."),
    _l("Only you."),
    WHILE_ACCOUNT,
    (Rows(_l("Settings"), "person", "id", erasing=Erasing.CLEARED, shows=_CHOICES),),
    Switch(_l("You change them in your profile.")),
)

SIGNING_IN = Topic(
    "signing-in",
    _l("Password, second factor and links"),
    _l("To sign in safely. Passwords, codes and links are kept in a form that nobody can read back."),
    _l("Nobody. Administrators see only whether a second factor is on and an invitation is open."),
    _l("As long as the account exists; links from one hour to seven days."),
    (
        Rows(
            _l("Password and second factor"),
            "person",
            "id",
            erasing=Erasing.CLEARED,
            shows=((_l("Second factor since"), "totp_confirmed_at"),),
            also=("password_hash", "totp_secret", "totp_last_counter"),
            remains=("session_epoch",),
        ),
        Rows(
            _l("Recovery codes"),
            "recovery_code",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("Used"), "used_at"),),
            also=("code_hash",),
        ),
        Rows(
            _l("Links that work once"),
            "single_use_link",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=(
                (_l("What for"), "purpose"),
                (_l("New address"), "email"),
                (_l("Made"), "created_at"),
                (_l("Works until"), "expires_at"),
            ),
            also=("token_hash",),
        ),
        Rows(_l("Sessions that ended"), "ended_session", by=By.NOTHING, erasing=Erasing.STAYS, also=("key",)),
    ),
    Switch(_l("The second factor is required of administrators."), lambda settings: settings.require_totp),
)

ROLES = Topic(
    "roles",
    _l("Access roles"),
    _l("To know who may do what, and who allowed it."),
    _l("Everybody signed in sees who holds a role; who gave it: administration and auditors."),
    WHILE_ACCOUNT,
    (
        Rows(
            _l("Access roles held"),
            "person_role",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("Access role"), "role"), (_l("Since"), "given_at")),
        ),
        Rows(
            _l("Access roles given to others"),
            "person_role",
            "given_by_id",
            shows=((_l("Access role"), "role"), (_l("Since"), "given_at")),
        ),
    ),
)

FAILURES = Topic(
    "failed-sign-ins",
    _l("Failed sign-ins"),
    _l("To slow down whoever guesses passwords."),
    _l("Nobody: e-mail address and network address are kept as a code that cannot be read back."),
    _l("Two days at most."),
    (
        Rows(
            _l("Failed sign-ins of an account or a network"),
            "sign_in_throttle",
            by=By.NOTHING,
            erasing=Erasing.STAYS,
            also=("subject", "window_started_at", "failures", "blocked_until"),
        ),
    ),
)

BROWSER = Topic(
    "browser",
    _l("What stays in your browser"),
    _l("To keep you signed in, to remember language and appearance, and to offer what you read lately."),
    _l("Only you. The wiki is not told what you read."),
    _l("Until you sign out; without signing in until the window is closed."),
    private=True,
)

TOPICS = (ACCOUNT, IMPORTS, AWAY, CHOICES, SIGNING_IN, ROLES, FAILURES, BROWSER)
NOTHING = {
    "department.name_de": "the name of a department",
    "department.name_en": "the name of a department",
    "department.mailbox": "the mailbox of a department, meant for everybody",
    "function.name_de": "the name of a job role",
    "function.name_en": "the name of a job role",
    "function.single_holder": "whether one person alone may hold it",
}


def _departments(session: Session, ids: set[int], language: str) -> dict[int, str]:
    return {each.id: each.name(language) for each in session.scalars(select(Department).where(Department.id.in_(ids)))}


def _functions(session: Session, ids: set[int], language: str) -> dict[int, str]:
    return {each.id: each.name(language) for each in session.scalars(select(Function).where(Function.id.in_(ids)))}


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add(TOPICS, NOTHING)
    registry.names |= {
        Department.__tablename__: _departments,
        Function.__tablename__: _functions,
    }
