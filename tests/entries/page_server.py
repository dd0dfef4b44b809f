"""One web process of the wiki, without a worker: `page_server.py DATA DATABASE_URL PORT`."""

import sys
from pathlib import Path

from werkzeug.serving import make_server

from wiki.app import create_app
from wiki.config import Settings

if __name__ == "__main__":
    data, database_url, port = sys.argv[1:]
    settings = Settings(data=Path(data), database_url=database_url, require_totp=False, log_level="ERROR")
    make_server("127.0.0.1", int(port), create_app(settings), threaded=True).serve_forever()
