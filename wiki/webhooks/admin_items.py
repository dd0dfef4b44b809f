"""The card of webhooks on the administration's first page."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.people.admin_menu import OPERATION, AdminItem, Fact
from wiki.webhooks.models import FAILING, GONE, Webhook


def own_items() -> list[AdminItem]:
    """The card."""
    return [
        AdminItem(
            OPERATION,
            _("Webhooks"),
            _("Tell other programs and chat tools what happens here."),
            url_for("webhooks.index"),
            "plug",
            (Permission.SYSTEM_MANAGE,),
            _facts,
        )
    ]


def _facts(session: Session) -> list[Fact]:
    on, failing, off = session.execute(
        select(
            func.count().filter(Webhook.active),
            func.count().filter(Webhook.active, Webhook.failures > 0),
            func.count().filter(Webhook.off_reason.in_((FAILING, GONE))),
        )
    ).one()
    found = [Fact(ngettext("%(num)s is on", "%(num)s are on", on))]
    if failing:
        found.append(Fact(ngettext("%(num)s fails", "%(num)s fail", failing), "warn"))
    if off:
        found.append(Fact(ngettext("%(num)s was switched off", "%(num)s were switched off", off), "bad"))
    return found
