"""Account mail: encrypted until sent, sent once, blank afterwards."""

import email
import socket
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select, update

from wiki.access.permissions import SYSTEM
from wiki.core import clock, mail, outbox
from wiki.core.consumers import Consumers, Taken
from wiki.core.errors import Unavailable
from wiki.people import housekeeping, mails, service
from wiki.people.links import SETUP, make_link
from wiki.people.models import EndedSession, Person, SignInThrottle, SingleUseLink
from wiki.people.service import PersonData


class Mailbox:
    """Keeps what an SMTP server is given."""

    def __init__(self) -> None:
        self.messages = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        self.messages.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def mailbox():
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def changed(mailbox):
    return {
        "smtp_url": f"smtp://127.0.0.1:{mailbox.port}",
        "base_url": "http://wiki.example.org",
        "mail_from": "CX <cx@example.org>",
    }


@pytest.fixture
def invitation(change):
    """The delivery of an invitation, as the worker takes it."""
    data = PersonData("Nina Neu", "nina@example.org", language="en")
    assert change(lambda session: service.invite_person(session, SYSTEM, data, set(), "")).link is None

    def take(session):
        (delivery,) = outbox.claim(session, mails.CONSUMER, "test")
        event = session.get(outbox.Event, delivery.event_id)
        return Taken(delivery.id, event.id, event.name, event.occurred_at, None, None, dict(event.data), 1)

    return change(take)


def _event(session):
    session.rollback()
    return session.scalars(select(outbox.Event).where(outbox.Event.name == mails.EVENT)).one()


def test_an_invitation_arrives_and_leaves_nothing_readable(runtime, session, invitation, mailbox):
    assert "nina" not in str(_event(session).data)
    assert "invite" not in str(_event(session).data)
    consume = runtime.wiring.get(Consumers).by_name[mails.CONSUMER]
    assert consume(runtime.sessions, [invitation]) == {}
    (message,) = mailbox.messages
    assert message["To"] == "nina@example.org"
    assert message["From"] == "CX <cx@example.org>"
    assert message["Date"]
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Subject"] == "Your account in CX-Wiki"
    assert "http://wiki.example.org/invite?token=" in message.get_content()
    assert _event(session).data == {"state": "sent"}


def test_a_delivery_that_comes_again_sends_nothing(runtime, invitation, mailbox):
    for _number in range(2):
        assert mails.deliver_account_mail(runtime.sessions, [invitation]) == {}
    assert len(mailbox.messages) == 1


def test_a_server_that_refuses_is_asked_again_later(runtime, session, invitation, mailbox, monkeypatch):
    def refuse(*_parts):
        raise Unavailable("no server")

    with monkeypatch.context() as broken:
        broken.setattr("wiki.core.mail.send", refuse)
        errors = mails.deliver_account_mail(runtime.sessions, [invitation])
    assert errors == {invitation.delivery_id: "no server"}
    assert "sealed" in _event(session).data
    assert mails.deliver_account_mail(runtime.sessions, [invitation]) == {}
    assert len(mailbox.messages) == 1


def test_one_message_that_fails_holds_up_no_other(runtime, change, invitation, mailbox):
    change(lambda session: service.invite_person(session, SYSTEM, PersonData("Otto", "otto@example.org"), set(), ""))
    broken = Taken(99, invitation.event_id, mails.EVENT, clock.now(), None, None, {}, 1)
    gone = Taken(98, 10_000, mails.EVENT, clock.now(), None, None, {}, 1)
    assert mails.deliver_account_mail(runtime.sessions, [gone, broken]) == {}
    assert len(mailbox.messages) == 1


def test_a_message_is_written_in_the_language_of_its_reader(app, change, letters, stock):
    stock.make("Emil Leser")
    change(lambda session: session.execute(update(Person).values(language="en")))
    with app.test_request_context(headers={"Accept-Language": "de"}):
        change(lambda session: mails.post_notice(session, session.scalars(select(Person)).one(), "password"))
    assert "Your password was changed" in letters()[0]["text"]


@pytest.mark.parametrize("name", ["Nina\nBcc: eve@example.org", "Nina\r\n\r\nEvil"])
def test_no_header_can_be_smuggled_in(settings, name):
    message = mail.compose(settings, f"nina@example.org\n{name}", f"Hello {name}", "text")
    assert "Bcc" not in message
    assert message.get_content() == "text\n"


def test_a_server_that_is_not_there_is_unavailable(settings, mailbox):
    closed = type(settings)(data=settings.data, smtp_url="smtp://127.0.0.1:1")
    with pytest.raises(Unavailable):
        mail.send(closed, "nina@example.org", "Hello", "text")
    with pytest.raises(Unavailable):
        mail.send(type(settings)(data=settings.data), "nina@example.org", "Hello", "text")


def test_the_worker_clears_what_is_too_old(runtime, change, session, settings, invitation):
    def arrange(each):
        make_link(each, SETUP, "http://x")
        each.add_all(
            [
                EndedSession(key="old", ended_at=clock.in_(days=-settings.remember_days - 2)),
                EndedSession(key="new", ended_at=clock.now()),
                SignInThrottle(subject="old", window_started_at=clock.in_(hours=-3), failures=1),
                SignInThrottle(subject="new", window_started_at=clock.now(), failures=1),
            ]
        )

    change(arrange)
    housekeeping.run(runtime.sessions)
    assert [each.key for each in session.scalars(select(EndedSession))] == ["new"]
    assert [each.subject for each in session.scalars(select(SignInThrottle))] == ["new"]
    assert len(session.scalars(select(SingleUseLink)).all()) == 2
    assert "sealed" in _event(session).data
    with clock.frozen(clock.in_(days=9)):
        housekeeping.run(runtime.sessions)
    session.rollback()
    assert session.scalars(select(SingleUseLink)).all() == []
    assert _event(session).data == {"state": "expired"}
