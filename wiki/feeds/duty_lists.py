"""Feeds of what wants attention: reviews, findings, seams."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core.db import wired
from wiki.currency.reviews import MINE, SOON, Review, of_scope, scopes
from wiki.entries.feed_lists import MOST, FeedAsked, FeedItem, FeedList
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.ownership.findings import Finding
from wiki.ownership.linter import seen_by
from wiki.ownership.rights import oversees_anything
from wiki.people.models import Department
from wiki.people.queries import subtree_ids
from wiki.processes.models import Process
from wiki.seams.blueprint import url_of
from wiki.seams.kept import all_now
from wiki.seams.listing import OPEN, SHOWS, Asked, narrowed, shown
from wiki.seams.models import Seam, SeamAgreement
from wiki.seams.standing import Standing
from wiki.seams.wording import CAUSE_LABELS, STATES, in_two
from wiki.web.i18n import day as in_words


def reviews(asked: FeedAsked) -> Sequence[FeedItem]:
    """What is to be looked at again, from the day on which that is soon: one's own, or of a wider scope."""
    session, kinds = asked.session, wired(asked.session, Kinds)
    scope = asked.arguments.get("scope", MINE)
    wanted = scope if scope in scopes(asked.actor) else MINE
    found = of_scope(session, asked.actor, asked.today, wanted, asked.today + SOON)
    kind, department = asked.arguments.get("kind", ""), asked.arguments.get("department", "")
    narrowed_to = [each for each in found if kind in ("", each.kind) and department in ("", each.department)]
    newest = sorted(narrowed_to, key=lambda each: (each.next_review, each.entry_id), reverse=True)[:MOST]
    zone = wired(session, Settings).zone
    return [
        FeedItem(
            f"review-{each.entry_id}-{each.next_review.isoformat()}",
            each.title(asked.language),
            url_for(f"{each.kind}.page", slug=each.slug),
            _begin(each.next_review - SOON, zone),
            _due(each),
            str(kinds.get(each.kind).label),
        )
        for each in newest
    ]


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)


def _due(review: Review) -> str:
    return str(_("To be looked at again by %(day)s.", day=in_words(review.next_review)))


def findings(asked: FeedAsked) -> Sequence[FeedItem]:
    """What is missing or wrong, within what the reader may see; dated by the last release of what it is about."""
    own = asked.arguments.get("scope") == "own" or not oversees_anything(asked.actor)
    values = {name: asked.arguments.get(name, "") for name in ("rule", "department", "kind")}
    found = [each for each in seen_by(asked.session, asked.actor, asked.today, own=own) if _meets(each, values)]
    moments = _released(asked.session, {each.subject.entry_id for each in found})
    items = [
        FeedItem(
            f"finding-{each.rule.name}-{each.subject.entry_id}-{each.subject.step_key}-{each.letter}",
            _titled(each, asked.language),
            each.url or url_for("ownership.findings_page"),
            moments[each.subject.entry_id],
            each.reason(asked.language),
            str(each.rule.label),
        )
        for each in found
        if each.subject.entry_id in moments
    ]
    return sorted(items, key=lambda each: (each.updated, each.key), reverse=True)[:MOST]


def _meets(finding: Finding, values: dict[str, str]) -> bool:
    has = {"rule": finding.rule.name, "department": finding.subject.department, "kind": finding.subject.kind}
    return all(value in ("", has[name]) for name, value in values.items())


def _titled(finding: Finding, language: str) -> str:
    names = (finding.subject.title(language), finding.subject.step_title(language), str(finding.rule.label))
    return ": ".join(filter(None, names))


def _released(session: Session, entry_ids: Iterable[int]) -> dict[int, datetime]:
    query = select(Entry.id, func.coalesce(Entry.released_at, Entry.created_at)).where(Entry.id.in_(set(entry_ids)))
    return dict(session.execute(query).tuples().all())


def seams(asked: FeedAsked) -> Sequence[FeedItem]:
    """Seams somebody has said something about, or proposed or agreed something at: the newest first."""
    session, get = asked.session, asked.arguments.get
    department = session.scalar(select(Department.id).where(Department.slug == get("department", "")))
    units = frozenset(subtree_ids(session, department)) if department is not None else frozenset()
    show = get("show", OPEN)
    wanted = Asked(show if show in SHOWS else OPEN, units, get("cause", ""))
    moments = _moments(session)
    found = [each for each in shown(narrowed(all_now(session), wanted), wanted) if each.said.id in moments]
    newest = sorted(found, key=lambda each: moments[each.said.id], reverse=True)[:MOST]
    columns = select(Process.id, Process.slug).where(Process.id.in_({each.crossing.process_id for each in newest}))
    slugs = dict(session.execute(columns).tuples().all())
    return [_seam(each, slugs, moments, asked.language) for each in newest if each.crossing.process_id in slugs]


def _seam(each: Standing, slugs: dict[int, str], moments: dict[int, datetime], language: str) -> FeedItem:
    title, text = in_two(each, language)
    url = url_of(slugs[each.crossing.process_id], each.crossing)
    return FeedItem(f"seam-{each.said.id}", title, url, moments[each.said.id], text, str(STATES[each.state]))


def _moments(session: Session) -> dict[int, datetime]:
    """When something last happened at each seam."""
    agreed = SeamAgreement
    columns = (Seam.told_at, agreed.proposed_at, agreed.from_accepted_at, agreed.to_accepted_at, agreed.declined_at)
    rows = session.execute(select(Seam.id, *columns).outerjoin(agreed, agreed.seam_id == Seam.id))
    found: dict[int, datetime] = {}
    for seam_id, *moments in rows:
        known = [each for each in (*moments, found.get(seam_id)) if each is not None]
        if known:
            found[seam_id] = max(known)
    return found


SCOPES = {"own": _l("Mine"), "mine": _l("Mine"), "area": _l("My area"), "all": _l("All")}

DUTY_LISTS = (
    FeedList(
        "reviews", _l("Reviews"), "currency.reviews", reviews, "calendar-check",
        _l("What you are asked to look at again, a month ahead."), ("scope", "kind", "department"),
        labels=SCOPES,
    ),
    FeedList(
        "findings", _l("Gaps"), "ownership.findings_page", findings, "search",
        _l("What is missing or wrong about who answers."), ("scope", "rule", "department", "kind"),
        labels=SCOPES,
    ),
    FeedList(
        "seams", _l("Seams"), "seams.index", seams, "arrow-left-right",
        _l("What is said, proposed and agreed where work changes hands."), ("show", "department", "cause"),
        labels={
            "open": _l("Open seams"), "without": _l("Without agreement"), "agreed": _l("With agreement"),
            **CAUSE_LABELS,
        },
    ),
)  # fmt: skip
