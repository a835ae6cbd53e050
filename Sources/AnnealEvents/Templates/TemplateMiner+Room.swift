extension TemplateMiner {
    /// Drops what was not seen for longest when a limit is reached. Complexity: O(n log n) then, O(1) amortised.
    mutating func makeRoom() {
        if shapes.count >= limits.shapes || slots.count >= 2 * limits.shapes { dropShapes() }
        if placeIndex.count >= limits.places || places.count >= 2 * limits.places { dropPlaces() }
        if kin.count >= limits.shapes { kin.removeAll() }
        if changes.count > 4 * limits.shapes { changes.removeFirst(2 * limits.shapes) }
    }

    private mutating func dropShapes() {
        let kept = Set(shapes.valuesOfYoungHalf().map { root($0) })
        var renumbered: [Int: Int32] = [:]
        var remaining: [Slot] = []
        let roots = slots.indices.map { root(Int32($0)) }
        for slot in slots.indices where roots[slot] == slot {
            guard kept.contains(slot) else {
                changes.append(.forgotten(slots[slot].number, template(at: slot)))
                continue
            }
            let number = Int32(remaining.count)
            renumbered[slot] = number
            var moved = slots[slot]
            moved.parent = number
            remaining.append(moved)
        }
        let change = { (slot: Int32) -> Int32? in renumbered[roots[Int(slot)]] }
        shapes.dropOldHalf(change)
        for index in places.indices { places[index].renumber(change) }
        slots = remaining
        kin.removeAll()
    }

    private mutating func dropPlaces() {
        var remaining: [VariableEvidence] = []
        let old = places
        placeIndex.dropOldHalf { index in
            guard !old[Int(index)].members.isEmpty else { return nil }
            remaining.append(old[Int(index)])
            return Int32(remaining.count - 1)
        }
        places = remaining
    }
}
