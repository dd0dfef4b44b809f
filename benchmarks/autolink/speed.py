"""Processor time of marking 1,000 words against 15,000 labels, and of building and changing the dictionary."""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from html import escape

from benchmarks.autolink.judged import paragraphs, starter
from wiki.core import analysis
from wiki.entries.annotating import Place, Text
from wiki.glossary.mentions.dictionary import Concept, Dictionary, changed, packed
from wiki.glossary.mentions.forms import Row
from wiki.glossary.mentions.marking import Linked

LABELS = 15_000
WORDS = 1_000
_BEGINNINGS = """
Kunden Vertrags Liefer Service Rechnungs Zahlungs Daten Markt Produkt Team Projekt Qualitäts Lager Versand Montage
Bestell Angebots Beschwerde Gewährleistungs Umfrage Kontakt Prozess Termin Preis Werbe Filial Energie Netz Tarif Wechsel
"""
_ENDS = """
prüfung kennzahl planung bindung kanal wert vorgang antrag bericht ablauf bedürfnis erlebnis bestand vereinbarung grund
quote messung zusage frist stelle strategie ziel steuerung abfrage beleg karte profil verlauf historie regel
"""
_ENGLISH = "rate index map review policy target owner survey channel process journey group model record level"
_FIRST, _SECOND, _THIRD = _BEGINNINGS.split(), _ENDS.split(), _ENGLISH.split()


def measure(repeat: int = 15) -> None:
    """Print the figures."""
    dictionary = _filled()
    text = _text()
    fresh = Dictionary()
    concepts = list(dictionary.concepts.values())
    revisions = dict.fromkeys(dictionary.concepts, 1)
    print(f"{sum(len(each.rows) for each in concepts):,} labels of {len(concepts):,} concepts")
    _print("building the dictionary", lambda: changed(fresh, 1, concepts, {}, revisions), 3, cold=True)
    one = replace(
        concepts[0], labels=packed((*concepts[0].rows, Row(concepts[0].id, "de", "Neuwort", "full", "admitted")))
    )
    _print("one concept released", lambda: changed(dictionary, 2, [one], {}, revisions), repeat)
    linked, place = Linked(dictionary, "/glossary/"), Place(0, "design")
    links = sum(each.count("<a ") for each in linked.annotate((text,), place))
    print(f"{len(text.html.split()):,} words, {links} links")
    _print("marking the text, words met before", lambda: linked.annotate((text,), place), repeat)
    _print("marking the text, every word new", lambda: linked.annotate((text,), place), repeat, cold=True)


def uncached(repeat: int = 15) -> list[float]:
    """Milliseconds of processor time of marking the text, every word new each time."""
    linked, text = Linked(_filled(), "/glossary/"), _text()
    return _times(lambda: linked.annotate((text,), Place(0, "design")), repeat, cold=True)


def _print(name: str, act: Callable[[], object], repeat: int, *, cold: bool = False) -> None:
    times = _times(act, repeat, cold=cold)
    print(f"{name}: median {statistics.median(times):.1f} ms, most {max(times):.1f} ms of processor time")


def _times(act: Callable[[], object], repeat: int, *, cold: bool) -> list[float]:
    times = []
    for _each in range(repeat):
        if cold:
            analysis.stem.cache_clear()
        before = time.process_time()
        act()
        times.append((time.process_time() - before) * 1000)
    return times


def _filled() -> Dictionary:
    dictionary = starter()
    chance = random.Random(4)
    concepts, labels = list(dictionary.concepts.values()), sum(len(c.rows) for c in dictionary.concepts.values())
    number = 10_000
    while labels < LABELS:
        number += 1
        word = chance.choice(_FIRST) + chance.choice(_FIRST).lower() + chance.choice(_SECOND)
        english = " ".join(chance.choice(_THIRD) for _each in range(chance.randint(2, 3)))
        texts = (("de", word), ("en", english), ("de", f"{chance.choice(_FIRST)} {chance.choice(_THIRD)} {number}"))
        rows = tuple(Row(number, language, text, "full", "preferred") for language, text in texts)
        concepts.append(Concept(number, f"concept-{number}", "design", "", "", packed(rows)))
        labels += len(rows)
    return changed(Dictionary(), 1, concepts, {}, {each.id: 1 for each in concepts})


def _text() -> Text:
    words: list[str] = []
    for paragraph in paragraphs():
        if paragraph.language == "de":
            words += paragraph.text.split()
    chunks = [" ".join(words[at : at + 60]) for at in range(0, WORDS, 60)]
    return Text("".join(f"<h3>Abschnitt</h3><p>{escape(chunk, quote=False)}</p>" for chunk in chunks), "de")
