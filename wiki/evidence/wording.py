"""Evidence in words."""

from flask_babel import lazy_gettext as _l

from wiki.evidence.models import CUSTOMERS, DATA, EMPLOYEES, FAIR, STRONG, WEAK

SORTS = {EMPLOYEES: _l("Employees' view"), DATA: _l("Company data"), CUSTOMERS: _l("Customer research")}
FROM = {
    EMPLOYEES: _l("A workshop, a talk with those who do it, a ride along: what employees see."),
    DATA: _l(
        "Complaints, order history, cancellations and their reasons, abandoned forms, waiting times: what is counted."
    ),
    CUSTOMERS: _l(
        "Interviews, observation, tests, surveys: what customers say and do, also where no employee sees them."
    ),
}
"""Where evidence of each sort comes from."""
STRENGTHS = {WEAK: _l("weak"), FAIR: _l("fair"), STRONG: _l("strong")}
STRENGTHS_EXPLAINED = {
    WEAK: _l("Weak: single voices or cases"),
    FAIR: _l("Fair: several voices or cases that agree"),
    STRONG: _l("Strong: counted, or asked so that it holds for all"),
}
ACTS = {
    "evidence:added": _l("Evidence written down"),
    "evidence:changed": _l("Evidence changed"),
    "evidence:removed": _l("Evidence removed"),
}
"""For the record of who did what."""
