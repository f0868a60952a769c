# Sourced by the scripts of this folder: what they need of the machine, where they work, how they
# measure. Each says what it needs by `needs`.
# shellcheck shell=bash disable=SC2034  # its variables are the scripts'
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cache=$root/.build-bench
script=Benchmarks/$(basename "$0")
# The program that is measured.
ftpscope=${FTPSCOPE:-$root/.build/release/ftpscope}
fail() { echo "$script: $*" >&2; exit 2; }

# needs PROGRAM…: `ftpscope` is the one that is measured, `time` GNU's.
needs() {
    local program
    for program in "$@"; do
        case $program in
        ftpscope) [ -x "$ftpscope" ] || fail "$ftpscope is not built: run make build" ;;
        *) type -P "$program" >/dev/null || fail "needs $program: run make bench" ;;
        esac
    done
    gnu_time=$(type -P time || true)
}

mkdir -p "$cache"
work=$(mktemp -d "$cache/run.XXXXXX")
# What a script began has to be ended before.
stop() { :; }
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# build NAME: a benchmark in Swift; its path is `benchmark`.
build() {
    needs make swift
    make -s -C "$root" benchmark NAME="$1" >"$work/build" 2>&1 ||
        { cat "$work/build" >&2; fail "the benchmark does not build"; }
    benchmark=$root/.build/release/$1
}

# measure NAME COMMAND…: runs a command and notes its seconds of user and system time, its wall
# time and its peak memory. The shell's own clock is finer than GNU time's hundredths.
measure() {
    local name=$1 clock
    shift
    local TIMEFORMAT='%U %S %R'
    clock=$({ time "$gnu_time" -q -f %M -o "$work/memory" "$@" >"$work/out" 2>"$work/err"; } 2>&1) ||
        fail "failed: $* ($(tail -n 1 "$work/err"))"
    awk -v memory="$(tail -n 1 "$work/memory")" \
        '{ printf "%.3f %.3f %d\n", $1 + $2, $3, memory }' <<<"$clock" >>"$work/$name.runs"
}

# middle: the median of a column of numbers.
middle() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# median NAME COLUMN: of a measured command's runs; 1 user+system, 2 wall, 3 memory in KiB.
median() { awk -v column="$2" '{ print $column }' "$work/$1.runs" | middle; }

# grouped NUMBER: 1,234,567.
grouped() { printf "%.0f" "$1" | sed -E ":a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta"; }
