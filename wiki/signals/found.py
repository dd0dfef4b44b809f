"""What the libraries know and nobody has taken up as a signal: break points, open "unclear" remarks, open seams.

Each has an `origin` that its signal carries, so that it is taken up once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, case, select
from sqlalchemy.orm import Session, contains_eager

from wiki.access.permissions import Actor
from wiki.core.markdown import plain
from wiki.core.text import shorten
from wiki.entries.discussion_queries import UNCLEAR as UNCLEAR_TONE
from wiki.entries.models import RELEASED, Comment, Entry
from wiki.entries.rights import demand, readable
from wiki.processes.models import Process, ProcessStep
from wiki.seams.kept import all_now
from wiki.seams.standing import Standing, worst_first
from wiki.seams.wording import in_two
from wiki.signals.models import BREAK_POINT, SEAM, UNCLEAR, Signal
from wiki.signals.rights import may_triage
from wiki.signals.service import Place, SignalData, report

BREAKS, REMARKS, SEAMS = "breaks", "remarks", "seams"
SHOWS = (BREAKS, REMARKS, SEAMS)
_SEVERITIES = ("critical", "major", "minor")
_TITLE = 200


@dataclass(frozen=True)
class Found:
    """Something that could become a signal. `teller_id`: whose remark it is, told to nobody."""

    origin: str
    sort: str
    written: str
    """As it is written there: Markdown in break points."""
    entry: Entry
    step_key: str = ""
    to_key: str = ""
    step: str = ""
    severity: str = ""
    teller_id: int | None = None

    @property
    def text(self) -> str:
        """In plain words; asked for those that are shown or taken up, not for all that are counted."""
        return plain(self.written) if self.sort == BREAK_POINT else self.written

    @property
    def title(self) -> str:
        """In one line."""
        words = shorten(" ".join(self.text.split()), _TITLE - 20) or self.step or self.entry.slug
        return _("Unclear: %(text)s", text=words) if self.sort == UNCLEAR else words

    @property
    def place(self) -> Place:
        """For the service."""
        return Place(self.entry.id, self.step_key, self.to_key, self.origin)


def found_in(session: Session, actor: Actor, show: str, language: str) -> list[Found]:
    """What nobody has taken up yet and the actor may decide on, the worst or oldest first."""
    taken = set(session.scalars(select(Signal.origin).where(Signal.origin != "")))
    return [each for each in _FINDERS[show](session, actor, language) if each.origin not in taken]


def take_up(session: Session, actor: Actor, show: str, origins: Sequence[str], language: str) -> list[Signal]:
    """Make signals of these; what somebody else has taken up meanwhile is left out. Raises Forbidden."""
    wanted = set(origins)
    chosen = [each for each in found_in(session, actor, show, language) if each.origin in wanted]
    demand(may_decide_somewhere(actor), _l("Deciding on signals needs a role that includes it."))
    return [_taken(session, actor, each, language) for each in chosen]


def may_decide_somewhere(actor: Actor) -> bool:
    """Whether there is anything at all the actor decides on."""
    return may_triage(actor) or bool(actor.areas)


def _taken(session: Session, actor: Actor, found: Found, language: str) -> Signal:
    data = SignalData(
        found.sort, found.title, found.text, language, source="employees" if found.teller_id else "wiki",
        severity=found.severity, no_customer_data=True,
    )  # fmt: skip
    signal = report(session, actor, data, found.place, nameless=found.teller_id is not None)
    if found.teller_id is not None:
        signal.reported_by_id = found.teller_id
        session.flush()
    return signal


def _within(actor: Actor) -> list[ColumnElement[bool]]:
    """The condition on `Entry`: the actor decides on signals there."""
    return [readable(actor), *([] if may_triage(actor) else [Entry.department.in_(actor.areas)])]


def _breaks(session: Session, actor: Actor, language: str) -> list[Found]:
    worst = case(*((ProcessStep.break_severity == name, place) for place, name in enumerate(_SEVERITIES)), else_=9)
    query = (
        select(ProcessStep)
        .join(ProcessStep.process)
        .options(contains_eager(ProcessStep.process))
        .where(ProcessStep.has_break_point, Process.status == RELEASED, *_within(actor))
        .order_by(worst, Process.id, ProcessStep.position)
    )
    found = []
    for step in session.scalars(query):
        pair = (step.break_point_de, step.break_point_en)
        written = (pair[0] or pair[1]) if language == "de" else (pair[1] or pair[0])
        severity = step.break_severity if step.break_severity in _SEVERITIES else ""
        origin, called = f"break:{step.process_id}:{step.key}", step.title(language)
        found.append(Found(origin, BREAK_POINT, written, step.process, step.key, "", called, severity))
    return found


def _remarks(session: Session, actor: Actor, _language: str) -> list[Found]:
    unclear = and_(
        Comment.tone == UNCLEAR_TONE, Comment.parent_id.is_(None), Comment.resolved_at.is_(None),
        Comment.removed_at.is_(None),
    )  # fmt: skip
    query = select(Comment, Entry).join(Entry, Entry.id == Comment.entry_id)
    rows = session.execute(query.where(unclear, *_within(actor)).order_by(Comment.id))
    return [
        Found(
            f"comment:{comment.id}", UNCLEAR, comment.text, entry, comment.step_key, teller_id=comment.author_id,
        )
        for comment, entry in rows
    ]  # fmt: skip


def _seams(session: Session, actor: Actor, language: str) -> list[Found]:
    standing = worst_first([each for each in all_now(session) if each.is_open])
    ids = {each.crossing.process_id for each in standing}
    query = select(Entry).where(Entry.id.in_(ids), *_within(actor))
    entries = {each.id: each for each in session.scalars(query)}
    return [_of_seam(each, entries[each.crossing.process_id], language) for each in standing
            if each.crossing.process_id in entries]  # fmt: skip


def _of_seam(each: Standing, entry: Entry, language: str) -> Found:
    crossing = each.crossing
    first, second = in_two(each, language)
    keys = crossing.before.key, crossing.after.key
    step = f"{crossing.before.title.of(language)} → {crossing.after.title.of(language)}"
    origin = ":".join(("seam", str(entry.id), *keys))
    return Found(origin, SEAM, f"{first}: {second}", entry, *keys, step, each.severity)


_FINDERS: dict[str, Callable[[Session, Actor, str], list[Found]]] = {
    BREAKS: _breaks, REMARKS: _remarks, SEAMS: _seams,
}  # fmt: skip
