#!/usr/bin/env bash
# Dovecot for the tests: IMAP (plain, STARTTLS, implicit TLS), LMTP, and the logins of Postfix.
#
#   dovecot.sh start DIR | stop DIR | run DIR
#   dovecot.sh token DIR USER SECONDS   prints an access token that USER may log in with (XOAUTH2)
#   dovecot.sh renumber DIR FOLDER      new UIDVALIDITY and new UIDs, as after a box is restored
#
# Ports: IMAP_PORT, IMAPS_PORT, LMTP_PORT. Users: bot@m50.example (password `bot-geheim`) and
# collega@m50.example (`collega-geheim`). What clients have to trust: DIR/tls/ca.pem.
# Root is not needed: for anybody else, every process runs under that account.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

start() {
    need dovecot dovecot-imapd
    need lmtp dovecot-lmtpd
    need openssl openssl
    mkdir -p "$DIR"/{run,state,mail,tls,oauth/default/HS256}
    accounts
    certificates
    write_users
    write_config >"$DIR/dovecot.conf"
    if ! dovecot -c "$DIR/dovecot.conf" >"$DIR/start.log" 2>&1; then
        fail "Dovecot does not start: $(cat "$DIR/start.log" "$DIR/dovecot.log" 2>/dev/null)"
    fi
    wait_until "no IMAP on port $IMAP_PORT" greets "$IMAP_PORT" "* OK"
    wait_until "no LMTP on port $LMTP_PORT" greets "$LMTP_PORT" "220 "
}

stop() {
    [ -f "$DIR/run/master.pid" ] || return 0
    kill "$(cat "$DIR/run/master.pid")" 2>/dev/null || return 0
    wait_until "Dovecot does not stop" test ! -e "$DIR/run/master.pid"
}

# Whose processes they are. The mail belongs to an account of its own where there is a choice.
accounts() {
    inner="$(id -un)" login="$(id -un)" inner_group="$(id -gn)" owner="$(id -un)"
    if [ "$(id -u)" = 0 ]; then
        inner=dovecot login=dovenull inner_group=dovecot owner=mail
        chmod 755 "$DIR"
        chown "$owner:" "$DIR/mail"
    fi
}

# An authority of our own and a certificate that it signed: a client that looks refuses a certificate
# that signed itself.
certificates() {
    [ ! -f "$DIR/tls/cert.pem" ] || return 0
    local key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    openssl req -x509 "${key[@]}" -days 30 -subj "/CN=CA of the tests" \
        -keyout "$DIR/tls/ca-key.pem" -out "$DIR/tls/ca.pem" 2>/dev/null
    openssl req "${key[@]}" -subj "/CN=localhost" \
        -keyout "$DIR/tls/key.pem" -out "$DIR/tls/request.pem" 2>/dev/null
    openssl x509 -req -in "$DIR/tls/request.pem" -CA "$DIR/tls/ca.pem" -CAkey "$DIR/tls/ca-key.pem" \
        -CAcreateserial -days 30 -out "$DIR/tls/cert.pem" 2>/dev/null -extfile - <<<"
subjectAltName = DNS:localhost, IP:127.0.0.1
extendedKeyUsage = serverAuth"
}

# Tokens are JSON Web Tokens, signed with this and checked by Dovecot itself: no OAuth server needed.
secret="a secret of the tests, and of nobody else"

write_users() {
    printf '%s:{PLAIN}%s::::::\n' bot@m50.example bot-geheim collega@m50.example collega-geheim \
        >"$DIR/users"
    printf '%s' "$secret" | base64 -w0 >"$DIR/oauth/default/HS256/default"
    cat >"$DIR/oauth2.conf" <<CONFIG
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=$DIR/oauth/
username_attribute = sub
username_format = %u
CONFIG
}

token() {
    part() { base64 -w0 | tr '+/' '-_' | tr -d '='; }
    local head body
    head="$(printf '{"alg":"HS256","typ":"JWT"}' | part)"
    body="$(printf '{"sub":"%s","iat":%d,"exp":%d}' "$1" "$(date +%s)" "$(($(date +%s) + $2))" | part)"
    printf '%s.%s.' "$head" "$body"
    printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -hmac "$secret" -binary | part
}

# Dovecot keeps its numbers in these files and makes new ones when they are gone. In UIDVALIDITY it puts
# the second, so two of them must not fall together.
renumber() {
    local folder="$DIR/mail/bot@m50.example"
    [ "$1" = INBOX ] || folder="$folder/.$1"
    sleep 1.1
    rm -f "$folder"/dovecot-uidlist "$folder"/dovecot.index*
    rm -f "$DIR"/mail/bot@m50.example/dovecot.list.index* "$DIR"/mail/bot@m50.example/dovecot-uidvalidity*
}

write_config() {
    cat <<CONFIG
base_dir = $DIR/run
state_dir = $DIR/state
log_path = $DIR/dovecot.log
instance_name = tests-$IMAP_PORT
hostname = mail.m50.example
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = $inner
default_internal_group = $inner_group
default_login_user = $login
first_valid_uid = 1
first_valid_gid = 1

ssl = yes
ssl_cert = <$DIR/tls/cert.pem
ssl_key = <$DIR/tls/key.pem
# The tests' own client speaks plain text.
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u $DIR/users
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = $DIR/oauth2.conf
}
userdb {
  driver = static
  args = uid=$(id -u "$owner") gid=$(id -g "$owner") home=$DIR/mail/%u allow_all_users=no
}

mail_location = maildir:$DIR/mail/%u
mail_max_userip_connections = 100
# bot+key@ comes into the inbox of bot@, as on Exchange Online.
recipient_delimiter = +
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \Sent
  }
  mailbox Junk {
    auto = create
    special_use = \Junk
  }
  mailbox Trash {
    auto = create
    special_use = \Trash
  }
}

service imap-login {
  chroot =
  inet_listener imap {
    port = $IMAP_PORT
  }
  inet_listener imaps {
    port = $IMAPS_PORT
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $LMTP_PORT
  }
}
service anvil {
  chroot =
  # A wrong password would make later logins from this machine wait for 2 to 15 seconds.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service auth {
  # Where Postfix asks whether a login is right.
  unix_listener auth-client {
    mode = 0666
  }
}
protocol lmtp {
  postmaster_address = postmaster@m50.example
}
CONFIG
}

serve "$@"
