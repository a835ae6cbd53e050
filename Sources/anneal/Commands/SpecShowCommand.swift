import AnnealFoundation
import AnnealSpecs
import ArgumentParser

/// `anneal spec show`: what was understood of a specification.
struct SpecShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show requirements, criteria, examples and interfaces as they were understood.")

    @Argument(help: "The specification, or a folder that holds one.") var file: String
    @Flag(help: "The whole document as one JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let document = try SpecDocument.read(path: file)
            if json {
                Terminal.result(try CanonicalJSON.string(document))
            } else {
                for line in SpecListing(document).lines { Terminal.result(line) }
            }
            return .verified
        }
    }
}

/// A document as lines for people.
struct SpecListing {
    private let document: SpecDocument

    init(_ document: SpecDocument) { self.document = document }

    /// The lines, without line ends.
    var lines: [String] {
        let examples = document.requirements.map { $0.examples.count }.reduce(document.examples.count, +)
        let criteria = document.requirements.map { $0.criteria.count }.reduce(0, +)
        var lines = [
            "\(document.title)  (\(document.format.rawValue), \(document.path))",
            "\(document.requirements.count) requirements, \(criteria) criteria, \(examples) examples",
        ]
        if !document.interfaces.isEmpty {
            lines += ["", "named outside of requirements"] + document.interfaces.map(Self.line)
        }
        lines += document.examples.map(Self.line)
        for requirement in document.requirements { lines += self.lines(requirement) }
        lines +=
            notes("open questions", document.openQuestions) + notes("will not be done", document.nonGoals)
            + notes("success criteria", document.successCriteria)
        return lines
    }

    private func lines(_ requirement: Requirement) -> [String] {
        let priority = requirement.priority.map { "  P\($0)" } ?? ""
        var lines = ["", "\(requirement.id)  \(requirement.title)\(priority)  (line \(requirement.location.line))"]
        lines += requirement.interfaces.map(Self.line)
        for criterion in requirement.criteria {
            lines.append("  \(criterion.id)  \(criterion.form.rawValue)  \(Self.oneLine(criterion.text))")
            lines += criterion.examples.map { "  " + Self.line($0) }
        }
        if !requirement.references.isEmpty {
            lines.append("    refers to \(requirement.references.map(\.rawValue).joined(separator: ", "))")
        }
        return lines
    }

    private func notes(_ title: String, _ notes: [SpecDocument.Note]) -> [String] {
        notes.isEmpty ? [] : ["", title] + notes.map { "    line \($0.location.line): \(Self.oneLine($0.text))" }
    }

    private static func line(_ interface: Interface) -> String {
        let qualifier = interface.qualifier.map { " of \($0)" } ?? ""
        return "    \(interface.kind.rawValue) \(interface.signature ?? interface.name)\(qualifier)"
    }

    private static func line(_ example: Example) -> String {
        let setup = example.setup.isEmpty ? "" : example.setup.joined(separator: "; ") + "; "
        switch example.expectation {
        case .value(let value): return "    e.g. \(setup)\(example.call) → \(value)"
        case .error(let type, let message):
            let text = message.map { ": \($0)" } ?? ""
            return "    e.g. \(setup)\(example.call) raises \(type ?? "an error")\(text)"
        case .output(let standardOutput, _, let status):
            let ending = status.map { ", status \($0)" } ?? ""
            return "    e.g. \(setup)\(example.call) prints \(oneLine(standardOutput ?? "nothing"))\(ending)"
        }
    }

    private static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
        return line.count > 100 ? line.prefix(99) + "…" : line
    }
}
