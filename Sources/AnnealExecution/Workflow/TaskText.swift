internal import AnnealContext
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSpecs

/// What a task's request says of the requirements.
enum TaskText {
    /// Characters of earlier requirements that are shown at most: a small model reads slowly.
    private static let longest = 2000

    /// A requirement without those criteria that are another task's business, where they stand in lines of their own.
    ///
    /// - Parameters:
    ///   - requirement: the requirement.
    ///   - criteria: the task's criteria; none means all.
    /// - Returns: its text as Markdown.
    static func own(_ requirement: Requirement, criteria: [CriterionID]) -> String {
        let others = requirement.criteria.filter { !criteria.contains($0.id) }
        guard !criteria.isEmpty, !others.isEmpty, others.count < requirement.criteria.count else {
            return requirement.text
        }
        var lines = requirement.text.split(separator: "\n", omittingEmptySubsequences: false)
        for criterion in others {
            let text = words(criterion.text)
            // Only a list item that holds nothing else is left out.
            lines.removeAll { line in
                let item = line.drop { $0 == " " }
                guard let mark = item.prefixMatch(of: /(?:[-*]|\d+[.)])\s+/) else { return false }
                return words(String(item[mark.range.upperBound...])) == text
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Requirements that other tasks, which come before this one, meet with the same functions: what is written anew must
    /// go on doing it.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - plan: the other tasks.
    ///   - requirements: all requirements.
    /// - Returns: the requirements in the order of the plan, as far as there is room.
    static func kept(by task: PlanTask, plan: Plan, requirements: [Requirement]) -> [Requirement] {
        let functions = Set(task.interfaces.filter { $0.kind == .function }.map(Function.init))
        guard !functions.isEmpty else { return [] }
        let before = plan.graph.tasks.prefix { $0.id != task.id }.filter { other in
            other.kind != .interfaces && !Set(other.writes).isDisjoint(with: task.writes)
                && other.interfaces.contains { $0.kind == .function && functions.contains(Function($0)) }
        }
        var ids: [RequirementID] = []
        for id in before.flatMap(\.requirements) where !task.requirements.contains(id) && !ids.contains(id) {
            ids.append(id)
        }
        var room = longest
        return ids.compactMap { id in requirements.first { $0.id == id } }.filter { requirement in
            guard requirement.text.count <= room else { return false }
            room -= requirement.text.count
            return true
        }
    }

    private struct Function: Hashable {
        var name: String
        var owner: String?

        init(_ interface: Interface) {
            name = interface.name
            owner = interface.ownerType
        }
    }

    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
}
