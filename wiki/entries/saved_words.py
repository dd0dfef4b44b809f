"""What a person is told after saving."""

from flask import flash
from flask_babel import gettext as _

from wiki.entries.service import Saved


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
        flash(_("Version %(number)s is released.", number=saved.revision.number), "success")
    elif saved.revision.is_proposal:
        flash(_("Thank you. Your suggestion is in review; you will be told what becomes of it."), "success")
    else:
        flash(
            _("Version %(number)s is saved; readers still see the released one.", number=saved.revision.number),
            "success",
        )
