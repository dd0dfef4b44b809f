"""What the command palette offers besides entries and people: pages to go to and things to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from wiki.access.permissions import Actor
from wiki.core.text import LANGUAGES
from wiki.entries.kinds import Kinds
from wiki.entries.rights import may_propose, may_write
from wiki.web.i18n import reader_language
from wiki.web.redirects import local_address
from wiki.web.runtime import runtime
from wiki.web.shell import Shell, ShellProviders

PAGE, ACT = "page", "act"


@dataclass(frozen=True)
class Choice:
    """A line of the palette. `act` names what the browser does itself (`post` sends a form to `url`); `words` are
    found as the label is."""

    group: str
    label: str
    icon: str
    url: str = ""
    act: str = ""
    words: str = ""
    count: int | None = None


def choices(actor: Actor, at: str) -> list[Choice]:
    """The pages and acts open to `actor`, who is at the address `at`."""
    shell = Shell(runtime().wiring.get(ShellProviders))
    return [*_pages(shell), *_acts(actor, shell, local_address(at))]


def _pages(shell: Shell) -> Iterator[Choice]:
    for group in shell.navigation:
        for item in group.items:
            yield Choice(PAGE, item.label, item.icon, item.url, count=item.count)
    links = shell.links
    if shell.person is not None:
        yield Choice(PAGE, _("Inbox"), "bell", links["inbox"], words=_("messages tasks"), count=shell.inbox_count)
        yield Choice(PAGE, _("My profile"), "person", links["profile"], words=_("settings password keys e-mail"))
    if shell.may_administer:
        yield Choice(PAGE, _("Administration"), "gear", links["admin"], words=_("settings"))
    yield Choice(PAGE, _("How this wiki works"), "info-circle", links["guide"], words=_("help guide"))
    yield Choice(PAGE, _("Privacy"), "shield-check", links["privacy"], words=_("data protection"))


def _acts(actor: Actor, shell: Shell, at: str) -> Iterator[Choice]:
    if actor.signed_in and (may_write(actor) or may_propose(actor) or actor.areas):
        for kind in runtime().wiring.get(Kinds):
            yield Choice(ACT, str(kind.new_label), "plus-lg", url_for(f"{kind.name}.new"), words=_("create add write"))
    for code in LANGUAGES:
        if code != reader_language():
            url = url_for("overview.preferences", language=code, next=at)
            label = _("Language: %(name)s", name=_NATIVE[code])
            yield Choice(ACT, label, "translate", url, words=f"{_NATIVE_WORDS[code]} language Sprache")
    yield Choice(ACT, _("Light appearance"), "sun", act="theme-light", words=_("theme bright mode"))
    yield Choice(ACT, _("Dark appearance"), "moon-stars", act="theme-dark", words=_("theme night mode"))
    yield Choice(ACT, _("Appearance like the system"), "circle-half", act="theme-auto", words=_("theme mode"))
    marks = _("Do not explain terms in texts") if shell.marks_terms else _("Explain terms in texts")
    url = url_for("overview.preferences", links="off" if shell.marks_terms else "on", next=at)
    yield Choice(ACT, marks, "chat-left-quote", url, words=_("marks dotted lines cards"))
    yield Choice(ACT, _("Print this page"), "printer", act="print", words=_("paper PDF"))
    yield Choice(ACT, _("Copy the address of this page"), "link-45deg", act="copy", words=_("link share"))
    yield Choice(ACT, _("Show the keys"), "keyboard", act="keys", words=_("shortcuts help"))
    if shell.person is not None:
        yield Choice(ACT, _("Sign out"), "box-arrow-right", url_for("people.sign_out"), "post", _("log out leave"))
    else:
        yield Choice(ACT, _("Sign in"), "box-arrow-in-right", url_for("people.sign_in", next=at), words=_("log in"))


_NATIVE = {"de": "Deutsch", "en": "English"}
_NATIVE_WORDS = {"de": "German", "en": "Englisch"}
