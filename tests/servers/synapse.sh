#!/usr/bin/env bash
# A homeserver of its own: Synapse (from PyPI) on SQLite, which talks to no other server.
#
#   synapse.sh start DIR | stop DIR | run DIR
#
# Port: MATRIX_PORT. Python with Synapse in it: PYTHON. Its name is m50.example, and everybody may make
# an account. A test never waits for a limit on how often something may be done.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

settings() {
    local often="{per_second: 100000, burst_count: 100000}"
    cat <<END
server_name: m50.example
pid_file: $DIR/synapse.pid
listeners:
  - {port: $MATRIX_PORT, bind_addresses: ['127.0.0.1'], type: http, tls: false,
     resources: [{names: [client], compress: false}]}
database: {name: sqlite3, args: {database: "$DIR/homeserver.db", cp_min: 1, cp_max: 1}}
log_config: $DIR/log.yaml
media_store_path: $DIR/media
signing_key_path: $DIR/signing.key
macaroon_secret_key: for-tests
form_secret: for-tests
report_stats: false
enable_registration: true
enable_registration_without_verification: true
suppress_key_server_warning: true
trusted_key_servers: []
federation_domain_whitelist: []
presence: {enabled: false}
url_preview_enabled: false
bcrypt_rounds: 4
rc_message: $often
rc_registration: $often
rc_login: {address: $often, account: $often, failed_attempts: $often}
rc_joins: {local: $often, remote: $often}
rc_joins_per_room: $often
rc_invites: {per_room: $often, per_user: $often, per_issuer: $often}
rc_room_creation: $often
END
}

log_settings() {
    cat <<END
version: 1
formatters: {plain: {format: '%(asctime)s %(levelname)s %(name)s %(message)s'}}
handlers: {file: {class: logging.FileHandler, filename: $DIR/synapse.log, formatter: plain}}
root: {level: WARNING, handlers: [file]}
disable_existing_loggers: false
END
}

answers() { "$PYTHON" - "$MATRIX_PORT" <<'END'
import sys, urllib.request
try:
    urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/_matrix/client/versions", timeout=5).read()
except OSError:
    sys.exit(1)
END
}

start() {
    "$PYTHON" -c "import synapse" 2>/dev/null ||
        fail "Synapse is not in $PYTHON; pip install -r tests/judges/requirements.txt"
    silent "$MATRIX_PORT" || fail "port $MATRIX_PORT is taken"
    cd "$DIR"
    settings >homeserver.yaml
    log_settings >log.yaml
    [ -f signing.key ] ||
        "$PYTHON" -m synapse.app.homeserver --generate-keys -c homeserver.yaml >boot.log 2>&1
    "$PYTHON" -m synapse.app.homeserver -c homeserver.yaml >>boot.log 2>&1 </dev/null &
    echo $! >running.pid
    wait_until "Synapse does not listen" listens "$MATRIX_PORT"
    wait_until "Synapse does not answer" answers
}

stop() {
    [ -f "$DIR/running.pid" ] || return 0
    kill "$(cat "$DIR/running.pid")" 2>/dev/null || true
    rm "$DIR/running.pid"
    wait_until "Synapse does not stop" silent "$MATRIX_PORT"
}

serve "$@"
