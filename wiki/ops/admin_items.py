"""The cards of content, operation and protection on the administration's first page."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.config import Settings
from wiki.core.db import wired
from wiki.entries.models import DELETED, Entry
from wiki.entries.queries import waiting_for_review
from wiki.ops import condition, deliveries, settings_seen, state
from wiki.ops.condition import BACKUP
from wiki.people.admin_menu import CONTENT, OPERATION, PROTECTION, AdminItem, Fact
from wiki.web.i18n import ago

LOOKERS = (Permission.SYSTEM_MANAGE, Permission.AUDIT_READ)


def own_items() -> list[AdminItem]:
    """The cards of this folder and of entries."""
    return [*_content(), *_operation(), *_protection()]


def _content() -> list[AdminItem]:
    return [
        AdminItem(
            CONTENT,
            _("In review"),
            _("What waits for a release."),
            url_for("entries.review_queue"),
            "hourglass-split",
            (Permission.ENTRY_RELEASE,),
            _review_facts,
        ),
        AdminItem(
            CONTENT,
            _("Recycle bin"),
            _("Deleted entries, and how to bring them back."),
            url_for("entries.recycle_bin"),
            "trash",
            (Permission.ENTRY_DELETE,),
            _bin_facts,
        ),
    ]


def _operation() -> list[AdminItem]:
    return [
        AdminItem(
            OPERATION,
            _("State and jobs"),
            _("Worker, search index, jobs, backup."),
            url_for("ops.operation"),
            "speedometer2",
            LOOKERS,
            _operation_facts,
        ),
        AdminItem(
            OPERATION,
            _("Deliveries"),
            _("What is on its way to search, inbox and mail."),
            url_for("ops.deliveries_list"),
            "send",
            LOOKERS,
            _delivery_facts,
        ),
        AdminItem(
            OPERATION,
            _("Settings"),
            _("What is set, and where."),
            url_for("ops.settings_page"),
            "sliders",
            LOOKERS,
            _setting_facts,
        ),
    ]


def _protection() -> list[AdminItem]:
    return [
        AdminItem(
            PROTECTION,
            _("Record of who did what"),
            _("For security and accountability alone."),
            url_for("ops.audit_page"),
            "journal-check",
            LOOKERS,
            _record_facts,
        ),
        AdminItem(
            PROTECTION,
            _("Privacy and participation"),
            _("What is kept about people, made from the program itself."),
            url_for("overview.privacy"),
            "lock",
            (*LOOKERS, Permission.PERSON_MANAGE),
        ),
    ]


def _review_facts(session: Session) -> list[Fact]:
    number = session.scalar(select(func.count()).select_from(waiting_for_review().order_by(None).subquery())) or 0
    if not number:
        return [Fact(_("nothing waits"), "good")]
    return [Fact(ngettext("%(num)s waits", "%(num)s wait", number), url=url_for("entries.review_queue"))]


def _bin_facts(session: Session) -> list[Fact]:
    number = session.scalar(select(func.count()).where(Entry.status == DELETED)) or 0
    if not number:
        return [Fact(_("empty"), "good")]
    return [Fact(ngettext("%(num)s entry", "%(num)s entries", number), url=url_for("entries.recycle_bin"))]


def _operation_facts(session: Session) -> list[Fact]:
    now, url = condition.condition(session), url_for("ops.operation")
    alive = state.worker_alive(session)
    found = [Fact(_("the worker works") if alive else _("the worker stands still"), "good" if alive else "bad", url)]
    if now.jobs_in_trouble:
        text = ngettext("%(num)s job in trouble", "%(num)s jobs in trouble", now.jobs_in_trouble)
        found.append(Fact(text, "bad", url + "#jobs"))
    backup = condition.newest(session, BACKUP)
    text = _("last backup %(when)s", when=ago(backup.at)) if backup else _("no backup known")
    return [*found, Fact(text, "good" if backup else "warn", url)]


def _delivery_facts(session: Session) -> list[Fact]:
    now = deliveries.numbers(session)
    waiting, failed = sum(each.open for each in now), sum(each.failed for each in now)
    found = [Fact(ngettext("%(num)s on its way", "%(num)s on their way", waiting) if waiting else _("all delivered"),
                  "plain" if waiting else "good")]  # fmt: skip
    if failed:
        text = ngettext("%(num)s given up", "%(num)s given up", failed)
        found.append(Fact(text, "bad", url_for("ops.deliveries_list", state="failed")))
    return found


def _setting_facts(session: Session) -> list[Fact]:
    settings = [each for group in settings_seen.seen(wired(session, Settings)) for each in group.settings]
    changed, waits = sum(each.changed for each in settings), sum(each.waits for each in settings)
    found = [Fact(ngettext("%(num)s differs from the default", "%(num)s differ from the default", changed))]
    if waits:
        text = ngettext("%(num)s in force after a restart", "%(num)s in force after a restart", waits)
        found.append(Fact(text, "warn", url_for("ops.settings_page")))
    return found


def _record_facts(session: Session) -> list[Fact]:
    chain = condition.chain(session)
    if chain.broken:
        return [Fact(_("it does not hold"), "bad", url_for("ops.audit_page"))]
    if chain.verified:
        return [Fact(_("verified %(when)s, unbroken", when=ago(chain.verified.at)), "good")]
    return [Fact(_("not verified here yet"))]
