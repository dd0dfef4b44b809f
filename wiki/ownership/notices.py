"""What the linter found about an entry, above its text, for those who may do something about it; everybody else sees
whom to ask."""

from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.core import clock
from wiki.entries.frame import Frame
from wiki.entries.notices import Notice
from wiki.ownership.findings import Finding, Severity
from wiki.ownership.linter import of_object
from wiki.ownership.rights import may_assign
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db

MOST = 3


def banners(frame: Frame) -> list[Notice]:
    """Gaps and risks of the entry and its steps; hints stand in the list of findings alone."""
    if not may_assign(current_actor(), frame.entry):
        return []
    found = of_object(db(), frame.entry.id, clock.today(settings().timezone))
    found = [each for each in found if each.severity > Severity.HINT]
    if not found:
        return []
    lines = [_line(each) for each in found[:MOST]]
    if len(found) > MOST:
        lines.append(str(_("And %(number)s more.", number=len(found) - MOST)))
    worst = found[0]
    tone = "warning" if worst.severity == Severity.GAP else "info"
    return [Notice(tone, str(worst.rule.label), tuple(lines), links=((_("See to it"), worst.url),))]


def _line(finding: Finding) -> str:
    language = reader_language()
    step = finding.subject.step_title(language)
    reason = finding.reason(language)
    return str(_("Step “%(title)s”: %(reason)s", title=step, reason=reason)) if step else reason
