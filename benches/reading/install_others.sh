#!/usr/bin/env bash
# Installs chrono-node and Python's dateparser, for `cargo bench --bench reading_rate -- FOLDER`.
#
#   install_others.sh FOLDER
set -euo pipefail
[ $# = 1 ] || { echo "say in which folder: install_others.sh FOLDER" >&2; exit 1; }
python3 -m venv "$1"
"$1/bin/pip" install --quiet dateparser==1.5.0
npm install --silent --prefix "$1" chrono-node@2.10.3
