"""What people say about entries: comments, "unclear to me", suggestions that were accepted, sent back or wait."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import select

from wiki.core.db import wired
from wiki.demo.year import Act, Scene
from wiki.entries import queries
from wiki.entries.discussion import UNCLEAR, Remark, add, answer, resolve
from wiki.entries.kinds import Kinds
from wiki.entries.models import IN_REVIEW, Comment, Entry, Revision
from wiki.entries.release import content_of, reject, release
from wiki.entries.service import Edit, Intent, save

EDITOR = "Miriam Vogt"


@dataclass(frozen=True)
class Suggestion:
    """A sentence somebody would write instead, in one field of an entry; `days` later it is decided, 0: it waits."""

    ago: int
    who: str
    where: str
    field: str
    german: str
    english: str
    note: str
    days: int = 0
    sent_back: str = ""


SUGGESTIONS = (
    Suggestion(240, "Dragan Petrovic", "touchpoint/geschaeft", "expectation",
               "Gesehen werden, ohne bedrängt zu werden – und einen Espresso probieren dürfen.",
               "To be noticed without being pressed – and to taste an espresso.",
               "Wer probiert, bleibt länger und fragt mehr.", 5),
    Suggestion(160, "Leon Fischer", "touchpoint/service-e-mail", "expectation",
               "Am selben Werktag eine Antwort, die auf die Frage eingeht.",
               "An answer on the same working day that goes into the question.",
               "So sagen es uns die Kunden am Telefon.", 2),
    Suggestion(75, "Oliver Stein", "touchpoint/bestellbestaetigung", "expectation",
               "Alles über das neue Zubehör erfahren.", "To learn all about the new accessories.",
               "Da lesen sie es wenigstens.", 6, "Hier erwartet niemand Werbung; im Newsletter gern."),
    Suggestion(9, "Priya Raman", "touchpoint/warenkorb-und-bezahlung", "expectation",
               "Vor dem letzten Klick alle Kosten sehen, auch die für den Versand nach Österreich und in die Schweiz.",
               "To see all costs before the last click, shipping to Austria and Switzerland included.",
               "Deswegen brechen die meisten ab."),
    Suggestion(3, "Noemi Caduff", "touchpoint/chat", "expectation",
               "Wissen, ob ein Mensch antwortet, und nach spätestens einer Minute nicht mehr allein sein.",
               "To know whether a person answers, and not to be left alone for more than a minute.",
               "Das wurde ich in den ersten Tagen am meisten gefragt."),
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A contribution, with an answer by somebody else a day later."""

    ago: int
    who: str
    where: str
    text: str
    tone: str = "comment"
    step: str = ""
    answered_by: str = ""
    answer: str = ""
    settled: bool = False


TALK = (
    Said(
        200,
        "Zeynep Arslan",
        "touchpoint/chat",
        "Abends fragen viele nach dem Entkalken. Sollte das nicht hier stehen?",
        answered_by="Hannah Schreiber",
        answer="Guter Punkt, steht jetzt im Hilfebereich und ist verlinkt.",
        settled=True,
    ),
    Said(
        110,
        "Ana Markovic",
        "process/rechnungsfrage",
        "Seit dem neuen Layout fragt kaum jemand mehr nach dem Abschlag.",
        step="erklaeren",
        answered_by="Birgit Lohmann",
        answer="Dann nehmen wir den Satz bei der nächsten Überprüfung heraus.",
    ),
    Said(
        41,
        "Elif Kaya",
        "touchpoint/beratungsgespraech",
        "Was tun wir, wenn das Vorführgerät gerade in Reparatur ist?",
        UNCLEAR,
    ),
    Said(
        26,
        "Stefanie Gruber",
        "process/reparatur",
        "Die Abstimmung der Kosten dauert oft länger als die Reparatur.",
        step="kosten-abstimmen",
        answered_by="Jakub Kowalczyk",
        answer="Ich kläre mit der Hotline eine Grenze, bis zu der wir einfach machen.",
    ),
    Said(
        10,
        "Noemi Caduff",
        "process/serviceanfrage",
        "Ab wann gebe ich an die Zweite Linie ab?",
        UNCLEAR,
        step="erste-antwort",
    ),
    Said(8, "Noemi Caduff", "touchpoint/hotline", "Darf ich am Telefon eine Gutschrift zusagen?", UNCLEAR),
)


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    found = []
    for each in SUGGESTIONS:
        found.append(Act(each.ago, partial(_suggest, each)))
        if each.days:
            found.append(Act(each.ago - each.days, partial(_decide, each)))
    for said in TALK:
        found.append(Act(said.ago, partial(_say, said)))
        if said.answered_by:
            found.append(Act(said.ago - 1, partial(_reply, said)))
    return found


def _entry(scene: Scene, where: str) -> Entry:
    return scene.session.get_one(Entry, scene.place(where).entry_id)


def _suggest(suggestion: Suggestion, scene: Scene) -> None:
    entry = _entry(scene, suggestion.where)
    head = queries.head(scene.session, entry.id)
    if head is None:
        raise RuntimeError(f"{suggestion.where} has no version")
    content: dict[str, Any] = dict(content_of(wired(scene.session, Kinds).of(entry), head))
    content[suggestion.field] = {"de": suggestion.german, "en": suggestion.english}
    edit = Edit(content, head.number, note=suggestion.note, intent=Intent.REVIEW)
    save(scene.session, scene.actor(suggestion.who), entry, replace(edit, as_proposal=True))


def _decide(suggestion: Suggestion, scene: Scene) -> None:
    entry, editor = _entry(scene, suggestion.where), scene.actor(EDITOR)
    waiting = select(Revision).where(Revision.entry_id == entry.id, Revision.state == IN_REVIEW)
    revision = scene.session.scalars(waiting.order_by(Revision.number.desc()).limit(1)).one()
    if suggestion.sent_back:
        reject(scene.session, editor, revision, suggestion.sent_back)
    else:
        release(scene.session, editor, revision)


def _say(said: Said, scene: Scene) -> None:
    remark = Remark(said.text, said.tone, said.step, as_newcomer=True)
    add(scene.session, scene.actor(said.who), _entry(scene, said.where), remark)


def _reply(said: Said, scene: Scene) -> None:
    entry, actor = _entry(scene, said.where), scene.actor(said.answered_by)
    begun = select(Comment).where(Comment.entry_id == entry.id, Comment.parent_id.is_(None))
    root = scene.session.scalars(begun.order_by(Comment.id.desc()).limit(1)).one()
    answer(scene.session, actor, entry, root, Remark(said.answer))
    if said.settled:
        resolve(scene.session, scene.actor(said.who), entry, root)
