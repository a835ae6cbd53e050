/// Who decided a choice of the learning service, and why.
enum ServingMode: String, Sendable {
    /// The fixed policy; no learned one is watched, or it has nothing else to offer.
    case fixed
    /// The fixed policy is in charge, and it is told what the learned one would have done.
    case shadow
    /// The learned policy, tried with a small probability while the fixed one is in charge.
    case canary
    /// The learned policy, which is in charge.
    case charge
    /// The fixed policy, kept with a small probability while the learned one is in charge.
    case holdout
    /// The version that was asked for.
    case pinned

    /// The mode of a draw.
    init(_ draw: PolicyDraw) {
        self = draw.isLearned ? draw.isTrial ? .canary : .charge : draw.isTrial ? .holdout : .shadow
    }
}
