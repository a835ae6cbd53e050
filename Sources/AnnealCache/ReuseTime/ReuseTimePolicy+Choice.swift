internal import AnnealFoundation

extension ReuseTimePolicy {
    /// How many objects are drawn at each eviction, and how many of the worst are kept in mind for the next one.
    private static let drawn = 20
    private static let kept = 12
    /// How many entries have their exposure counted at each miss.
    private static let exposedAtMiss = 12

    /// Counts the exposure of a few entries in turn, so that what is never requested again counts as well.
    mutating func countExposures() {
        for _ in 0..<min(Self.exposedAtMiss, entries.count) {
            nextExposed = nextExposed + 1 < entries.count ? nextExposed + 1 : 0
            if !entries[nextExposed].isFree { expose(nextExposed) }
        }
    }

    /// The object that is least worth its place among some.
    ///
    /// - Parameter newcomer: an object that is looked at in any case; it goes when nothing is worse.
    /// - Returns: its slot.
    mutating func leastDense(newcomer: Int32) -> Int32 {
        swap(&worst, &former)
        worst.removeAll(keepingCapacity: true)
        if residents.count <= Self.drawn + Self.kept {
            for place in residents.indices { consider(place) }
        } else {
            for candidate in former {
                let place = Int(entries[Int(candidate.slot)].position)
                if place >= 0 { consider(place) }
            }
            let count = UInt64(residents.count)
            for _ in 0..<Self.drawn / 2 {
                let bits = random.next()
                consider(Int(((bits >> 32) &* count) >> 32))
                consider(Int(((bits & 0xFFFF_FFFF) &* count) >> 32))
            }
        }
        let place = Int(entries[Int(newcomer)].position)
        let own = place >= 0 ? density(residents[place]) : .infinity
        guard let least = worst.first, least.density < own else { return newcomer }
        return least.slot
    }

    /// Hits for each unit of time and size.
    @inline(__always)
    private func density(_ resident: Resident) -> Float {
        model.density(resident.reuseClass, age: clock &- resident.last) * resident.lightness
    }

    /// Puts a resident in its place among the worst, if it belongs there.
    @inline(__always)
    private mutating func consider(_ place: Int) {
        let resident = residents[place]
        let density = density(resident)
        let count = worst.count
        guard count <= Self.kept || density < worst[count - 1].density else { return }
        rank(Candidate(slot: resident.slot, density: density))
    }

    private mutating func rank(_ candidate: Candidate) {
        var place = worst.count
        for (index, other) in worst.enumerated() {
            if other.slot == candidate.slot { return }
            if other.density > candidate.density, place == worst.count { place = index }
        }
        if worst.count <= Self.kept { worst.append(candidate) }
        var last = worst.count - 1
        while last > place {
            worst[last] = worst[last - 1]
            last -= 1
        }
        worst[place] = candidate
    }
}
