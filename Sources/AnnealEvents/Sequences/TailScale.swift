internal import Foundation

/// Turns a model's evidence into −ln p, with p the share of held-out normal sessions that have at least as much of it.
///
/// Models are made comparable by this alone; what their nats mean beforehand does not matter. Beyond the largest held-out
/// evidence the scale goes on with slope 1, since evidence is in nats itself.
///
/// Source: conformal p-values, V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World", 2005; the
/// tail beyond is an assumption.
struct TailScale: Sendable {
    /// Ascending.
    private let heldOut: [Double]

    /// Creates a scale from the evidence of sessions that were not learned from.
    init(heldOut: [Double]) { self.heldOut = heldOut.sorted() }

    /// −ln p of an evidence.
    func score(_ evidence: Double) -> Double {
        var (low, high) = (0, heldOut.count)
        while low < high {
            let middle = (low + high) / 2
            if heldOut[middle] < evidence { low = middle + 1 } else { high = middle }
        }
        let atLeast = heldOut.count - low
        let beyond = max(0, evidence - (heldOut.last ?? 0))
        return log(Double(heldOut.count + 1) / Double(atLeast + 1)) + beyond
    }
}
