/// What a server does with a log of events in one piece.
enum RedisEventScripts {
    /// Stores events. A first pass gives offsets and sequences and finds what is not allowed, a second one writes.
    ///
    /// For each event five arguments: id, run, sequence, time, line. Gives the offsets, or `taken`, the place of the event
    /// and its sequence.
    static let append = RedisScript(
        """
        local last = tonumber(redis.call('GET', KEYS[4]) or '0')
        local first = last
        local known, runs, offsets, fresh, sequences = {}, {}, {}, {}, {}
        for i = 1, #ARGV, 5 do
          local id, run, wanted = ARGV[i], ARGV[i + 1], ARGV[i + 2]
          local offset = known[id] or redis.call('HGET', KEYS[2], id)
          if offset then
            offsets[#offsets + 1] = tonumber(offset)
          else
            local sequence = wanted
            if run ~= '' then
              local state = runs[run]
              if not state then
                local text = redis.call('HGET', KEYS[3], run)
                if text then
                  local a, b, c = string.match(text, '^(%d+) (%d+) (%d+)$')
                  state = {tonumber(a), tonumber(b), tonumber(c)}
                else
                  state = {0, last + 1, 0}
                end
                runs[run] = state
              end
              if wanted == '' then
                sequence = state[1] + 1
              else
                sequence = tonumber(wanted)
                if sequence <= state[1] then return {'taken', tostring((i - 1) / 5), wanted} end
              end
              state[1] = sequence
              state[3] = last + 1
              sequence = string.format('%.0f', sequence)
            end
            last = last + 1
            known[id] = last
            offsets[#offsets + 1] = last
            fresh[#fresh + 1] = i
            sequences[#sequences + 1] = sequence
          end
        end
        if last == first then return offsets end
        for n, i in ipairs(fresh) do
          local offset = string.format('%.0f', first + n)
          redis.call('XADD', KEYS[1], offset .. '-0', 'i', ARGV[i], 's', sequences[n], 't', ARGV[i + 3], 'e', ARGV[i + 4])
          redis.call('HSET', KEYS[2], ARGV[i], offset)
        end
        for run, state in pairs(runs) do
          if state[3] > first then
            redis.call('HSET', KEYS[3], run, string.format('%.0f %.0f %.0f', state[1], state[2], state[3]))
          end
        end
        redis.call('SET', KEYS[4], string.format('%.0f', last))
        return offsets
        """)

    /// Moves a consumer's position on: name, offset.
    static let commit = RedisScript(
        """
        local before = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
        if tonumber(ARGV[2]) > before then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
        return redis.status_reply('OK')
        """)

    /// Removes the oldest events: how many to keep, the oldest time to keep (each may be empty), how many at most. Gives
    /// how many went.
    static let retain = RedisScript(
        """
        local most = tonumber(ARGV[3])
        local surplus = 0
        if ARGV[1] ~= '' then surplus = redis.call('XLEN', KEYS[1]) - tonumber(ARGV[1]) end
        local gone = 0
        for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', most)) do
          local id, time
          for i = 1, #entry[2], 2 do
            if entry[2][i] == 'i' then id = entry[2][i + 1] end
            if entry[2][i] == 't' then time = tonumber(entry[2][i + 1]) end
          end
          local isOld = ARGV[2] ~= '' and time and time < tonumber(ARGV[2])
          if gone >= surplus and not isOld then break end
          redis.call('XDEL', KEYS[1], entry[1])
          if id then redis.call('HDEL', KEYS[2], id) end
          gone = gone + 1
        end
        return gone
        """)

    /// Removes what is known of those of some runs whose last event lies before the first that is left: their names. Gives
    /// how many went.
    static let forgetRuns = RedisScript(
        """
        local entry = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
        local least = entry and tonumber(string.match(entry[1], '^(%d+)'))
        local gone = 0
        for _, run in ipairs(ARGV) do
          local last = string.match(redis.call('HGET', KEYS[2], run) or '', ' (%d+)$')
          if last and (not least or tonumber(last) < least) then
            redis.call('HDEL', KEYS[2], run)
            gone = gone + 1
          end
        end
        return gone
        """)

    /// Moves a fold on, if nobody else did: name, the offset before, the offset after, the value. Gives 1 when it did.
    static let advance = RedisScript(
        """
        local text = redis.call('HGET', KEYS[1], ARGV[1])
        local before = text and string.match(text, '^(%d+) ') or '0'
        if before ~= ARGV[2] then return 0 end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[3] .. ' ' .. ARGV[4])
        return 1
        """)
}
