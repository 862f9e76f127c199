# What the scripts beside this one share; they source it. A script defines `start` and `stop`, and
# calls `serve "$@"` at its end.
#
# Everything a server writes lies below the folder that it is given, and it listens on 127.0.0.1 only.
# The caller chooses the ports and names them in the environment.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$1" >&2; exit 1; }

# need PROGRAM PACKAGE. Debian keeps servers where the PATH of most accounts does not look.
PATH="$PATH:/usr/sbin:/usr/lib/dovecot"
need() { command -v "$1" >/dev/null || fail "$1 is not there; on Debian: apt-get install $2"; }

# wait_until WHAT COMMAND...: at most half a minute; a busy machine is slow, not broken.
wait_until() {
    local what="$1" round
    shift
    for ((round = 0; round < 1500; round++)); do
        if "$@"; then return; fi
        sleep 0.02
    done
    fail "$what: $(tail -n 5 "$DIR"/*.log 2>/dev/null)"
}

# listens PORT: asks the kernel, because a server that is to fail on command counts its visitors.
listens() { grep -qi ":$(printf '%04X' "$1") 00000000:0000 0A" /proc/net/tcp; }
silent() { ! listens "$1"; }

# greets PORT GREETING: whether somebody behind the port says it.
greets() {
    local line
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    read -r -t 5 line <&3 || line=""
    exec 3>&-
    [[ "$line" == "$2"* ]]
} 2>/dev/null

# run: starts, says so, and stops when standard input ends. A test that is killed closes its end of the
# pipe too, so no server outlives it.
run() {
    trap stop EXIT
    start "$@"
    echo ready
    cat >/dev/null
}

# serve COMMAND DIR [...]: DIR must be short, a socket's path may have 107 bytes (unix(7)).
serve() {
    [ $# -ge 2 ] || fail "say what to do and in which folder: start DIR, stop DIR, run DIR"
    DIR="$(readlink -m "$2")"
    local command="$1"
    shift 2
    mkdir -p "$DIR"
    "$command" "$@"
}
