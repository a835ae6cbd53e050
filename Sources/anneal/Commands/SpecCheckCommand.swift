import AnnealFoundation
import AnnealSpecs
import ArgumentParser

/// `anneal spec check`: what is missing, vague or contradictory.
struct SpecCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find what is vague, missing or contradictory.",
        discussion: "Exits with 0 when there are no errors, with 2 when there are; warnings and notes do not count.")

    @Argument(help: "The specification, or a folder that holds one.") var file: String
    @Flag(help: "One JSON object a finding and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let document = try SpecDocument.read(path: file)
            let findings = SpecChecker().findings(in: document)
            for finding in findings { try show(finding, of: document) }
            let errors = findings.count { $0.severity == .error }
            if !json { Terminal.note(Self.summary(findings, document)) }
            return errors == 0 ? .verified : .criteriaNotMet
        }
    }

    private func show(_ finding: SpecFinding, of document: SpecDocument) throws {
        guard json else {
            let place = "\(document.path):\(finding.location.line):\(finding.location.column)"
            Terminal.result("\(place): \(finding.severity.rawValue): \(finding.message) [\(finding.rule)]")
            Terminal.result("    \(finding.remedy)")
            return
        }
        Terminal.result(
            try CanonicalJSON.string(
                JSONValue.object([
                    "file": .string(document.path), "line": .int(finding.location.line),
                    "column": .int(finding.location.column), "severity": .string(finding.severity.rawValue),
                    "rule": .string(finding.rule), "message": .string(finding.message),
                    "remedy": .string(finding.remedy),
                ])))
    }

    private static func summary(_ findings: [SpecFinding], _ document: SpecDocument) -> String {
        let counts = SpecFinding.Severity.allCases.reversed().map { severity in
            let count = findings.count { $0.severity == severity }
            return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        return "\(document.requirements.count) requirements: \(counts.joined(separator: ", "))"
    }
}
