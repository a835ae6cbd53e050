internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs

/// Turns the outcomes of checks into verdicts. Nothing but outcomes can verify; a doubt can only take a verdict back.
struct VerdictRules: Sendable {
    /// The outcome of each check, by the check's identifier.
    var outcomes: [String: TestOutcome]
    /// The checks by criterion.
    var checks: [CriterionID: [Check]]
    /// Whether the repository had tests that passed before.
    var hasBaseline: Bool
    /// How many tests that passed before do not any more.
    var regressions: Int
    /// Why the passed checks of a criterion are not enough.
    var doubts: [CriterionID: String] = [:]

    /// The verdict on a requirement.
    ///
    /// One failed criterion fails it. It is verified when every criterion is: a criterion without a check leaves the
    /// requirement unverified, because what nobody looked at may be wrong.
    ///
    /// - Parameter requirement: the requirement.
    /// - Returns: its verdict with those on its criteria.
    func verdict(on requirement: Requirement) -> RequirementVerdict {
        var criteria = requirement.criteria.map { verdict(on: $0) }
        let others = requirement.criteria.filter { checks[$0.id]?.isEmpty == false }
        if let criterion = requirement.criteria.first, criteria[0].verdict == .unverified {
            if Self.onlyDeclares(criterion, calledBy: others.flatMap { checks[$0.id] ?? [] }),
                others.allSatisfy({ other in criteria.contains { $0.criterion == other.id && $0.verdict == .verified } }
                )
            {
                criteria[0].verdict = .verified
                criteria[0].reason = "it declares what the checks of the other criteria call, and those pass"
            }
        }
        let overall: Verdict
        if criteria.contains(where: { $0.verdict == .failed }) {
            overall = .failed
        } else if !criteria.isEmpty && criteria.allSatisfy({ $0.verdict == .verified }) {
            overall = .verified
        } else {
            overall = .unverified
        }
        return RequirementVerdict(requirement: requirement.id, verdict: overall, criteria: criteria)
    }

    private func verdict(on criterion: Criterion) -> CriterionVerdict {
        let own = checks[criterion.id] ?? []
        guard !own.isEmpty else { return uncheckable(criterion) }
        var missing = 0
        for check in own {
            switch outcomes[check.id]?.status {
            case .passed: continue
            case .failed, .errored:
                return CriterionVerdict(
                    criterion: criterion.id, verdict: .failed,
                    reason: outcomes[check.id]?.detail ?? "the check \(check.id) failed")
            case .skipped, nil: missing += 1
            }
        }
        if missing == own.count {
            return CriterionVerdict(
                criterion: criterion.id, verdict: .unverified,
                reason: "its \(Self.count(own.count, "example")) could not be turned into a test")
        }
        if missing > 0 {
            return CriterionVerdict(
                criterion: criterion.id, verdict: .unverified,
                reason:
                    "\(own.count - missing) of \(Self.count(own.count, "example")) pass, the others could not be run")
        }
        let reason = "\(Self.count(own.count, "check")) passed"
        if let doubt = doubts[criterion.id] {
            return CriterionVerdict(criterion: criterion.id, verdict: .unverified, reason: "\(reason), but \(doubt)")
        }
        return CriterionVerdict(criterion: criterion.id, verdict: .verified, reason: reason)
    }

    private func uncheckable(_ criterion: Criterion) -> CriterionVerdict {
        guard Self.speaksOfExistingTests(criterion.text) else {
            return CriterionVerdict(
                criterion: criterion.id, verdict: .unverified,
                reason: "it has no example from which a check could be made")
        }
        guard hasBaseline else {
            return CriterionVerdict(
                criterion: criterion.id, verdict: .unverified, reason: "the repository had no tests that passed")
        }
        return regressions == 0
            ? CriterionVerdict(
                criterion: criterion.id, verdict: .verified, reason: "every test that passed before still passes")
            : CriterionVerdict(
                criterion: criterion.id, verdict: .failed,
                reason: "\(Self.count(regressions, "test")) that passed before fail now")
    }

    /// Whether a sentence does no more than declare a function that the checks call: "`f(x: int) -> str` returns …".
    ///
    /// Such a sentence begins with the signature and is the requirement's first one; what it promises is what the
    /// examples of the other criteria show.
    private static func onlyDeclares(_ criterion: Criterion, calledBy checks: [Check]) -> Bool {
        guard criterion.form == .statement, criterion.text.hasPrefix("`"), !checks.isEmpty else { return false }
        let span = criterion.text.dropFirst().prefix { $0 != "`" }
        guard span.contains("("), let open = span.firstIndex(of: "(") else { return false }
        let name = span[..<open].split(separator: ".").last.map(String.init) ?? ""
        guard !name.isEmpty else { return false }
        return checks.contains { $0.example.call.contains(name + "(") }
    }

    /// Whether a sentence asks for nothing but that the existing tests go on passing. One that names code asks for more.
    private static func speaksOfExistingTests(_ text: String) -> Bool {
        let words = text.lowercased()
        guard words.contains("existing test"), !text.contains("`") else { return false }
        return ["pass", "unchanged", "keep", "still", "continue"].contains { words.contains($0) }
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
