#!/usr/bin/env bash
# Postfix for the tests: an instance of its own beside whatever the machine runs.
#
#   postfix.sh start DIR | stop DIR | run DIR
#   postfix.sh fault DIR soft|hard|full|slow|none   how it meets whoever connects from now on
#   postfix.sh queue DIR                            what waits, a line of JSON for each mail
#
# Ports: SUBMISSION_PORT (STARTTLS required, login required), SUBMISSIONS_PORT (the same with TLS from the
# first byte), MX_PORT (how the world outside brings mail; no login). DOVECOT is the folder of a running
# dovecot.sh, LMTP_PORT its port; SINK_PORT the port of a sink.sh.
#
# Mail to m50.example goes to Dovecot, all other mail to the sink, never to the world: by the transport
# map, by the relay host, and because no name is looked up.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

start() {
    need postfix postfix
    # master(8) opens its queue and its ports before it gives rights up, and refuses anybody else.
    [ "$(id -u)" = 0 ] || fail "Postfix runs as root only; run this as root, in a container say"
    mkdir -p "$DIR"/{etc,queue,data}
    chmod 755 "$DIR"
    chown postfix "$DIR/data"
    printf '%s@m50.example here\n' bot collega >"$DIR/etc/users"
    printf '%s\n' "m50.example lmtp:inet:127.0.0.1:$LMTP_PORT" "* smtp:[127.0.0.1]:$SINK_PORT" \
        >"$DIR/etc/transport"
    write_main >"$DIR/etc/main.cf"
    write_master >"$DIR/etc/master.cf"
    aged
    if ! postfix -c "$DIR/etc" start >"$DIR/start.log" 2>&1; then
        fail "Postfix does not start: $(cat "$DIR/start.log" "$DIR/postfix.log" 2>/dev/null)"
    fi
    wait_until "no submission on port $SUBMISSION_PORT" greets "$SUBMISSION_PORT" "220 "
    wait_until "no mail server on port $MX_PORT" greets "$MX_PORT" "220 "
}

stop() {
    [ -f "$DIR/etc/main.cf" ] || return 0
    # It complains when it does not run, and that is as good.
    postfix -c "$DIR/etc" stop >>"$DIR/start.log" 2>&1 || true
    wait_until "Postfix does not stop" silent "$SUBMISSION_PORT"
}

# Postfix does not read a file before it has lain still for a second or two: it may be half written.
aged() { touch -d "1 minute ago" "$DIR"/etc/*; }

recipients="permit_sasl_authenticated,reject_unlisted_recipient,permit"

fault() {
    local recipients="$recipients" bytes=0 data=""
    case "$1" in
        soft) recipients="check_recipient_access static:{451 4.7.1 Later, please}" ;;
        hard) recipients="check_recipient_access static:{550 5.1.1 Nobody of that name}" ;;
        full) bytes=1000 ;;
        slow) data="sleep 3" ;;
        none) ;;
        *) fail "no fault is called $1" ;;
    esac
    postconf -c "$DIR/etc" -e "smtpd_recipient_restrictions=$recipients" \
        "message_size_limit=$bytes" "smtpd_data_restrictions=$data"
    aged
}

queue() { postqueue -c "$DIR/etc" -j; }

write_main() {
    cat <<CONFIG
compatibility_level = 3.6
queue_directory = $DIR/queue
data_directory = $DIR/data
maillog_file = $DIR/postfix.log
maillog_file_prefixes = $DIR
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.m50.example
myorigin = m50.example
mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
biff = no
append_dot_mydomain = no
notify_classes =
enable_long_queue_ids = yes

# Nothing leaves this machine.
smtp_host_lookup = native
disable_dns_lookups = yes
smtpd_peername_lookup = no
relayhost = [127.0.0.1]:$SINK_PORT
transport_maps = texthash:$DIR/etc/transport
smtp_tls_security_level = none

recipient_delimiter = +
virtual_mailbox_domains = m50.example
virtual_mailbox_maps = texthash:$DIR/etc/users
virtual_transport = lmtp:inet:127.0.0.1:$LMTP_PORT

smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = $recipients
message_size_limit = 0
mailbox_size_limit = 0
smtpd_tls_cert_file = $DOVECOT/tls/cert.pem
smtpd_tls_key_file = $DOVECOT/tls/key.pem
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = $DOVECOT/run/auth-client
smtpd_sasl_security_options = noanonymous

# Tests do not wait as the world does.
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
in_flow_delay = 0
minimal_backoff_time = 2s
maximal_backoff_time = 10s
queue_run_delay = 2s
CONFIG
}

write_master() {
    # A process for each visitor reads the settings as they are then; telling all the others to read
    # them again takes Postfix three seconds.
    local once="-o max_use=1"
    local login="-o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject"
    cat <<CONFIG
127.0.0.1:$MX_PORT inet n - n - - smtpd $once
127.0.0.1:$SUBMISSION_PORT inet n - n - - smtpd -o smtpd_tls_security_level=encrypt $once $login
127.0.0.1:$SUBMISSIONS_PORT inet n - n - - smtpd -o smtpd_tls_wrappermode=yes $once $login
CONFIG
    # No process is shut into the queue folder (the fifth column): it would miss its libraries there.
    cat <<'CONFIG'
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup -o max_use=1
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
lmtp      unix - - n - - lmtp
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
CONFIG
}

serve "$@"
