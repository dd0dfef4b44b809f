"""What people type on the pages of requests: words that go with a package, answers to its duties."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import Length, Optional

from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line
from wiki.ownership.packages import AS_HEAD
from wiki.ownership.planning import LONGEST_EFFORT, LONGEST_NOTE
from wiki.ownership.request_pages import Shown
from wiki.ownership.requests import ACCEPT, DECLINE, TAKE_OVER, Answer
from wiki.web.forms import LineField, ProseField, WikiForm

PASS_ON, DECLINE_ALL = "pass_on", "decline_all"


class SendForm(WikiForm):
    """What goes along with a package."""

    note = ProseField(
        _l("A word to go with it"), validators=[Length(max=LONGEST_NOTE)], render_kw={"rows": 3, "maxlength": 1000}
    )
    effort = LineField(
        _l("About how much work"),
        validators=[Length(max=LONGEST_EFFORT)],
        description=_l("So that people know what they say yes to, such as: two hours a month."),
    )
    due = DateField(_l("Answer by"), validators=[Optional()])


@dataclass(frozen=True)
class Typed:
    """What stands in the form of answers: the requests ticked, reasons by request (0: one for all), whom else to ask.
    `errors`: where → message."""

    ticked: frozenset[int] = frozenset()
    reasons: Mapping[int, str] = field(default_factory=dict)
    person: str = ""
    errors: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def read(cls, shown: Shown) -> "Typed":
        """What the request brings about the duties that waited when the page was made."""
        given = request.form
        ids = [each.request.id for each in shown.lines]
        reasons = {each: clean_line(given.get(f"reason-{each}", "")) for each in (0, *ids)}
        ticked = frozenset(each for each in ids if f"tick-{each}" in given)
        return cls(ticked, reasons, given.get("person", "")[:20])

    @classmethod
    def fresh(cls, shown: Shown) -> "Typed":
        """All ticked, nothing said."""
        return cls(frozenset(each.request.id for each in shown.lines if each.waits), {})

    def wrong(self, problems: list[Problem]) -> "Typed":
        """The same with what is wrong."""
        return Typed(self.ticked, self.reasons, self.person, {each.where: each.for_form for each in problems})


def answers_in(shown: Shown, typed: Typed) -> dict[int, Answer]:
    """What was said, by request. Raises Invalid."""
    act = request.form.get("act", "")
    waiting = [each.request.id for each in shown.lines if each.waits and not each.gone]
    for_all = typed.reasons.get(0, "")
    if act == DECLINE_ALL and not for_all:
        raise Invalid([Problem("reason-0", _("Please say in a few words why not."))])
    if act == DECLINE_ALL:
        return {each: Answer(DECLINE, for_all) for each in waiting}
    # What was ticked and waits no longer goes along: the service says so instead of passing it over.
    waiting += [each for each in sorted(typed.ticked) if each not in waiting]
    if shown.why != AS_HEAD:
        declined = {each: Answer(DECLINE, typed.reasons.get(each, "")) for each in waiting}
        return declined | {each: Answer(ACCEPT) for each in waiting if each in typed.ticked}
    chosen = [each for each in waiting if each in typed.ticked]
    if not chosen:
        raise Invalid([Problem("ticked", _("Please choose at least one duty."))])
    if act == DECLINE:
        if not for_all:
            raise Invalid([Problem("reason-0", _("Please say in a few words why not."))])
        return {each: Answer(DECLINE, for_all) for each in chosen}
    return {each: Answer(ACCEPT if act == ACCEPT else TAKE_OVER) for each in chosen}
