extension ReuseTimePolicy {
    /// A slot for a key that is not remembered; the one that left longest ago is forgotten when there are too many.
    mutating func remember(_ key: UInt64) -> Int32 {
        if entries.count - free.count >= max(history, 8 * residents.count), oldestGhost >= 0 {
            let slot = oldestGhost
            expose(Int(slot))
            unlinkGhost(slot)
            index.remove(entries[Int(slot)].key)
            entries[Int(slot)].isFree = true
            free.append(slot)
        }
        let entry = Entry(key: key, size: 1, last: clock, counted: clock, position: -1)
        let slot = entries.place(entry, reusing: &free)
        index.insert(key, slot: slot)
        return slot
    }

    /// Takes an object out of the cache; its past is remembered.
    mutating func leave(_ slot: Int32) {
        let place = Int(entries[Int(slot)].position)
        let moved = residents.removeLast()
        if moved.slot != slot {
            residents[place] = moved
            entries[Int(moved.slot)].position = Int32(place)
        }
        used -= entries[Int(slot)].size
        entries[Int(slot)].position = -1
        entries[Int(slot)].older = newestGhost
        entries[Int(slot)].newer = -1
        if newestGhost >= 0 { entries[Int(newestGhost)].newer = slot } else { oldestGhost = slot }
        newestGhost = slot
    }

    mutating func unlinkGhost(_ slot: Int32) {
        let (older, newer) = (entries[Int(slot)].older, entries[Int(slot)].newer)
        if older >= 0 { entries[Int(older)].newer = newer } else { oldestGhost = newer }
        if newer >= 0 { entries[Int(newer)].older = older } else { newestGhost = older }
    }
}
