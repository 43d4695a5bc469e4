#!/usr/bin/env bash
# Sees to it that there is a redis-server and prints its path; installs the system's own package where it is missing and may be installed.
set -euo pipefail
# Several test programs start at the same time.
exec 9> "${TMPDIR:-/tmp}/search-test-servers-redis.lock"
flock 9
if ! command -v redis-server > /dev/null; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
        echo "There is no redis-server here; install it (apt-get install redis-server)." >&2
        exit 1
    fi
    # In this run level the package does not start its service: only the program is wanted.
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    { apt-get install -y redis-server || { apt-get update && apt-get install -y redis-server; }; } >&2
fi
command -v redis-server
