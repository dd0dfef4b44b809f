"""The administration's pages: what is wrong stays in the form, a secret is shown once, what was sent is seen."""

import re
from typing import Any

from conftest import Stock, csrf_of
from flask.testing import FlaskClient
from helpers import SQLITE
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.webhooks.conftest import Hooks, Receiver
from wiki.core.db import wired
from wiki.core.keys import Keys
from wiki.webhooks.models import Webhook, WebhookDelivery


def post(client: FlaskClient, path: str, page: str, **form: Any) -> Any:
    return client.post(path, data={"csrf_token": csrf_of(client.get(page).text), **form})


def filled(url: str, **changes: Any) -> dict[str, Any]:
    return {"name": "Chat der CX", "url": url, "sends": "chat", "language": "de", "edits": "0",
            "events": ["entry.released", "signal.reported"], "kinds": ["process"], **changes}  # fmt: skip


@SQLITE
def test_a_webhook_from_its_making_to_its_end(
    stock: Stock, session: Session, receiver: Receiver, hooks: Hooks, company: Any
) -> None:
    client = stock.client("administrator")
    refused = post(client, "/admin/webhooks/new", "/admin/webhooks/new", **filled("https://127.0.0.2/geheim"))
    assert refused.status_code == 422
    assert "https://127.0.0.2/geheim" in refused.text
    nothing = post(client, "/admin/webhooks/new", "/admin/webhooks/new", **filled("nirgends", events=[]))
    assert nothing.status_code == 422
    made = post(client, "/admin/webhooks/new", "/admin/webhooks/new", **filled(receiver.url("/T0/hook")))
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    secret = re.search(r"<code>(whsec_[^<]+)</code>", made.text)
    assert secret
    session.rollback()
    row = session.scalars(select(Webhook)).one()
    assert secret[1].encode() not in row.secret
    assert b"/T0/hook" not in row.address
    assert wired(session, Keys).decrypt(row.secret) == secret[1]
    page = f"/admin/webhooks/{row.id}"
    for path in (page, "/admin/webhooks/", "/admin"):
        text = client.get(path).text
        assert secret[1] not in text
        assert "/T0/hook" not in text
    assert post(client, f"{page}/test", page).status_code == 303
    assert "CX-Wiki" in receiver.at("/T0/hook")[0].told["text"]
    company.process("Reklamation", "", "Annehmen")
    company.touchpoint("Anruf")
    hooks.send()
    assert len(receiver.got) == 2
    log = client.get(page).text
    assert log.count("200 ·") == 2
    session.rollback()
    sent = session.scalars(select(WebhookDelivery).where(WebhookDelivery.event_id.is_not(None))).one()
    assert post(client, f"{page}/again", page, delivery=str(sent.id)).status_code == 303
    hooks.again()
    assert receiver.got[-1].headers["webhook-id"] == receiver.got[-2].headers["webhook-id"]
    stale = post(client, f"{page}/edit", f"{page}/edit", **filled(receiver.url("/new"), edits="7"))
    assert stale.status_code == 409
    assert post(client, f"{page}/edit", f"{page}/edit", **filled(receiver.url("/new"))).status_code == 303
    renewed = post(client, f"{page}/secret", page)
    assert "whsec_" in renewed.text
    assert post(client, f"{page}/test", page).status_code == 303
    assert len(receiver.at("/new")[0].headers["webhook-signature"].split(" ")) == 2
    assert post(client, f"{page}/switch", page, on="0").status_code == 303
    company.process("Kündigung", "", "Annehmen")
    hooks.send()
    assert len(receiver.got) == 4
    assert post(client, f"{page}/switch", page, on="1").status_code == 303
    assert post(client, f"{page}/remove", f"{page}/remove").status_code == 303
    session.rollback()
    assert session.scalars(select(WebhookDelivery)).all() == []
    assert client.get(page).status_code == 404
