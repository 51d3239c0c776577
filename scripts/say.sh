#!/usr/bin/env bash
# Says one message in the contributor's language: `scripts/say.sh KEY`, or `source` it and call say.
# The language is $ATLAS_LANG (en, ru, ja), else that of the locale, else English.

say() {
  local language=${ATLAS_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} key en ru ja
  while IFS=$'\t' read -r key en ru ja; do
    [[ $key == "$1" ]] || continue
    case $language in ru*) echo "$ru" ;; ja*) echo "$ja" ;; *) echo "$en" ;; esac
    return
  done <"$(dirname "${BASH_SOURCE[0]}")/words.tsv"
  echo "$1" # a key without words: still say something
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then say "$@"; fi
