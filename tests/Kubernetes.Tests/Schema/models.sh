#!/usr/bin/env bash
# Sees to it that the schemas of Kubernetes' objects are there, as npm's kubernetes-models has them, and prints their folder.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo "There is no Node.js with npm here; install it to check the manifests against their schemas." >&2
    exit 1
fi
version="$(cksum < "$here/package-lock.json" | tr ' ' '-')"
folder="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/search-test-models/$version"
# Several test programs may start at the same time.
exec 9> "${TMPDIR:-/tmp}/search-test-models.lock"
flock 9
# An interrupted install leaves a folder without this mark.
if [ ! -e "$folder/complete" ]; then
    mkdir -p "$folder"
    cp "$here/package.json" "$here/package-lock.json" "$folder"
    npm ci --no-audit --no-fund --ignore-scripts --prefix "$folder" >&2
    touch "$folder/complete"
fi
echo "$folder"
