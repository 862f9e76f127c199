#!/usr/bin/env bash
# Makes a Python environment with django-helpdesk, for `cargo bench --bench post -- FOLDER`.
#
#   install_helpdesk.sh FOLDER
set -euo pipefail
[ $# = 1 ] || { echo "say in which folder: install_helpdesk.sh FOLDER" >&2; exit 1; }
python3 -m venv "$1"
"$1/bin/pip" install --quiet django-helpdesk==2.6.1
