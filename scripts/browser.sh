#!/usr/bin/env bash
# Makes sure that the browser tests have Chromium, fonts for three scripts, and the library that Playwright's own
# Node needs. $CHROMIUM names another browser.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

found=${CHROMIUM:-$(type -P chromium chromium-browser google-chrome || true)}
if type -P dpkg-query >/dev/null; then wanted=(fonts-noto-cjk fonts-dejavu-core libatomic1); else wanted=(); fi
if [[ -z $found ]]; then
  if ! grep -qs '^ID=debian' /etc/os-release; then # Ubuntu's chromium is a snap; elsewhere there is no apt
    say need.browser >&2
    exit 2
  fi
  wanted+=(chromium)
fi
if ((${#wanted[@]})); then scripts/apt.sh "${wanted[@]}"; fi
