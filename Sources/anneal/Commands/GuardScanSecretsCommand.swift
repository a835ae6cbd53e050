import AnnealFoundation
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal guard scan secrets PATH`: keys, tokens and passwords in files.
struct GuardScanSecretsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secrets", abstract: "Find keys, tokens and passwords in files.",
        discussion: """
            No value is ever printed whole. Exits with 0 when there are none, with 2 when there are. Files above \
            16 MB and git's own folder are left out.
            """)

    @Argument(help: "A file or a folder.") var path: String
    @Flag(help: "One JSON object a file and line, files without findings included.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let files = try ScannedFiles(path)
            let scanner = SecretScanner()
            var count = 0
            for name in files.paths {
                guard let bytes = files.bytes(name) else { continue }
                let findings = scanner.scan(bytes, path: name)
                count += findings.count
                try show(findings, of: name)
            }
            if !json { Terminal.note("\(files.paths.count) files, \(count) secrets") }
            return count == 0 ? .verified : .criteriaNotMet
        }
    }

    private func show(_ findings: [SecretFinding], of name: String) throws {
        guard json else {
            for finding in findings {
                Terminal.result("\(name):\(finding.line):\(finding.column): \(finding.kind): \(finding.preview)")
            }
            return
        }
        let list = findings.map { finding -> JSONValue in
            .object([
                "kind": .string("\(finding.kind)"), "line": .int(finding.line), "column": .int(finding.column),
                "start": .int(finding.range.lowerBound), "end": .int(finding.range.upperBound),
                "confidence": .double(Double(finding.confidence)), "preview": .string(finding.preview),
                "reason": .string("\(finding.reason)"),
            ])
        }
        Terminal.result(
            try CanonicalJSON.string(
                JSONValue.object([
                    "path": .string(name), "secret": .bool(!findings.isEmpty), "findings": .array(list),
                ])))
    }
}
