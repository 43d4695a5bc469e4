#!/usr/bin/env bash
# Sees to it that there is Azurite, the emulator of Azure's storage, and prints the path of its script; fetches it from npm into a cache where it is missing.
set -euo pipefail
version=3.37.0
folder="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/search-test-servers/azurite-$version"
script="$folder/node_modules/azurite/dist/src/azurite.js"
# Several test programs start at the same time.
exec 9> "${TMPDIR:-/tmp}/search-test-servers-azurite.lock"
flock 9
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo "There is no Node.js with npm here; install it to test on Azurite." >&2
    exit 1
fi
# An interrupted install leaves a folder without this mark.
if [ ! -e "$folder/complete" ]; then
    mkdir -p "$folder"
    npm install --no-audit --no-fund --prefix "$folder" "azurite@$version" >&2
    touch "$folder/complete"
fi
echo "$script"
