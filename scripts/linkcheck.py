"""Follow every link and anchor of the built site with LinkChecker.

    python scripts/linkcheck.py [--external] [SITE]

The site is served on loopback, under the path of its public address, and that address is replaced in what
is served: canonical and hreflang links are then followed like any other, and no request leaves the machine.
`--external` follows links to other hosts too, save those of linkcheck.ignore. Exit status 1: a link is broken.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).resolve().parent.parent
REWRITTEN = (".html", ".xml", ".txt")
"""Files that may hold the public address."""
CONFIG = """
[checking]
threads=4
maxrequestspersecond=10000
robotstxt=0
[filtering]
checkextern={external}
ignorewarnings=http-redirected,http-rate-limited
ignore={ignore}
[AnchorCheck]
[output]
status=0
log=csv
[csv]
parts=parentname,url,result,warningstring
"""

# Run by root it would become nobody, fail to read its own plugins in a private folder, and silently check no anchor.
LINKCHECKER = """
from linkcheck.command import linkchecker as command
command.drop_privileges = lambda: None
command.linkchecker()
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves the site as its host would, with loopback in place of the public address."""

    def __init__(self, *args: Any, public: str, **kwargs: Any) -> None:
        self.public = public
        super().__init__(*args, **kwargs)

    @property
    def port(self) -> int:
        return int(self.connection.getsockname()[1])

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(urlsplit(self.public).path))

    def send_head(self) -> io.BytesIO | None:
        """Answer with the file, a folder's index.html, or 404."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        content = path.read_bytes()
        if path.suffix in REWRITTEN:
            content = content.replace(self.public.encode(), local_address(self.public, self.port).encode())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("LinkChecker", "1")  # or it asks for 13 pages a second, whatever its config says
        self.end_headers()
        return io.BytesIO(content)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # LinkChecker hangs up on what it does not read
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing: LinkChecker reports."""


def local_address(public: str, port: int) -> str:
    """The loopback address that stands for the public one."""
    return f"http://127.0.0.1:{port}{urlsplit(public).path}"


def ignored() -> list[str]:
    """The expressions of linkcheck.ignore; each line gives its reason after a space."""
    lines = (ROOT / "scripts" / "linkcheck.ignore").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


def broken_links(address: str, *, external: bool) -> list[str]:
    """One line for each broken link, as LinkChecker finds them from the root, the site map and the 404 page."""
    config = CONFIG.format(external=int(external), ignore="\n  ".join(["", *ignored()]))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "linkcheckerrc"
        file.write_text(config, encoding="utf-8")
        starts = [address, address + "sitemap.xml", address + "404.html"]
        command = [sys.executable, "-c", LINKCHECKER, "-f", str(file), *starts]
        speech = {**os.environ, "LC_ALL": "C.UTF-8"}
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env=speech)
    rows = csv.DictReader((line for line in ran.stdout.splitlines() if not line.startswith("#")), delimiter=";")
    faults = [f"{row['parentname']}: {row['url']}: {row['warningstring'] or row['result']}" for row in rows]
    faults = [fault.partition(" Available anchors:")[0] for fault in faults]
    if ran.returncode and not faults:
        raise SystemExit(ran.stdout + ran.stderr)
    return faults


def main() -> int:
    """Check the site, print what is broken; return the exit status."""
    parser = argparse.ArgumentParser(description="Follow every link and anchor of the built site.")
    parser.add_argument("site", nargs="?", default="site", help="the folder with the built site")
    parser.add_argument("--external", action="store_true", help="follow links to other hosts too")
    options = parser.parse_args()
    if not Path(options.site, "index.html").is_file():
        parser.error(f"no site in {options.site}: run `make build` first")

    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as settings:
        public = yaml_load(settings).get("site_url") or "http://localhost/"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, public=public, directory=options.site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    faults = broken_links(local_address(public, server.server_port), external=options.external)
    print("\n".join(faults) or "no broken links")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
