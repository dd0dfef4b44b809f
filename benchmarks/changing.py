"""Saving, and what a new term costs those who read next."""

import time
from urllib.parse import urlsplit

from benchmarks.client import Browser, Form
from benchmarks.figures import Reading, percentiles
from benchmarks.questions import address
from benchmarks.running import LANGUAGE, Wiki
from benchmarks.wire import Wire

SYLLABLES = ("ba", "do", "fi", "gu", "ka", "le", "mo", "nu", "pe", "ri")


def _word(number: int) -> str:
    """A word nobody has used before."""
    return "Zwix" + "".join(SYLLABLES[int(each)] for each in f"{number:04d}")


def saving(wiki: Wiki, number: int, seed: int) -> Reading:
    """Send the edit form and release; the very next search, on whichever process, must find what was written."""
    browser, times, lost = wiki.writer(), [], []
    wires, terms = wiki.wires(LANGUAGE), wiki.terms_to_edit(seed)
    for turn in range(number):
        path, word = terms[turn % len(terms)], _word(seed * 1000 + turn)
        page = browser.prepare(path)
        began = time.perf_counter()
        status = browser.send(page, definition=f"Ding mit {word} darin", summary=word, intent="release").status
        times.append(time.perf_counter() - began)
        if status != 303:
            raise RuntimeError(f"{path}: saving answered {status}")
        if f'{path}"'.encode() not in wires[turn % len(wires)].get(address("/search", word)).body.replace(b"#", b'"'):
            lost.append(word)
    _close(wires)
    wrong = f"{len(lost)} saves not found by the next search" if lost else ""
    return Reading("save", percentiles(times), f"{number} saves, each looked for by the next search", wrong)


def adding(wiki: Wiki, number: int, seed: int) -> Reading:
    """After each new term: a page, the jump list and a search on every web process, the slowest of all."""
    browser = wiki.writer()
    slowest, where, missing = 0.0, "", 0
    for turn in range(number):
        word = _word(seed * 1000 + 500 + turn)
        added = _add(browser, word)
        for wire in wiki.wires(LANGUAGE):
            for path in (wiki.pages[turn], address("/suggest", word.lower()), address("/search", word)):
                reply = wire.get(path)
                if reply.status != 200:
                    raise RuntimeError(f"{path}: {reply.status}")
                missing += "?q=" in path and added.encode() not in reply.body
                if reply.seconds > slowest:
                    slowest, where = reply.seconds, urlsplit(path).path
            wire.close()
    wrong = f"{missing} answers did not know the new term" if missing else ""
    return Reading("term_added", (slowest * 1000,), f"{number} terms; the slowest was {where}", wrong)


def _add(browser: Browser, word: str) -> str:
    """Release a new term; returns its address."""
    fields = dict(Form(browser.get("/glossary/new?draft=ignore").text, "labels-0-text").fields)
    labels = {"labels-0-text": word, "labels-1-text": f"{word.lower()} thing"}
    texts = {"definition": "Ding, das neu ist", "summary": "new", "intent": "release"}
    answer = browser.post("/glossary/new", list({**fields, **labels, **texts}.items()))
    if answer.status != 303:
        raise RuntimeError(f"adding a term answered {answer.status}")
    return urlsplit(answer.location).path


def _close(wires: list[Wire]) -> None:
    for each in wires:
        each.close()
