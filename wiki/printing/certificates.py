"""The certificate of a finished learning path: a page to print, and the same as PDF."""

from dataclasses import dataclass

from flask import Flask, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.learning.certificate import Certificate, certificate_of
from wiki.printing import running
from wiki.printing.identity import Identity, absolute
from wiki.printing.rendering import available, demand_available
from wiki.printing.views import pdf_file, take_language
from wiki.web.i18n import day, reader_language
from wiki.web.redirects import same_view
from wiki.web.transaction import db

PAGE, STYLE, PDF = "learning.certificate", "learning.certificate_style", "learning.certificate_pdf"
ADDRESS = "/learning/certificates/<int:enrolment_id>"


@dataclass(frozen=True)
class CertificateIdentity(Identity):
    """A certificate is no document that is controlled: it says what has been."""

    @property
    def not_controlled(self) -> str:
        """What the foot of every page says."""
        return str(_("Printed on %(day)s. The original is kept at:", day=day(clock.now())))


def register(app: Flask) -> None:
    """Add the addresses; they belong to the pages of those who learn."""
    app.add_url_rule(ADDRESS, PAGE, certificate)
    app.add_url_rule(f"{ADDRESS}.css", STYLE, certificate_style)
    app.add_url_rule(f"{ADDRESS}.pdf", PDF, certificate_pdf)


@rule(SIGNED_IN)
def certificate(enrolment_id: int) -> ResponseReturnValue:
    """The certificate as a page to print."""
    asked = take_language()
    found = certificate_of(db(), current_actor(), enrolment_id, reader_language())
    return render_template(
        "printing/certificate.html",
        certificate=found,
        identity=_identity(found),
        back_url=_back_url(found),
        same_view=same_view,
        style_url=url_for(STYLE, enrolment_id=enrolment_id, **asked),
        pdf_url=url_for(PDF, enrolment_id=enrolment_id, **asked) if available() else "",
        style="",
    )


@rule(SIGNED_IN)
def certificate_style(enrolment_id: int) -> ResponseReturnValue:
    """Head and foot of the sheet."""
    take_language()
    found = certificate_of(db(), current_actor(), enrolment_id, reader_language())
    return Response(running.style(_identity(found)), mimetype="text/css")


@rule(SIGNED_IN)
def certificate_pdf(enrolment_id: int) -> ResponseReturnValue:
    """The certificate as PDF."""
    demand_available()
    take_language()
    found = certificate_of(db(), current_actor(), enrolment_id, reader_language())
    identity = _identity(found)
    style = Markup(running.style(identity))  # noqa: S704 - every text in it is written as numbers
    html = render_template(
        "printing/certificate.html", certificate=found, identity=identity, back_url="", style_url="", pdf_url="",
        style=style,
    )  # fmt: skip
    return pdf_file(html, f"certificate-{enrolment_id}-{reader_language()}")


def _back_url(found: Certificate) -> str:
    if found.person_id == current_actor().person_id:
        return url_for("learning.walk", enrolment_id=found.enrolment_id)
    return url_for("learning.person", person_id=found.person_id)


def _identity(found: Certificate) -> CertificateIdentity:
    finished = day(found.finished_at)
    version = _("Version %(number)s", number=found.number) if found.number else ""
    facts = ((_("Completed"), finished), (_("Version"), str(found.number) if found.number else ""))
    line = " · ".join(part for part in (_("Certificate"), found.name, version, finished) if part)
    return CertificateIdentity(
        found.title, _("Certificate"), line, absolute(url_for(PAGE, enrolment_id=found.enrolment_id)), facts
    )
