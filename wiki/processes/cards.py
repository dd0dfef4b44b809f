"""The steps of a process as its blueprint shows them: one short card each; in full they stand in the list below."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from wiki.core.db import wired
from wiki.entries.fields import Payload
from wiki.entries.links import Target
from wiki.entries.page import EntryPage, Shown
from wiki.processes.evidence_marks import NO_EVIDENCE, EvidenceMark, EvidenceMarks
from wiki.processes.queries import moments_of_truth
from wiki.processes.seam_marks import NO_SEAM, SeamMark, SeamMarks
from wiki.processes.wording import actor_of, deadline, narrow, severity_of
from wiki.web.transaction import db


@dataclass(frozen=True)
class Card:
    """A step of the drawing. `title` and the other texts may carry markup of their language and soft hyphens."""

    number: int
    key: str
    lane: str
    title: str
    actor: str = ""
    where: str = ""
    evidence: str = ""
    wait: str = ""
    promise: str = ""
    deadline: str = ""
    break_point: str = ""
    severity: str = ""
    drop_out: str = ""
    asks: bool = False
    complains: bool = False
    moment: bool = False
    seams: tuple[str, ...] = ()
    """What changes hands on the way from the step before: teams, channels."""
    seam: SeamMark = NO_SEAM
    """Where that leads and how it stands with an agreement, where it is known."""
    marks: tuple[str, ...] = ()
    """The kinds of evidence it is backed with: employees, data, customers."""
    evidence_url: str = ""
    """Where that is told; with it, marks are shown though all are empty."""

    @property
    def voice(self) -> str:
        """What customers do here, in words: ask, complain, both; empty where nothing is known of it."""
        if self.asks and self.complains:
            return str(_("Customers ask and complain here"))
        if self.asks:
            return str(_("Customers ask here"))
        return str(_("Customers complain here")) if self.complains else ""


@dataclass(frozen=True)
class Place:
    """Where and by whom a step is done, as far as it says so."""

    lane: str
    actor: str
    touchpoint: str


def cards_of(page: EntryPage) -> list[Card]:
    """The cards of a process, in the order of its steps; the same few queries, however many."""
    steps = page.payload.get("steps", [])
    targets = [page.target("touchpoint", step["touchpoint"]) if "touchpoint" in step else None for step in steps]
    decisive = _decisive(targets)
    places = [
        Place(step["lane"], actor_of(page, step).text, target.title if target else "")
        for step, target in zip(steps, targets, strict=True)
    ]
    marks = wired(db(), SeamMarks).of(page)
    found = (
        [SeamMark(words) for words in seams(places)] if marks is None else [marks.get(step["key"]) for step in steps]
    )
    backed = wired(db(), EvidenceMarks).of(page)
    return [
        _card(
            page, number, step, targets[number - 1], decisive, found[number - 1], backed.get(step["key"], NO_EVIDENCE)
        )
        for number, step in enumerate(steps, start=1)
    ]


def _decisive(targets: Iterable[Target | None]) -> set[str]:
    slugs = {target.slug for target in targets if target is not None}
    return set(db().scalars(moments_of_truth(slugs))) if slugs else set()


def _card(
    page: EntryPage, number: int, step: Payload, target: Target | None, decisive: set[str], mark: SeamMark | None,
    backed: EvidenceMark,
) -> Card:  # fmt: skip
    def text(name: str) -> str:
        return narrow(page.local(step.get(name)))

    hours = step.get("promise_hours")
    return Card(
        number=number,
        key=step["key"],
        lane=step["lane"],
        title=text("title"),
        actor=narrow(actor_of(page, step)),
        where=narrow(Shown(target.title, page.language)) if target else "",
        evidence=text("evidence"),
        wait=text("wait"),
        promise=text("promise"),
        deadline=deadline(hours) if hours else "",
        break_point=text("break_point"),
        severity=severity_of(step),
        drop_out=text("drop_out"),
        asks="questions" in step,
        complains="complaints" in step,
        moment=target is not None and target.slug in decisive,
        seams=mark.words if mark else (),
        seam=mark or NO_SEAM,
        marks=backed.sorts,
        evidence_url=backed.url,
    )


def seams(places: list[Place]) -> list[tuple[str, ...]]:
    """For each step what changes on the way to it: another of us takes over, or the customer is met elsewhere. What the
    customer does in between is no hand-over, nor does it end one."""
    found: list[tuple[str, ...]] = []
    acted, met_at = "", ""
    for place in places:
        changes = []
        actor = "" if place.lane == "customer" else place.actor
        if acted and actor and actor != acted:
            changes.append(_("Hand-over: %(from_)s → %(to)s", from_=acted, to=actor))
        acted = actor or acted
        if met_at and place.touchpoint and place.touchpoint != met_at:
            changes.append(_("Change of channel: %(from_)s → %(to)s", from_=met_at, to=place.touchpoint))
        met_at = place.touchpoint or met_at
        found.append(tuple(changes))
    return found
