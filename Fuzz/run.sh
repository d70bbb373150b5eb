#!/bin/sh
# Runs a fuzz target for some seconds: run.sh TARGET SECONDS
#
# It begins with the corpus and goes on from what it finds; inputs that reach new code are kept in found/TARGET, which is
# not part of the repository. An input that goes wrong is written to found/ too; FUZZ_TARGET=TARGET .build/release/fuzz FILE
# runs it again.
set -eu

target=$1
seconds=$2
cd "$(dirname "$0")"
mkdir -p "found/$target"

# The runtime's own handler would stand between a crash and the sanitizer's report of it.
export FUZZ_TARGET="$target" SWIFT_BACKTRACE=enable=no
# Swift keeps marks in the bits of pointers that no address has, and so the sanitizer takes what is in use for leaked. What leaks
# with each input still ends in the limit of memory.
export ASAN_OPTIONS=detect_leaks=0
exec .build/release/fuzz "found/$target" "Corpora/$target" \
    -max_total_time="$seconds" -timeout=120 -rss_limit_mb=3000 -max_len=4096 -detect_leaks=0 \
    -artifact_prefix="found/$target-" -print_final_stats=1
