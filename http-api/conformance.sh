#!/usr/bin/env bash
# Runs the conformance suite through each client and prints what passed and failed, by client; fails if a case does.
set -uo pipefail
cd "$(dirname "$0")/.."

table=http-api/target/conformance.txt
rm -f "$table"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

mvn -B -ntp -q -pl http-api -am test -Dtest=ConformanceTest "$@" </dev/null >"$log" 2>&1
status=$?
[ "$status" -eq 0 ] || cat "$log" >&2
[ -f "$table" ] && cat "$table"
exit "$status"
