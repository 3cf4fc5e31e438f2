"""A web host for tests: it serves a folder over loopback, compresses as hosts do, and counts what it sent."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections import Counter
from email.utils import formatdate
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("text/javascript", ".mjs")
PACKED = {".png", ".whl", ".woff2", ".zip"}


class StaticHost:
    """A running host.  Use it in a ``with`` statement."""

    def __init__(self, folder: Path) -> None:
        self.sent: Counter[str] = Counter()
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args: object) -> None:
                pass

            def do_GET(self) -> None:
                path = folder / unquote(urlsplit(self.path).path).lstrip("/")
                path = path / "index.html" if path.is_dir() else path
                if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                changed = formatdate(path.stat().st_mtime, usegmt=True)
                if self.headers["If-Modified-Since"] == changed:
                    self.send_response(304)
                    self.end_headers()
                    return
                packed = path.suffix in PACKED
                body = path.read_bytes() if packed else compressed(path)
                host.sent[self.path] += len(body)
                self.send_response(200)
                self.send_header("Last-Modified", changed)
                kind = mimetypes.guess_type(path.name)[0]
                self.send_header("Content-Type", kind or "application/octet-stream")
                if not packed:
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        """Begin to serve."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


@cache
def compressed(path: Path) -> bytes:
    """Return a file's bytes, compressed once."""
    return gzip.compress(path.read_bytes(), 6)
