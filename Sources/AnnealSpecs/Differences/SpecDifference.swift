public import AnnealFoundation

/// What changed between two versions of a specification, and what has to be planned again because of it.
public struct SpecDifference: Sendable, Hashable, Codable {
    /// A requirement that is in both versions with other content.
    public struct Change: Sendable, Hashable, Codable {
        /// Its identifier in the new version.
        public var id: RequirementID
        /// Criteria, as numbered in the new version, that are new or say something else.
        public var criteria: [CriterionID]
        /// Criteria, as numbered in the old version, that are gone or said something else.
        public var formerCriteria: [CriterionID]
        /// Whether the title or text around the criteria changed.
        public var textChanged: Bool

        /// Creates a change.
        public init(id: RequirementID, criteria: [CriterionID], formerCriteria: [CriterionID], textChanged: Bool) {
            self.id = id
            self.criteria = criteria
            self.formerCriteria = formerCriteria
            self.textChanged = textChanged
        }
    }

    /// A requirement that is the same under another identifier.
    public struct Renaming: Sendable, Hashable, Codable {
        /// The identifier in the old version.
        public var old: RequirementID
        /// The identifier in the new version.
        public var new: RequirementID

        /// Creates a renaming.
        public init(old: RequirementID, new: RequirementID) {
            self.old = old
            self.new = new
        }
    }

    /// Requirements that only the new version has.
    public var added: [RequirementID] = []
    /// Requirements that only the old version has.
    public var removed: [RequirementID] = []
    /// Requirements with other content.
    public var changed: [Change] = []
    /// Requirements with the same content, by their new identifiers.
    public var unchanged: [RequirementID] = []
    /// Requirements with another identifier; their content may have changed as well.
    public var renamed: [Renaming] = []
    /// Requirements that stand in another order than before.
    public var moved: [RequirementID] = []
    /// Headings of sections, outside of requirements, that changed. They apply to everything.
    public var changedContext: [String] = []
    /// What has to be planned again: what is new or changed, what refers to it or uses its interfaces, and everything
    /// if a section that applies to all changed.
    public var toPlanAgain: [RequirementID] = []

    /// Whether nothing changed that matters.
    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && changed.isEmpty && renamed.isEmpty && changedContext.isEmpty
    }

    /// Compares two versions.
    ///
    /// Requirements are matched by identifier, then by equal content, then by similar content.
    /// Complexity: O(n) apart from requirements that have no match by identifier or content, which are compared with
    /// each other.
    ///
    /// - Parameters:
    ///   - old: the version that was planned.
    ///   - new: the version that holds now.
    public init(old: SpecDocument, new: SpecDocument) {
        let pairs = RequirementPairing(old: old, new: new)
        for requirement in new.requirements {
            guard let former = pairs.former[requirement.id] else {
                added.append(requirement.id)
                continue
            }
            if former.id != requirement.id { renamed.append(Renaming(old: former.id, new: requirement.id)) }
            if let change = Self.change(from: former, to: requirement) {
                changed.append(change)
            } else {
                unchanged.append(requirement.id)
            }
        }
        removed = old.requirements.map(\.id).filter { !pairs.matched.contains($0) }
        moved = pairs.moved
        changedContext = Self.changedSections(old.context, new.context)
        toPlanAgain = planAgain(new)
    }

    private static func change(from old: Requirement, to new: Requirement) -> Change? {
        let before = Dictionary(old.criteria.map { (normal($0.text), $0.id) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.criteria.map { normal($0.text) })
        let criteria = new.criteria.filter { before[normal($0.text)] == nil }.map(\.id)
        let former = old.criteria.filter { !after.contains(normal($0.text)) }.map(\.id)
        let textChanged = old.fingerprint != new.fingerprint
        guard !criteria.isEmpty || !former.isEmpty || textChanged else { return nil }
        return Change(id: new.id, criteria: criteria, formerCriteria: former, textChanged: textChanged)
    }

    private static func normal(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func changedSections(
        _ old: [SpecDocument.Section], _ new: [SpecDocument.Section]
    ) -> [String] {
        let before = Set(old.map { $0.heading + "\n" + normal($0.text) })
        let after = Set(new.map { $0.heading + "\n" + normal($0.text) })
        var headings: [String] = []
        for section in new where !before.contains(section.heading + "\n" + normal(section.text)) {
            headings.append(section.heading)
        }
        for section in old
        where !after.contains(section.heading + "\n" + normal(section.text)) && !headings.contains(section.heading) {
            headings.append(section.heading)
        }
        return headings
    }

    /// Follows references and interfaces from what changed.
    private func planAgain(_ new: SpecDocument) -> [RequirementID] {
        if !changedContext.isEmpty { return new.requirements.map(\.id) }
        var affected = Set(added + changed.map(\.id))
        let gone = Set(removed)
        var providers: [String: RequirementID] = [:]
        for requirement in new.requirements {
            for interface in requirement.interfaces where interface.signature != nil {
                providers[interface.name] = providers[interface.name] ?? requirement.id
            }
        }
        var grows = true
        while grows {
            grows = false
            for requirement in new.requirements where !affected.contains(requirement.id) {
                let refers = requirement.references.contains { affected.contains($0) || gone.contains($0) }
                let uses = requirement.interfaces.contains { interface in
                    providers[interface.name].map { $0 != requirement.id && affected.contains($0) } ?? false
                }
                guard refers || uses else { continue }
                affected.insert(requirement.id)
                grows = true
            }
        }
        return new.requirements.map(\.id).filter(affected.contains)
    }
}
