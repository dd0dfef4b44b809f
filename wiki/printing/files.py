"""The files a PDF is made with: own styles and fonts, and pictures of entries as far as the reader may see them."""

import re

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from wiki.core.db import wired
from wiki.core.errors import WikiError
from wiki.core.resources import package_folder
from wiki.entries.attachment_views import load_file
from wiki.entries.attachments import INLINE
from wiki.entries.attachments_store import Store
from wiki.entries.kinds import Kinds
from wiki.printing.identity import absolute
from wiki.web.assets import asset
from wiki.web.runtime import settings
from wiki.web.transaction import db

MOST_PICTURES = 300
_OWN = ("document.css", "mark.svg", "wire.svg", "inter-latin.woff2", "inter-latin-ext.woff2")
_PICTURE = re.compile(r'<img[^>]*? src="([^"]+)"')


def files_for(html: str) -> dict[str, str]:
    """Address → file for everything that `html` shows."""
    folder = package_folder("static") / "dist"
    found = {absolute(asset(name)): str(folder / asset(name).rsplit("/", 1)[1]) for name in _OWN}
    for address in list(dict.fromkeys(_PICTURE.findall(html)))[:MOST_PICTURES]:
        path = _picture(address)
        if path:
            found[absolute(address)] = path
    return found


def _picture(address: str) -> str:
    """The file behind the address of a picture, empty when this reader would not get it."""
    try:
        below = address.removeprefix(request.script_root)
        endpoint, arguments = current_app.create_url_adapter(request).match(below)  # type: ignore[union-attr]
        kind, _dot, name = endpoint.rpartition(".")
        if name != "file":
            return ""
        _entry, found = load_file(wired(db(), Kinds).get(kind), arguments["slug"], arguments["name"])
    except (HTTPException, WikiError):
        return ""
    return str(Store(settings().data).path(found.sha256)) if found.media_type in INLINE else ""
