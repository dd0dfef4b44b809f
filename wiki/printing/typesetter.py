"""The process that makes a PDF: an order on its input, the file on its output. It imports nothing of the wiki."""

import io
import json
import os
import resource
import sys
import traceback
from collections.abc import Mapping
from email.message import Message
from mimetypes import guess_type
from pathlib import Path
from typing import Any

TOO_LARGE, WITHOUT_LIBRARIES = 3, 4
_KINDER = 5
"""How far the process steps back behind those that answer readers."""


def main() -> int:
    """Make the document that is ordered."""
    order: dict[str, Any] = json.load(sys.stdin.buffer)
    limits = order["limits"]
    _limit(limits)
    try:
        pdf = _made(order)
    except (ImportError, OSError):
        traceback.print_exc()
        return WITHOUT_LIBRARIES
    except MemoryError:
        return TOO_LARGE
    if len(pdf) > limits["size"]:
        return TOO_LARGE
    sys.stdout.buffer.write(pdf)
    return 0


def _limit(limits: Mapping[str, int]) -> None:
    os.nice(_KINDER)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["size"], limits["size"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _made(order: Mapping[str, Any]) -> bytes:
    import weasyprint  # noqa: PLC0415 - an extra, and its memory counts against the limits set above
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    files: Mapping[str, str] = order["files"]

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Reads the files that the order names; every other address is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the base class names it
            if url not in files:
                raise ValueError(f"not part of this document: {url}")
            file = Path(files[url])
            told = Message()
            told["Content-Type"] = guess_type(file.name)[0] or guess_type(url)[0] or "application/octet-stream"
            return URLFetcherResponse(url, io.BytesIO(file.read_bytes()), told)

    page = weasyprint.HTML(string=order["html"], base_url=order["base_url"], url_fetcher=Fetcher())
    made = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, optimize_images=True)
    return bytes(made)


if __name__ == "__main__":
    sys.exit(main())
