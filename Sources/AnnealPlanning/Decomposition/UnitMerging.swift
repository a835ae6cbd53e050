internal import AnnealSpecs

/// Joins units into fewer, larger ones for models that can write a whole file at once.
enum UnitMerging {
    /// The most effort of a joined unit.
    static let largestEffort = 12.0

    /// Joins neighbours that write the same files, as long as no unit between them is needed by the later one.
    ///
    /// - Parameters:
    ///   - units: units in the order of the document.
    ///   - parents: what each waits for.
    /// - Returns: fewer units in the same order.
    static func merged(_ units: [WorkUnit], parents: [[Int: String]]) -> [WorkUnit] {
        var groups: [(unit: WorkUnit, members: [Int])] = []
        var groupOf: [Int: Int] = [:]
        for (index, unit) in units.enumerated() {
            let needed = parents[index].keys.compactMap { groupOf[$0] }.max() ?? -1
            let isForward = parents[index].keys.contains { $0 > index }
            let same = groups.lastIndex { group in
                group.unit.files.first == unit.files.first && group.unit.isCommand == unit.isCommand
                    && group.unit.effort + unit.effort <= largestEffort
            }
            guard let same, same >= needed, !isForward else {
                groupOf[index] = groups.count
                groups.append((unit, [index]))
                continue
            }
            groupOf[index] = same
            groups[same].members.append(index)
            join(unit, into: &groups[same].unit)
        }
        return groups.map(\.unit)
    }

    private static func join(_ unit: WorkUnit, into group: inout WorkUnit) {
        group.requirements += unit.requirements.filter { !group.requirements.contains($0) }
        group.criteria += unit.criteria
        group.files += unit.files.filter { !group.files.contains($0) }
        for claim in unit.claims where !group.claims.contains(where: { $0.name == claim.name }) {
            group.claims.append(claim)
        }
        group.commands += unit.commands.filter { !group.commands.contains($0) }
        group.reasons += unit.reasons.filter { !group.reasons.contains($0) }
        group.priority = min(group.priority, unit.priority)
        group.effort = ((group.effort + unit.effort) * 10).rounded() / 10
    }
}
