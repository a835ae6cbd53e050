import AnnealFoundation
import AnnealLearning
import Foundation

@testable import AnnealDecisions

/// Decisions at `planning.shape` that were drawn evenly, and what came of them.
enum DrawnDecisions {
    static let time = Date(timeIntervalSince1970: 1_700_000_000)
    static let point = PlanningShapePoint()
    static let fixed = "fine/balanced"

    /// The candidate that is best for a number of requirements.
    static func best(_ requirements: Int) -> String { requirements <= 4 ? "coarse/balanced" : "fine/sequential" }

    static func state(_ requirements: Int) -> [String: Double] {
        point.state(
            of: PlanningShapePoint.Subject(
                state: ["requirements": Double(requirements), "words": Double(40 * requirements), "smallModel": 1],
                fixed: fixed))
    }

    /// Draws decisions; what a candidate earns, and the share that it verifies, is told by its name and the requirements.
    static func make(
        _ count: Int, seed: UInt64, value: (String, Int) -> (Double, Double)
    ) -> [(Decision, Outcome?)] {
        var random = RandomSource(seed: seed)
        return (0..<count).map { number in
            let requirements = random.uniform() < 0.5 ? 2 : 12
            let decision = Decision.drawn(
                "run-\(seed)-\(number)/planning.shape", at: point, run: RunID("run-\(seed)-\(number)"),
                state: state(requirements), time: time.addingTimeInterval(Double(number)))
            let (reward, verified) = value(decision.candidates[decision.choice], requirements)
            let noise = 0.1 * (random.uniform() - 0.5)
            return (
                decision,
                Outcome(
                    decision: decision.id, reward: min(1, max(0, reward + noise)),
                    parts: ["verified": verified, "tokens": 1_000, "seconds": 60], time: time)
            )
        }
    }
}
