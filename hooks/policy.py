"""The content security policy of every page: overrides/partials/policy.html prints it, this checks it.

The hashes of the inline scripts that may run stand in mkdocs.yml (extra.inline_scripts). They are never computed from
the output: a list made out of what is there would admit whatever was injected.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>(.*?)</script>", re.DOTALL)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Refuses a page that holds an inline script which is not on the list."""
    for script in INLINE.findall(output):
        if (digest := script_hash(script)) not in config.extra["inline_scripts"]:
            raise PluginError(
                f"{page.file.src_uri}: an inline script is not on the list of mkdocs.yml (extra.inline_scripts): "
                f"{digest} {script[:60]!r}"
            )
    return output


def script_hash(script: str) -> str:
    """The hash of an inline script as a content security policy writes it."""
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
