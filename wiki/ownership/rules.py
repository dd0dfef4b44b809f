"""The rules of duties, in words. Seams add theirs (`findings.Findings`)."""

from flask_babel import lazy_gettext as _l

from wiki.ownership.findings import Rule, Severity

VACANT = Rule(
    "vacant",
    _l("Nobody is accountable"),
    Severity.GAP,
    _l("Nobody has been named. For the time being: %(acting)s."),
    _l("Ask somebody"),
)
GONE = Rule(
    "gone",
    _l("Somebody who left"),
    Severity.GAP,
    _l("%(person)s (%(letter)s) has left. For the time being: %(acting)s."),
    _l("Hand it over"),
)
UNHELD = Rule(
    "unheld",
    _l("Function without a holder"),
    Severity.GAP,
    _l("Nobody holds the function “%(function)s” (%(letter)s). For the time being: %(acting)s."),
    _l("Give the function to somebody, or ask another function or person."),
)
NOBODY_DOES = Rule(
    "no-responsible",
    _l("Nobody is responsible"),
    Severity.RISK,
    _l("It is not said who does it (R)."),
    _l("Name a function, a department or a person."),
)
AWAY = Rule(
    "away",
    _l("Away without a deputy"),
    Severity.RISK,
    _l("%(person)s is away until %(until)s, and nobody stands in. For the time being: %(acting)s."),
    _l("Enter a deputy"),
)
HEADLESS = Rule(
    "headless",
    _l("Department without a head"),
    Severity.RISK,
    _l("“%(department)s” (%(letter)s) has no head who could be asked, nor has a department above it."),
    _l("Name a head, or ask a function or a person instead."),
)
CROWDED = Rule(
    "too-many-responsible",
    _l("Too many responsible"),
    Severity.HINT,
    _l("%(number)s are responsible (R): who does what is hard to say."),
    _l("Keep R for those who do it, and make the others consulted (C) or informed (I)."),
)
MUCH_ACCOUNTABLE = Rule(
    "too-much-accountable",
    _l("Accountable for very much"),
    Severity.HINT,
    _l("%(person)s is accountable for %(number)s entries; more than %(limit)s are hard to look after."),
    _l("Talk about what somebody else could take on."),
)
MUCH_CONSULTED = Rule(
    "too-much-consulted",
    _l("Consulted about very much"),
    Severity.HINT,
    _l("%(person)s is consulted about %(number)s entries; more than %(limit)s slow everybody down."),
    _l("Ask where being informed (I) would do."),
)
RULES = (VACANT, GONE, UNHELD, NOBODY_DOES, AWAY, HEADLESS, CROWDED, MUCH_ACCOUNTABLE, MUCH_CONSULTED)
