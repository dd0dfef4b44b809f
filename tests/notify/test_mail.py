import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import get_locale
from helpers_notify import content, make_entry, work
from sqlalchemy import select, update

from wiki.app import create_app
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.core.errors import Unavailable
from wiki.entries import discussion, service
from wiki.entries.discussion import Remark
from wiki.entries.service import Edit
from wiki.notify import outgoing, sending
from wiki.notify.letters import LetterWriter
from wiki.notify.models import DROPPED, FAILED, QUEUED, SENDING, SENT, InboxItem, MailMessage
from wiki.people.models import Person
from wiki.web.i18n import moment

MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def scene(session, stock):
    """An editor's entry and a reader who can suggest changes to it."""
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    return editor, reader, make_entry(session, editor)


def prefer(session, person_id, preference, language="de"):
    begin_write(session)
    session.execute(update(Person).where(Person.id == person_id).values(mail_preference=preference, language=language))
    session.commit()


def say(session, actor, entry, text="Gilt das auch für Partner?"):
    begin_write(session)
    comment = discussion.add(session, actor, entry, Remark(text))
    session.commit()
    return comment.id


def mails(session) -> list[MailMessage]:
    session.rollback()
    return list(session.scalars(select(MailMessage).order_by(MailMessage.id)))


def states(session) -> list[str]:
    return [mail.state for mail in mails(session)]


