public import AnnealDecisions
public import AnnealFoundation
public import AnnealModels
public import Foundation

/// Chooses the executor: small or local models get the fixed workflow, large ones drive the tools themselves.
public enum ExecutorSelection {
    /// The point's name in the log of decisions.
    public static let point = "selection.executor"

    /// Chooses.
    ///
    /// - Parameters:
    ///   - setting: `auto`, or the executor that the person wants.
    ///   - capabilities: the model's.
    ///   - names: the executors that there are.
    ///   - run: the run.
    ///   - time: when.
    /// - Returns: the decision; its candidates are the executors in alphabetical order.
    /// - Throws: `ConfigurationError` when there is no such executor.
    public static func choose(
        setting: String, capabilities: ModelCapabilities, among names: [String], run: RunID, time: Date
    ) throws -> Decision {
        let candidates = names.sorted()
        let simple = capabilities.isSmall || capabilities.isLocal || !capabilities.supportsTools
        let wanted = setting == "auto" || setting.isEmpty ? (simple ? "workflow" : "tool-loop") : setting
        guard let choice = candidates.firstIndex(of: wanted) ?? (setting == "auto" ? candidates.indices.first : nil)
        else {
            throw ConfigurationError(
                code: .badValue, message: "there is no executor '\(setting)'", place: "run.executor",
                remedy: "use auto or one of: \(candidates.joined(separator: ", "))")
        }
        let reason =
            setting == "auto"
            ? (simple
                ? "the model is small, local or cannot call tools: it answers single questions"
                : "the model is large enough to use the tools by itself")
            : "asked for"
        return Decision(
            id: "\(run)/\(point)", point: point, run: run,
            state: [
                "small": capabilities.isSmall ? 1 : 0, "local": capabilities.isLocal ? 1 : 0,
                "tools": capabilities.supportsTools ? 1 : 0,
                "context": Double(capabilities.contextLength.value),
            ],
            candidates: candidates, choice: choice, probability: 1,
            policy: setting == "auto" ? "fixed/1" : Decision.asked, reason: reason, time: time)
    }
}
