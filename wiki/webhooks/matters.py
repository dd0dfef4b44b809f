"""What administrators are told: that a webhook was switched off."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.people.queries import holders_of_permission
from wiki.webhooks.settling import SWITCHED_OFF
from wiki.webhooks.wording import OFF


def _told(session: Session, event: Taken) -> list[Told]:
    people = frozenset(each.id for each in holders_of_permission(session, Permission.SYSTEM_MANAGE))
    data = {name: event.data[name] for name in ("webhook_id", "called", "reason")}
    return [Told(people, None, data)]


def _sentence(data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(_("The webhook “%(name)s” was switched off.", name=data["called"]))


def _detail(data: Mapping[str, Any]) -> str:
    return str(OFF.get(data["reason"], ""))


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("webhooks.page", webhook_id=data["webhook_id"], _external=absolute)


MATTER = Matter("webhook_off", SWITCHED_OFF, "exclamation-triangle", _told, _sentence, _url, _detail)