def test_mail_at_once_says_what_happened_with_a_link_that_works(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    comment_id = say(session, reader, entry)
    work(runtime)
    [mail] = post.to("rita.redaktion@example.org")
    text = mail.get_content()
    assert "Kontaktpunkt" in mail["Subject"]
    assert "Emil Leser" in text
    assert "Gilt das auch für Partner?" in text
    assert f"https://intranet.example.com/cx/glossary/kontaktpunkt/discussion#comment-{comment_id}" in text
    assert "https://intranet.example.com/cx/me" in text
    assert mail["List-Unsubscribe"] == "<https://intranet.example.com/cx/me>"
    assert mail["Message-ID"].endswith("@example.org>")
    assert states(session) == [SENT]
    work(runtime)
    assert len(post.taken) == 1


def test_links_in_mail_open(runtime, session, post, stock, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    say(session, reader, entry)
    work(runtime)
    [mail] = post.taken
    link = next(line.strip() for line in mail.get_content().splitlines() if "discussion#" in line)
    address = link.removeprefix("https://intranet.example.com").partition("#")[0]
    assert stock.client("editor").get(address).status_code == 200


def test_unclear_is_mailed_without_a_name(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    begin_write(session)
    discussion.add(session, reader, entry, Remark("Was heißt das?", tone="unclear"))
    session.commit()
    work(runtime)
    [mail] = post.taken
    assert "Was heißt das?" in mail.get_content()
    assert "Emil" not in mail.as_string()


@pytest.mark.parametrize("language", ["de", "en"])
def test_mail_is_written_in_the_language_of_its_reader(runtime, session, post, scene, language):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once", language)
    begin_write(session)
    entry.title_de, entry.title_en = "Kontaktpunkt", "Touchpoint"
    session.commit()
    say(session, reader, entry)
    work(runtime)
    [mail] = post.taken
    assert ("Touchpoint" in mail["Subject"]) is (language == "en")


@pytest.mark.parametrize("language", ["de", "en"])
def test_letters_are_written_for_their_reader_alone(app, language):
    reader = Person(name="Emil Leser", language=language, timezone="America/New_York")
    runtime = app.extensions["cxwiki"]
    writer = runtime.wiring.get(LetterWriter)
    noon = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    with app.test_request_context("/", headers={"Accept-Language": "en" if language == "de" else "de"}):
        outside = moment(noon)
        with writer._as_for(reader, runtime.settings):
            assert str(get_locale()) == language
            assert moment(noon).endswith("12:00")
        assert moment(noon) == outside
        assert str(get_locale()) != language


def test_many_things_at_once_are_one_mail(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    for number in range(60):
        say(session, reader, entry, f"Frage {number}")
    work(runtime)
    [mail] = post.taken
    assert "60" in mail["Subject"]
    assert mail.get_content().count("discussion#comment-") == 50


def test_never_and_without_a_server_no_mail_is_made(runtime, session, post, scene, settings):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "never")
    say(session, reader, entry)
    work(runtime)
    prefer(session, editor.person_id, "at_once")
    other = create_app(replace(settings, smtp_url=""), testing=True)
    without = other.extensions["cxwiki"]
    say(session, reader, entry)
    work(without)
    assert outgoing.run_digests(without.sessions) == "no mail server"
    without.engine.dispose()
    assert mails(session) == []
    assert post.taken == []


def test_server_down_then_up(runtime, session, post, mail_server, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    mail_server.stop()
    with clock.frozen(MONDAY_NOON):
        say(session, reader, entry)
        work(runtime)
        [mail] = mails(session)
        assert (mail.state, mail.attempts) == (QUEUED, 1)
        assert "127.0.0.1" in mail.error
    mail_server.start()
    with clock.frozen(MONDAY_NOON + timedelta(seconds=1)):
        work(runtime)
        assert post.taken == []
    with clock.frozen(MONDAY_NOON + timedelta(seconds=3)):
        work(runtime)
    assert len(post.taken) == 1
    assert states(session) == [SENT]


def test_what_the_worker_gave_up_is_offered_again_for_three_days(runtime, session, post, mail_server, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    mail_server.stop()
    with clock.frozen(MONDAY_NOON):
        say(session, reader, entry)
    at = MONDAY_NOON
    for _attempt in range(14):
        with clock.frozen(at):
            work(runtime)
        at += timedelta(hours=1)
    with clock.frozen(at):
        assert outgoing.offer_again(runtime.sessions) == "1 mails"
        assert outgoing.offer_again(runtime.sessions) == "0 mails"
        mail_server.start()
        work(runtime)
    assert len(post.taken) == 1
    mail_server.stop()
    with clock.frozen(at):
        say(session, reader, entry)
        work(runtime)
    with clock.frozen(at + timedelta(days=3, hours=1)):
        outgoing.offer_again(runtime.sessions)
    assert states(session) == [SENT, FAILED]
    assert "3 days" in outgoing.failed(session, MONDAY_NOON)[0].error


def test_refusal_is_final_and_says_why(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    post.refusals["rita.redaktion@example.org"] = "550 No such user"
    say(session, reader, entry)
    work(runtime)
    [mail] = mails(session)
    assert mail.state == FAILED
    assert "No such user" in mail.error
    assert outgoing.failed(session, mail.created_at) == [mail]


def test_refusal_for_now_is_tried_again(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    post.refusals["rita.redaktion@example.org"] = "450 Greylisted"
    with clock.frozen(MONDAY_NOON):
        say(session, reader, entry)
        work(runtime)
    assert states(session) == [QUEUED]
    post.refusals.clear()
    with clock.frozen(MONDAY_NOON + timedelta(seconds=5)):
        work(runtime)
    assert states(session) == [SENT]


def test_crash_after_sending_repeats_the_mail_under_the_same_id(runtime, session, post, scene, monkeypatch):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")

    def crash(*_arguments):
        raise SystemExit

    with clock.frozen(MONDAY_NOON):
        say(session, reader, entry)
        monkeypatch.setattr(sending, "_finish", crash)
        with pytest.raises(SystemExit):
            work(runtime)
    monkeypatch.undo()
    assert states(session) == [SENDING]
    [mail] = mails(session)
    with clock.frozen(MONDAY_NOON + timedelta(minutes=2)), pytest.raises(Unavailable):
        sending.send(runtime.sessions, mail.id)
    with clock.frozen(MONDAY_NOON + timedelta(minutes=6)):
        sending.send(runtime.sessions, mail.id)
        sending.send(runtime.sessions, mail.id)
    first, second = post.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert states(session) == [SENT]


def test_two_workers_at_once_send_once(runtime, session, post, scene, stock):
    editor, reader, entry = scene
    for name in ("Anna A", "Ben B", "Cleo C"):
        person_id = stock.make(name, "editor")
        prefer(session, person_id, "at_once")
    prefer(session, editor.person_id, "at_once")
    begin_write(session)
    service.save(session, reader, entry, Edit(content(text="Besser"), 1))
    session.commit()
    workers = [threading.Thread(target=work, args=(runtime,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(mail["To"] for mail in post.taken) == [
        "anna.a@example.org",
        "ben.b@example.org",
        "cleo.c@example.org",
        "rita.redaktion@example.org",
    ]


def test_what_was_read_meanwhile_is_not_mailed(runtime, session, post, mail_server, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "at_once")
    mail_server.stop()
    with clock.frozen(MONDAY_NOON):
        say(session, reader, entry)
        work(runtime)
    begin_write(session)
    session.execute(update(InboxItem).values(read_at=MONDAY_NOON))
    session.commit()
    mail_server.start()
    with clock.frozen(MONDAY_NOON + timedelta(minutes=1)):
        work(runtime)
    assert post.taken == []
    assert states(session) == [DROPPED]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026 by the clock in Berlin (an hour ahead of UTC); the 23rd is a Monday."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def test_daily_digest_once_a_day_at_its_hour(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "daily")
    with clock.frozen(at(24, 10)):
        say(session, reader, entry, "Eins")
        say(session, reader, entry, "Zwei")
        work(runtime)
        outgoing.run_digests(runtime.sessions)
        work(runtime)
        assert post.taken == []
    with clock.frozen(at(25, 6, 59)):
        assert outgoing.run_digests(runtime.sessions) == "0 digests"
    with clock.frozen(at(25, 7, 1)):
        assert outgoing.run_digests(runtime.sessions) == "1 digests"
        assert outgoing.run_digests(runtime.sessions) == "0 digests"
        work(runtime)
    [mail] = post.taken
    assert "Eins" in mail.get_content()
    assert "Zwei" in mail.get_content()
    with clock.frozen(at(26, 7, 1)):
        assert outgoing.run_digests(runtime.sessions) == "0 digests"
        say(session, reader, entry, "Drei")
        work(runtime)
    with clock.frozen(at(27, 9)):
        assert outgoing.run_digests(runtime.sessions) == "1 digests"
        work(runtime)
    assert "Eins" not in post.taken[-1].get_content()


def test_weekly_digest_on_mondays(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "weekly")
    with clock.frozen(at(18, 10)):
        say(session, reader, entry, "Eins")
        work(runtime)
    for day in (19, 20, 22):
        with clock.frozen(at(day, 8)):
            assert outgoing.run_digests(runtime.sessions) == "0 digests"
    with clock.frozen(at(23, 6, 59)):
        assert outgoing.run_digests(runtime.sessions) == "0 digests"
    with clock.frozen(at(23, 7)):
        assert outgoing.run_digests(runtime.sessions) == "1 digests"
        work(runtime)
    assert len(post.taken) == 1
    [mail] = mails(session)
    assert mail.occasion == "weekly:2026-11-23"


def test_digest_missed_while_the_worker_stood_still_goes_out_later(runtime, session, post, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "weekly")
    with clock.frozen(at(18, 10)):
        say(session, reader, entry)
        work(runtime)
    with clock.frozen(at(25, 15)):
        assert outgoing.run_digests(runtime.sessions) == "1 digests"


def test_two_digest_jobs_at_once_make_one(runtime, session, scene):
    editor, reader, entry = scene
    prefer(session, editor.person_id, "daily")
    with clock.frozen(at(24, 10)):
        say(session, reader, entry)
        work(runtime)
    with clock.frozen(at(25, 8)):
        jobs = [threading.Thread(target=outgoing.run_digests, args=(runtime.sessions,)) for _ in range(3)]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
    assert len(mails(session)) == 1


def test_summer_time_keeps_the_hour(settings):
    daily, weekly = outgoing.scheduled(datetime(2026, 7, 1, 5, 0, tzinfo=UTC), settings)
    assert daily == datetime(2026, 7, 1, 5, 0, tzinfo=UTC)
    assert weekly == datetime(2026, 6, 29, 5, 0, tzinfo=UTC)
    after, _weekly = outgoing.scheduled(datetime(2026, 10, 25, 5, 59, tzinfo=UTC), settings)
    assert after == datetime(2026, 10, 24, 5, 0, tzinfo=UTC)
