public import Foundation

/// What a gate knows of a learned policy against the fixed one.
public struct GateEvidence: Sendable, Hashable, Codable {
    /// Decisions with outcomes.
    public var samples: Int
    /// How many decisions of the policy itself would tell as much.
    public var effectiveSamples: Double
    /// The estimate of how much more it earns; while it is in charge, how much more the fixed one would.
    public var difference: Double
    /// A number that the difference lies above, however often one looks, but for the risk; `nil` without a decision.
    public var bound: Double?
    /// The risk of the bound.
    public var risk: Double
    /// What the fixed policy earns in the mean, where that was seen.
    public var fixedValue: Double?
}

/// A change of who is in charge of a decision point, with its evidence.
public struct GateChange: Sendable, Hashable, Codable {
    /// The decision point.
    public var point: String
    /// Who was in charge.
    public var from: PolicyGate.Charge
    /// Who is now.
    public var to: PolicyGate.Charge
    /// Why, in words.
    public var reason: String
    /// What was known.
    public var evidence: GateEvidence
    /// When.
    public var time: Date
}

extension PolicyGate.Charge: CustomStringConvertible {
    /// `fixed`, or the version.
    public var description: String {
        switch self {
        case .fixed: "fixed"
        case .learned(let version): version
        }
    }
}
