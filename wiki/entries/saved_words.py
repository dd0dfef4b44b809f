"""What a person is told after saving."""

from flask import flash
from flask_babel import gettext as _

from wiki.core.db import wired
from wiki.entries.asking_again import AskingAgain
from wiki.entries.models import Revision
from wiki.entries.service import Saved
from wiki.web.transaction import db


def say(saved: Saved) -> None:
    """Tell what became of a save."""
    if saved.revision is None:
        flash(_("Nothing was changed, so there is no new version."), "info")
        return
    if saved.merged_with is not None:
        flash(
            _("Meanwhile version %(number)s was saved. Both changes are in.", number=saved.merged_with.number), "info"
        )
    if saved.released:
        say_released(saved.revision)
    elif saved.revision.is_proposal:
        flash(_("Thank you. Your suggestion is in review; you will be told what becomes of it."), "success")
    else:
        flash(
            _("Version %(number)s is saved; readers still see the released one.", number=saved.revision.number),
            "success",
        )


def say_released(revision: Revision) -> None:
    """Tell that a version is released, and that people are asked to confirm it where they are."""
    words = _("Version %(number)s is released.", number=revision.number)
    if wired(db(), AskingAgain).is_asked(db(), revision):
        words = f"{words} {_('Whoever it binds is asked to confirm it.')}"
    flash(words, "success")
