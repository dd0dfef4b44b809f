"""What the wiki keeps about people; the data protection page is made from this list."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Record:
    """One kind of data about a person."""

    what: Any
    purpose: Any
    seen_by: Any
    kept: Any


RECORDS = (
    Record(
        _l("Name, e-mail address, department, functions"),
        _l("To sign in, to be found as the one to ask, to be told what concerns one"),
        _l("Name, department and functions: everyone signed in. E-mail address: administrators."),
        _l("While the account exists; erased by the administrator on leaving"),
    ),
    Record(
        _l("Language, theme, time zone, mail, keys and marks at terms, as one likes them"),
        _l("To show the wiki the way one likes"),
        _l("Only oneself"),
        _l("While the account exists"),
    ),
    Record(
        _l("Password (only its hash), second factor (encrypted)"),
        _l("To sign in safely"),
        _l("Nobody"),
        _l("While the account exists"),
    ),
    Record(
        _l("Authorship of versions and comments"),
        _l("To ask the one who knows, and to see who changed what"),
        _l("Everyone signed in; a pseudonym after leaving, on request"),
        _l("As long as the entry exists"),
    ),
    Record(
        _l("That something was unclear to somebody"),
        _l("To improve the text and to answer"),
        _l("The remark: everyone signed in. One's name: nobody else."),
        _l("As long as the entry exists"),
    ),
    Record(
        _l("Unsaved text"),
        _l("So that nothing typed is lost"),
        _l("Only oneself"),
        _l("Until it is saved or discarded"),
    ),
    Record(
        _l("Entries read lately, in the browser alone; the server is not told"),
        _l("To offer them in search boxes"),
        _l("Only oneself"),
        _l("Until one signs out; without signing in until the tab is closed"),
    ),
    Record(
        _l("What one watches, the inbox"),
        _l("To be told of changes"),
        _l("Only oneself"),
        _l("While the account exists"),
    ),
    Record(
        _l("Failed sign-ins (a keyed hash of address and network)"),
        _l("To slow down people who guess passwords"),
        _l("Nobody"),
        _l("30 days at most"),
    ),
    Record(
        _l("Audit of security and accountability (pseudonyms)"),
        _l("To show who gave a right or released a text"),
        _l("Administrators and auditors"),
        _l("Sealed; the name behind a pseudonym can be erased"),
    ),
)
