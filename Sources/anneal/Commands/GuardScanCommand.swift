import AnnealFoundation
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal guard scan`: what files hold.
struct GuardScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Look through files for what a model or a commit must not hold.",
        subcommands: [GuardScanSecretsCommand.self, GuardScanInjectionCommand.self])
}

/// `anneal guard scan injection PATH`: instructions that are aimed at a model which reads the files.
struct GuardScanInjectionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "injection", abstract: "Find texts that try to instruct a model which reads them.",
        discussion: "Exits with 0 when there are none, with 2 when there are.")

    @Argument(help: "A file or a folder.") var path: String
    @Flag(help: "One JSON object a file and line, files without findings included.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let files = try ScannedFiles(path)
            let scanner = InjectionScanner()
            var count = 0
            for name in files.paths {
                guard let bytes = files.bytes(name) else { continue }
                let report = scanner.scan(bytes, path: name)
                if report.isInjected { count += 1 }
                try show(report, of: name)
            }
            if !json { Terminal.note("\(files.paths.count) files, \(count) with instructions for a model") }
            return count == 0 ? .verified : .criteriaNotMet
        }
    }

    private func show(_ report: InjectionReport, of name: String) throws {
        guard json else {
            guard report.level != .none else { return }
            for finding in report.findings {
                Terminal.result(
                    "\(name):\(finding.line): \(finding.level.rawValue): \(finding.reason) [\(finding.style.rawValue)]")
                Terminal.result("    \(finding.excerpt)")
            }
            return
        }
        let findings = report.findings.map { finding -> JSONValue in
            .object([
                "line": .int(finding.line), "style": .string(finding.style.rawValue), "reason": .string(finding.reason),
                "excerpt": .string(finding.excerpt), "level": .string(finding.level.rawValue),
            ])
        }
        Terminal.result(
            try CanonicalJSON.string(
                JSONValue.object([
                    "path": .string(name), "injected": .bool(report.isInjected),
                    "level": .string(report.level.rawValue),
                    "score": .double(Double(report.score)), "findings": .array(findings),
                ])))
    }
}
