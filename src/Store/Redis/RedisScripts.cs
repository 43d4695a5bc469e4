namespace Search.Store.Redis;

/// <summary>What the server does in one step. Each but the first answers a list that begins with one of the words below.</summary>
/// <remarks>
/// The text travels with each call (half a kilobyte): a server that was restarted then needs no second round trip to learn it. A script checks
/// everything before it writes: memory limits, read-only and broken disks are refused by the server at a script's first write at the latest.
/// </remarks>
internal static class RedisScripts
{
    public const string Done = "done", Missing = "missing", Newer = "newer", Stale = "stale", Damaged = "damaged", Future = "future", Older = "older", Lost = "lost";

    /// <summary>The version of the keys' layout.</summary>
    public const string Format = "1";

    private const string Opening = $$"""
        local state = redis.call('HMGET', KEYS[1], 'format', 'head')
        if not state[1] then return {'{{Missing}}'} end
        if state[1] ~= '{{Format}}' then return {'{{Newer}}', state[1]} end

        """;

    /// <summary>State. Answers 1 for an experiment made, 0 for one that was there.</summary>
    public const string Create = $$"""
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        redis.call('HSET', KEYS[1], 'format', '{{Format}}', 'head', '0')
        return 1
        """;

    /// <summary>State, journal; expected head, rows. Answers the new head.</summary>
    public const string Append = Opening + $$"""
        local rows = redis.call('LLEN', KEYS[2])
        if rows ~= tonumber(state[2] or '') then return {'{{Damaged}}', rows, state[2] or 'missing'} end
        if state[2] ~= ARGV[1] then return {'{{Stale}}', state[2]} end
        for first = 2, #ARGV, 1000 do
          redis.call('RPUSH', KEYS[2], unpack(ARGV, first, math.min(first + 999, #ARGV)))
        end
        return {'{{Done}}', redis.call('HINCRBY', KEYS[1], 'head', #ARGV - 1)}
        """;

    /// <summary>State, journal; row to start after, last row, most bytes. Answers rows: at least one, and no more than fit.</summary>
    public const string Rows = Opening + $$"""
        local rows, bytes, after, last, most = {}, 0, tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        while after < last do
          local some = redis.call('LRANGE', KEYS[2], after, math.min(after + 32, last) - 1)
          if #some == 0 then break end
          for _, row in ipairs(some) do
            if bytes > 0 and bytes + #row > most then return {'{{Done}}', rows} end
            rows[#rows + 1] = row
            bytes = bytes + #row
          end
          after = after + #some
        end
        return {'{{Done}}', rows}
        """;

    /// <summary>State, snapshot, pages, draft; head, number of pages, identity. Puts the draft in place.</summary>
    public const string KeepSnapshot = Opening + $$"""
        if tonumber(ARGV[1]) > tonumber(state[2]) then return {'{{Future}}', state[2]} end
        local kept = redis.call('HGET', KEYS[2], 'head')
        if kept and tonumber(kept) > tonumber(ARGV[1]) then return {'{{Older}}'} end
        if redis.call('LLEN', KEYS[4]) ~= tonumber(ARGV[2]) then return {'{{Lost}}'} end
        redis.call('DEL', KEYS[3])
        if ARGV[2] ~= '0' then
          redis.call('RENAME', KEYS[4], KEYS[3])
          redis.call('PERSIST', KEYS[3])
        end
        redis.call('HSET', KEYS[2], 'head', ARGV[1], 'pages', ARGV[2], 'id', ARGV[3])
        return {'{{Done}}'}
        """;

    /// <summary>Snapshot, pages; identity, page counted from 0. Answers the page, or that another snapshot has come.</summary>
    public const string Page = $$"""
        if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] then return {'{{Stale}}'} end
        return {'{{Done}}', redis.call('LINDEX', KEYS[2], ARGV[2])}
        """;
}
