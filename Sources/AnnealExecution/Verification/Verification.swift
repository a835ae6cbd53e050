internal import AnnealFoundation
public import AnnealSpecs

/// What a verification found.
public struct Verification: Sendable, Hashable, Codable {
    /// One verdict a requirement, in the specification's order.
    public var verdicts: [RequirementVerdict]
    /// The test runs that the verdicts rest on.
    public var evidence: [Evidence]
    /// Tests that passed before and do not any more, by name with what a person needs to see.
    public var regressions: [String: String]
    /// What a person should know.
    public var notes: [String]

    /// Creates a finding.
    public init(
        verdicts: [RequirementVerdict], evidence: [Evidence] = [], regressions: [String: String] = [:],
        notes: [String] = []
    ) {
        self.verdicts = verdicts
        self.evidence = evidence
        self.regressions = regressions
        self.notes = notes
    }

    /// The finding when nothing could be checked.
    ///
    /// - Parameters:
    ///   - specification: what was asked for.
    ///   - reason: why nothing could be checked.
    /// - Returns: every criterion unverified.
    public static func nothingChecked(of specification: SpecDocument, reason: String) -> Verification {
        Verification(
            verdicts: specification.requirements.map { requirement in
                RequirementVerdict(
                    requirement: requirement.id, verdict: .unverified,
                    criteria: requirement.criteria.map {
                        CriterionVerdict(criterion: $0.id, verdict: .unverified, reason: reason)
                    })
            }, notes: [reason])
    }
}
