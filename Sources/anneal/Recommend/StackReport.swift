import AnnealRecommendation
import Foundation

/// Advice as lines for people.
struct StackReport {
    private let advice: StackAdvice

    init(_ advice: StackAdvice) { self.advice = advice }

    /// The lines, without line ends.
    var lines: [String] {
        guard let best = advice.stacks.first else { return [] }
        var lines = [title(best)]
        let width = best.parts.map(\.role.count).max() ?? 0
        let names = best.parts.map(\.technology.name.count).max() ?? 0
        for part in best.parts {
            let role = part.role.padding(toLength: width, withPad: " ", startingAt: 0)
            let name = part.technology.name.padding(toLength: names, withPad: " ", startingAt: 0)
            lines.append("  \(role)  \(name)  \(part.technology.licence)")
            if !part.reasons.isEmpty { lines.append("      \(part.reasons.joined(separator: "; "))") }
        }
        lines += ["", "expected, of 5: \(marks(best))"]
        lines.append(
            String(
                format: "confidence %.0f %%: stays first in so many of 200 draws with other weights; not a probability "
                    + "of success", 100 * advice.confidence))
        lines.append("\(advice.compared) stacks compared; weights \(weights)")
        if advice.stacks.count > 1 { lines += ["", "alternatives"] }
        for stack in advice.stacks.dropFirst() {
            lines.append("  \(title(stack))")
            lines.append("      \(stack.parts.map(\.technology.name).joined(separator: ", "))")
            lines.append("      \(marks(stack))")
        }
        return lines
    }

    private func title(_ stack: StackRecommendation) -> String {
        let language = stack.language.map { " in \($0)" } ?? ""
        return String(format: "stack\(language), value %.3f", stack.value)
            + (stack.isOnParetoFront ? ", on the Pareto front" : "")
    }

    private func marks(_ stack: StackRecommendation) -> String {
        zip(AxisMarks.names, stack.marks.values).map { String(format: "%@ %.1f", $0, $1) }.joined(separator: ", ")
    }

    private var weights: String {
        zip(AxisMarks.names, advice.weights).map { String(format: "%@ %.2f", $0, $1) }.joined(separator: ", ")
    }
}
