# The password goes into a file in memory: as an argument every process of the node would see it.
set -eu
case "${REDISCLI_AUTH:-}" in
    "") echo "There is no password: make the secret search-redis with a key named password." >&2; exit 1 ;;
    *[!A-Za-z0-9]*) echo "The password has other characters than letters and digits, which Redis' configuration may read otherwise: make one with openssl rand -hex 24." >&2; exit 1 ;;
esac
umask 077
{ cat /etc/search-redis/redis.conf; echo "requirepass $REDISCLI_AUTH"; } > /run/search-redis/redis.conf
exec redis-server /run/search-redis/redis.conf
