#!/bin/sh
# Makes the certificates of the tests anew: an issuer that nobody else trusts, a server on this machine,
# and a server of another name. The issuer's own key is thrown away.
set -eu
cd "$(dirname "$0")"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 \
    -subj "/CN=Issuer of the tests" -keyout issuer.key -out issuer.pem
sign() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
        -keyout "$1.key" -out "$1.csr"
    printf 'basicConstraints=CA:FALSE\nsubjectAltName=%s\n' "$2" > "$1.ext"
    openssl x509 -req -in "$1.csr" -CA issuer.pem -CAkey issuer.key -CAcreateserial -days 36500 \
        -extfile "$1.ext" -out "$1.pem"
    rm "$1.csr" "$1.ext"
}
sign here IP:127.0.0.1,DNS:localhost
sign elsewhere DNS:mail.example
rm issuer.key issuer.srl
