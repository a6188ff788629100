#!/bin/sh
# Instructions of one operation each, which do not depend on the load of the machine:
#
#   bench/instructions.sh [BUILD]
#
# The difference between two runs of 10,000 and 20,000 times, by valgrind's count.
set -eu
build=${1:-$(dirname "$0")/../build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

counted() {
  valgrind --tool=callgrind --callgrind-out-file="$work/out" \
      "$build/bench/hp_bench" count "$1" "$2" 2>&1 | sed -n 's/.*refs: *//p' | tr -d ,
}

for what in nothing get_long get_double get_text scope scope_new enter_one_exit; do
  echo "$what: $((($(counted "$what" 20000) - $(counted "$what" 10000)) / 10000)) instructions"
done
