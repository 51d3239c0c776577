#!/usr/bin/env bash
# Makes sure that Debian packages are there: `scripts/apt.sh PACKAGE …`
# As root it installs those that are missing; otherwise it says in one line what to run, and exits with 2.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

missing=()
for package; do
  [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == *' installed' ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then exit; fi
if ((EUID != 0)); then
  echo "$(say need.packages) sudo apt-get install ${missing[*]}" >&2
  exit 2
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "${missing[@]}"
