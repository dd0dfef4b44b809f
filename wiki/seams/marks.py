"""The marks of seams on the page of a process: where they lead, and whether there is an agreement."""

from wiki.access.guard import current_actor
from wiki.entries.models import RELEASED
from wiki.entries.page import EntryPage
from wiki.processes.seam_marks import SeamMark
from wiki.seams.blueprint import url_of
from wiki.seams.standing import of_process
from wiki.seams.wording import STATE_TONES, STATES, marked
from wiki.web.transaction import db


def marks(page: EntryPage) -> dict[str, SeamMark] | None:
    """The marks by the key of the step they lead to; None for anything but the released version. Who has not signed in
    sees what changes hands, and nothing of agreements."""
    if not page.is_released or page.as_of is not None or page.entry.status != RELEASED:
        return None
    signed_in = current_actor().signed_in
    found = {}
    for each in of_process(db(), page.entry.id):
        words = marked(each.crossing, page.language)
        if not signed_in:
            found[each.crossing.after.key] = SeamMark(words)
            continue
        tone, icon = STATE_TONES[each.state]
        url = url_of(page.entry.slug, each.crossing)
        found[each.crossing.after.key] = SeamMark(words, url, tone, icon, str(STATES[each.state]))
    return found
