"""What a process says of its steps in a few words: who acts, how severe, by when."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from wiki.entries.fields import Payload
from wiki.entries.page import EntryPage, Shown
from wiki.processes.hyphens import hyphenated

SEVERITIES = ("critical", "major", "minor", "unrated")
"""How severe a break point is, the worst first; `unrated` where its author did not say."""
SEVERE = ("critical", "major")

BREAK_POINTS = {
    "critical": _l("Critical break point"),
    "major": _l("Major break point"),
    "minor": _l("Minor break point"),
    "unrated": _l("Break point"),
}
SHORT_SEVERITIES = {
    "critical": _l("critical"),
    "major": _l("major"),
    "minor": _l("minor"),
    "unrated": _l("not rated"),
}
TYPES = {
    "management": _l("Management processes"),
    "core": _l("Core processes"),
    "support": _l("Support processes"),
}
LANES = {
    "customer": _l("Customer activities"),
    "frontstage": _l("Frontstage"),
    "backstage": _l("Backstage"),
    "partner": _l("Partner"),
    "support": _l("Support processes & systems"),
}


def severity_of(step: Payload) -> str:
    """How severe the break point of a step is; empty where nothing breaks."""
    if "break_point" not in step:
        return ""
    return str(step.get("break_severity") or "unrated")


def narrow(shown: Shown) -> str:
    """A text for a narrow column: long words may break; marked where it is not in the reader's language."""
    text = hyphenated(shown.text) if shown.language == "de" else shown.text
    return Markup('<span lang="{}">{}</span>').format(shown.language, text) if shown.is_fallback else text


def actor_of(page: EntryPage, step: Payload) -> Shown:
    """Who acts in a step: the function's name, or the role in words."""
    if "function" in step:
        return Shown(page.function_name(step["function"]) or str(step["function"]), page.language)
    return page.local(step.get("actor"))


def deadline(hours: int) -> str:
    """A deadline in words: hours up to two days, then whole days."""
    if hours > 48 and hours % 24 == 0:
        return str(ngettext("%(num)s day", "%(num)s days", hours // 24))
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def counted_by_severity(severities: list[str]) -> str:
    """What breaks, counted: “2 critical, 3 major”."""
    numbers = {each: severities.count(each) for each in SEVERITIES}
    words = {
        "critical": _("%(number)s critical", number=numbers["critical"]),
        "major": _("%(number)s major", number=numbers["major"]),
        "minor": _("%(number)s minor", number=numbers["minor"]),
        "unrated": _("%(number)s not rated", number=numbers["unrated"]),
    }
    return ", ".join(words[each] for each in SEVERITIES if numbers[each])
