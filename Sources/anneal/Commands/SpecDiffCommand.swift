import AnnealFoundation
import AnnealSpecs
import ArgumentParser

/// `anneal spec diff`: which requirements changed.
struct SpecDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show which requirements changed, and what must be planned again.")

    @Argument(help: "The specification as it was.") var old: String
    @Argument(help: "The specification as it is.") var new: String
    @Flag(help: "The whole difference as one JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let difference = SpecDifference(
                old: try SpecDocument.read(path: old), new: try SpecDocument.read(path: new))
            if json {
                Terminal.result(try CanonicalJSON.string(difference))
            } else {
                for line in Self.lines(difference) { Terminal.result(line) }
            }
            return .verified
        }
    }

    private static func lines(_ difference: SpecDifference) -> [String] {
        if difference.isEmpty, difference.moved.isEmpty { return ["no requirement changed"] }
        var lines = difference.renamed.map { "renamed  \($0.old) → \($0.new)" }
        lines += difference.removed.map { "removed  \($0)" }
        lines += difference.added.map { "added    \($0)" }
        for change in difference.changed {
            let criteria = change.criteria.map(\.rawValue).joined(separator: ", ")
            let former = change.formerCriteria.map(\.rawValue).joined(separator: ", ")
            lines.append(
                "changed  \(change.id)" + (criteria.isEmpty ? "" : "  now: \(criteria)")
                    + (former.isEmpty ? "" : "  before: \(former)"))
        }
        lines += difference.moved.map { "moved    \($0)" }
        lines += difference.changedContext.map { "context  \($0.isEmpty ? "(before the first heading)" : $0)" }
        let again = difference.toPlanAgain.map(\.rawValue).joined(separator: ", ")
        lines.append("to be planned again: \(again.isEmpty ? "nothing" : again)")
        return lines
    }
}
