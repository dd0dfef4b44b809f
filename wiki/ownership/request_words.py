"""Requests in words: who asks whom for what, what became of it. The same in pages, inbox and mail."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from wiki.ownership.models import (
    ACCEPTED,
    ACCOUNTABLE,
    ASKED,
    CONSULTED,
    DECLINED,
    INFORMED,
    PLANNED,
    RESPONSIBLE,
    WITHDRAWN,
    DutyRequest,
)
from wiki.ownership.packages import ASSIGN, END

TOUCHPOINT, PROCESS, STEP = "touchpoint", "process", "step"

LETTER_WORDS = {
    ACCOUNTABLE: _l("accountable"),
    RESPONSIBLE: _l("responsible"),
    CONSULTED: _l("consulted"),
    INFORMED: _l("informed"),
}
LETTER_MEANINGS = {
    ACCOUNTABLE: _l("answers for the result, one alone"),
    RESPONSIBLE: _l("does it"),
    CONSULTED: _l("is asked beforehand"),
    INFORMED: _l("is told"),
}
STATES = {
    PLANNED: ("plain", "pencil", _l("planned")),
    ASKED: ("warn", "hourglass-split", _l("waits for an answer")),
    ACCEPTED: ("good", "check-circle", _l("accepted")),
    DECLINED: ("bad", "x-circle", _l("declined")),
    WITHDRAWN: ("plain", "arrow-counterclockwise", _l("taken back")),
}
"""Tone, sign and word of a request's state."""


def state_of(request: DutyRequest) -> tuple[str, str, object]:
    """Tone, sign and word: what needed no answer was never accepted."""
    if request.state == ACCEPTED and request.act == END:
        return "plain", "check-circle", _("ended")
    if request.state == ACCEPTED and request.letter == INFORMED:
        return "good", "check-circle", _("in force")
    return STATES[request.state]


def needs_answer(request: DutyRequest) -> bool:
    """Whether it is something one says yes or no to."""
    return request.act == ASSIGN and request.letter != INFORMED


def sort_of(kinds: Iterable[str], requests: Iterable[DutyRequest]) -> str:
    """What requests are about, where it is all the same: a kind of entry, or steps; else empty."""
    found = {STEP if request.step_key else kind for kind, request in zip(kinds, requests, strict=True)}
    return found.pop() if len(found) == 1 else ""


def _things(sort: str, count: int) -> str:
    if sort == TOUCHPOINT:
        return str(ngettext("one touchpoint", "%(num)s touchpoints", count))
    if sort == PROCESS:
        return str(ngettext("one process", "%(num)s processes", count))
    if sort == STEP:
        return str(ngettext("one step", "%(num)s steps", count))
    return str(ngettext("one entry", "%(num)s entries", count))


def asks_you(name: str, letters: str, sort: str, count: int, title: str = "") -> str:
    """What is said to the one who is asked. `title`: of the only entry."""
    name, what = name or _("Somebody"), _what(sort, count, title)
    if letters == ACCOUNTABLE:
        return str(_("%(name)s asks you to answer for %(what)s", name=name, what=what))
    return str(_("%(name)s asks you to take on duties for %(what)s", name=name, what=what))


def you_ask(name: str, letters: str, sort: str, count: int, title: str = "") -> str:
    """What is said to the one who asks."""
    what = _what(sort, count, title)
    if letters == ACCOUNTABLE:
        return str(_("You ask %(name)s to answer for %(what)s", name=name, what=what))
    return str(_("You ask %(name)s to take on duties for %(what)s", name=name, what=what))


def they_ask(asker: str, asked: str, letters: str, sort: str, count: int, title: str = "") -> str:
    """What is said to others."""
    asker, what = asker or _("Somebody"), _what(sort, count, title)
    if letters == ACCOUNTABLE:
        return str(_("%(asker)s asks %(asked)s to answer for %(what)s", asker=asker, asked=asked, what=what))
    return str(_("%(asker)s asks %(asked)s to take on duties for %(what)s", asker=asker, asked=asked, what=what))


def changes(asker: str, asked: str, count: int) -> str:
    """What is said of a package in which nothing needs an answer."""
    asker = asker or _("Somebody")
    return str(ngettext(
        "%(asker)s changes one duty of %(asked)s", "%(asker)s changes %(num)s duties of %(asked)s", count,
        asker=asker, asked=asked,
    ))  # fmt: skip


def you_change(asked: str, count: int) -> str:
    """The same, said to the one who sends it; `asked` is empty where it is about oneself."""
    if not asked:
        return str(ngettext("You take on one duty", "You take on %(num)s duties", count))
    return str(
        ngettext("You change one duty of %(asked)s", "You change %(num)s duties of %(asked)s", count, asked=asked)
    )


def _what(sort: str, count: int, title: str) -> str:
    if title and sort == STEP:
        return str(ngettext("one step of “%(title)s”", "%(num)s steps of “%(title)s”", count, title=title))
    return str(_("“%(title)s”", title=title)) if title else _things(sort, count)
