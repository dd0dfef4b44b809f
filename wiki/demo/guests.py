"""Whom one can be at the sample company: one person for each role and each part of the story."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from wiki.demo.cast import MEMBERS
from wiki.people.models import initials_of


@dataclass(frozen=True)
class Guest:
    """Somebody to sign in as. `start` is the page it begins on."""

    name: str
    role: object
    story: object
    start: str = "/"

    @property
    def email(self) -> str:
        """The address of the account, which also names the guest in forms."""
        return next(each.email for each in MEMBERS if each.name == self.name)

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        return initials_of(self.name)


GUESTS = (
    Guest(
        "Noemi Caduff", _l("Newcomer"),
        _l("Began on the hotline twelve days ago and looks up what the words mean and how things are done here."),
    ),
    Guest(
        "Dragan Petrovic", _l("Employee"),
        _l("Advises customers in the shop. Somebody asks him to take on more, and he has a few days to answer."),
        "/ownership/requests",
    ),
    Guest(
        "Amara Okafor", _l("Accountable"),
        _l("Leads the hotline. Took it over from her predecessor with everything that belonged to it."),
        "/touchpoints/hotline",
    ),
    Guest(
        "Tobias Brandstätter", _l("Head of department"),
        _l("Heads sales and marketing: somebody is accountable for 17 of its 19 touchpoints. Two are left to settle."),
        "/dashboard/area",
    ),
    Guest(
        "Klaus-Dieter Römer", _l("Leaver"),
        _l("Retires in three weeks. Half of what he answers for has found somebody, half of it has not."),
        "/handover/",
    ),
    Guest(
        "Miriam Vogt", _l("Editor"),
        _l("Decides on suggestions, answers what is unclear and keeps the glossary up to date."),
        "/dashboard/editors",
    ),
    Guest(
        "Cornelia Weiß", _l("CX manager"),
        _l("Sees gaps, requests and seams of all departments and asks people to answer for them."),
        "/dashboard/company",
    ),
    Guest(
        "Hedwig Auer", _l("Auditor"),
        _l("Checks who answered for what on which day, and that nobody has changed the audit log."), "/admin/audit",
    ),
    Guest(
        "Niklas Petersen", _l("Administrator"),
        _l("Looks after accounts, roles and operation; writes no content."), "/admin/",
    ),
)  # fmt: skip
BY_EMAIL = {each.email: each for each in GUESTS}
