#!/usr/bin/env bash
# Runs one step of a make target: `scripts/step.sh KEY command …`
# It prints one line with the step's time. What the command says is shown only when it fails; its exit status is kept.
# At a terminal a bar moves while the step takes longer than two seconds. `make -s` shows failures alone.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

label=$(say "step.$1")
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quiet=false
[[ ${MAKEFLAGS:-} =~ ^[A-Za-z]*s ]] && quiet=true
colour() { if [[ -t 1 && -z ${NO_COLOR:-} ]]; then printf '\e[%sm%s\e[0m' "$1" "$2"; else printf '%s' "$2"; fi; }
tenths() { echo $((${EPOCHREALTIME//[!0-9]/} / 100000)); } # the locale may write 1,5 for 1.5

started=$(tenths)
elapsed() { local t=$(($(tenths) - started)); printf '%6d.%d s' $((t / 10)) $((t % 10)); }
bar() {
  local width=12 at
  for ((at = 0; ; at = (at + 1) % width)); do
    sleep 0.2
    (($(tenths) - started < 20)) && continue
    printf '\r  %s  %s  %*s▬▬▬%*s' "$(elapsed)" "$label" "$at" '' $((width - at)) ''
  done
}

if [[ -t 1 ]] && ! $quiet; then
  bar &
  moving=$!
  trap 'kill "$moving" 2>/dev/null; rm -f "$log"' EXIT
fi
"$@" </dev/null >"$log" 2>&1
status=$?
if [[ -n ${moving:-} ]]; then
  kill "$moving" 2>/dev/null
  wait "$moving" 2>/dev/null
  printf '\r\e[K'
fi

if ((status == 0)); then
  $quiet || echo "$(colour 32 ✓) $(elapsed)  $label"
else
  echo "$(colour 31 ✗) $(elapsed)  $label"
  cat "$log"
fi
exit "$status"
