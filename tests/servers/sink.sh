#!/usr/bin/env bash
# The world outside, as far as the tests go: Postfix's smtp-sink takes every mail and brings it nowhere.
#
#   sink.sh start DIR [OPTION...] | stop DIR | run DIR [OPTION...]
#
# Port: SINK_PORT. Each mail lies in a file below DIR/mails, behind lines that smtp-sink writes. With
# COUNT_ONLY set, mails are counted in DIR/sink.log instead: keeping them costs a race more than the
# rest of it. Options
# are those of smtp-sink(1): `-r CMD` defers, `-f CMD` refuses, `-q CMD` hangs up, `-w 2` is slow.
# `-q .` takes the mail and never says so: the case in which nobody knows what became of it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

start() {
    need smtp-sink postfix
    silent "$SINK_PORT" || fail "port $SINK_PORT is taken"
    mkdir -p "$DIR/mails"
    local account=()
    if [ "$(id -u)" = 0 ]; then
        # It insists on giving up the rights of root.
        account=(-u nobody)
        chmod 755 "$DIR"
        chown nobody "$DIR/mails"
    fi
    cd "$DIR/mails"
    local keep=(-d mail.)
    [ -z "${COUNT_ONLY:-}" ] || keep=(-c)
    smtp-sink "${account[@]}" "${keep[@]}" "$@" "127.0.0.1:$SINK_PORT" 1000 \
        </dev/null >"$DIR/sink.log" 2>&1 &
    echo $! >"$DIR/sink.pid"
    wait_until "no sink on port $SINK_PORT" listens "$SINK_PORT"
}

stop() {
    [ -f "$DIR/sink.pid" ] || return 0
    # With `-M` or `-n` it ends by itself.
    kill "$(cat "$DIR/sink.pid")" 2>/dev/null || true
    rm "$DIR/sink.pid"
    wait_until "the sink does not stop" silent "$SINK_PORT"
}

serve "$@"
