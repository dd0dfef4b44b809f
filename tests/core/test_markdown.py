"""Markdown from people nobody vouches for."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.core import markdown
from wiki.core.markdown import Refused, plain, render, wiki_links

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<img src=x onerror="alert(1)">',
    "![x](javascript:alert(1))",
    '<a href="x" onclick="alert(1)">x</a>',
    "<style>body{display:none}</style>",
    "<svg onload=alert(1)>",
    '[[a" onmouseover="alert(1)|x]]',
    "[[x|<img src=x onerror=alert(1)>]]",
    '<p style="position:fixed">x</p>',
    '<https://e.example/"onmouseover=alert(1)>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_survives(text: str) -> None:
    html = render(text).replace("&lt;", "").replace("&gt;", "")
    assert "<script" not in html
    assert "<style" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
    assert 'src="javascript' not in html
    assert 'href="data' not in html
    for tag in html.split("<")[1:]:
        inside = tag.split(">")[0]
        assert " on" not in inside.replace('" onmouseover=', "") or 'href="wiki:' in inside
        assert "style=" not in inside


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("<>[]()!*_`'\"=/ \nascriptonjv:&#;|-+1.~")), max_size=300))
def test_arbitrary_markup_never_yields_a_tag_that_was_not_allowed(text: str) -> None:
    html = render(text)
    for tag in html.split("<")[1:]:
        name = tag.strip("/").split(">")[0].split(" ")[0].split("/")[0].lower()
        assert name in markdown._TAGS, html


def test_images_come_only_from_the_entry_itself() -> None:
    assert "src" not in render("![x](https://elsewhere.example/pixel.png)")
    assert 'src="attachment:plan.png"' in render("![Plan](attachment:plan.png)")


def test_wiki_links_are_found_where_they_are_links_only() -> None:
    text = "[[kontaktpunkt|Kontaktpunkte]] und [[process:rueckgabe]], nicht `[[code]]`\n\n```\n[[auch-nicht]]\n```"
    assert wiki_links(text) == ["kontaktpunkt", "process:rueckgabe"]


def test_headings_begin_below_the_page_title() -> None:
    assert render("# Oben").startswith("<h2")


def test_plain_text_for_search_has_no_markup() -> None:
    assert plain("**Fett** und [[customer-journey|die Reise]] & mehr <b>") == "Fett und die Reise & mehr <b>"
    assert plain("siehe [[customer-journey]]") == "siehe customer journey"
    assert plain("rund 50\u00a0%") == "rund 50 %"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("ok\n" + "[" * 100, "run", 2),
        ("x" * 9000, "long-line", 1),
        ("a\n" * 40_000, "too-long", None),
        ("> " * 30 + "x", "run", 1),
    ],
)
def test_absurd_texts_are_refused_with_their_line(text: str, reason: str, line: int | None) -> None:
    with pytest.raises(Refused) as refused:
        markdown.check(text)
    assert (refused.value.reason, refused.value.line) == (reason, line)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("[ " * 300 for _ in range(90)),
        "\n".join("*a " * 200 for _ in range(90)),
        "\n".join("`a " * 300 for _ in range(60)),
    ],
    ids=["brackets", "stars", "ticks"],
)
def test_a_slow_text_cannot_hold_a_worker(text: str) -> None:
    started = time.monotonic()
    reasons = set()
    try:
        markdown.check(text)
    except Refused as refused:
        reasons.add(refused.reason)
    assert reasons <= {"too-slow"}
    assert time.monotonic() - started < markdown.SECONDS + 5


def test_a_link_with_a_text_of_its_own_stands_in_a_table_cell() -> None:
    html = render("| A | B |\n|---|---|\n| [[kanal|Kanäle]] | `[[x|y]]` |\n")
    assert '<td><a class="wikilink" href="wiki:kanal" rel="noopener noreferrer">Kanäle</a></td>' in html
    assert "<code>[[x|y]]</code>" in html


def test_what_was_saved_is_readable_on_a_machine_too_busy_to_render_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Siehe [[kanal|den <Kanal>]] " + "*a* " * 300
    monkeypatch.setattr(markdown, "SECONDS", 0.000_1)
    with pytest.raises(markdown.Refused):
        markdown.render(text)
    assert markdown.show(text).startswith("<pre>Siehe [[kanal|den &lt;Kanal&gt;]]")
    assert markdown.wiki_links(text) == ["kanal"]
    assert "den <Kanal>" in markdown.plain(text)
