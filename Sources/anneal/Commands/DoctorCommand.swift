import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check git, sandbox, model and disk; say how to mend what is missing.",
        discussion: "Changes nothing, fetches nothing and starts no model. Exit code 1 when runs would not work; "
            + "with --backends when a server cannot be used.")

    @Option(help: "The repository whose configuration counts.") var repo = "."
    @Flag(help: "Check the servers that the settings name, and nothing else.") var backends = false
    @Flag(help: "One JSON object a line.") var json = false
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await reportingErrors(json: json) {
            let doctor = Doctor(
                launcher: SystemProcessLauncher(), environment: ProcessInfo.processInfo.environment,
                repository: absolutePath(repo), flags: options.flags)
            let findings = backends ? await doctor.backendFindings() : try await doctor.findings()
            for finding in findings { try show(finding) }
            let failed = findings.contains { $0.status == .fail }
            if !json {
                Terminal.result("\n" + Self.verdict(failed: failed, backends: backends))
            }
            return failed ? .failure : .verified
        }
    }

    private static func verdict(failed: Bool, backends: Bool) -> String {
        if backends { return failed ? "nothing is shared for now; runs go on without" : "what is shared can be shared" }
        return failed ? "runs do not work here yet" : "runs work here"
    }

    private func show(_ finding: Finding) throws {
        guard !json else {
            var members = try JSONValue(encoding: finding).objectValue ?? [:]
            members["type"] = "check"
            return Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
        }
        let colored = isatty(1) == 1 && Terminal.current().usesColor
        let style: Terminal.Style =
            switch finding.status {
            case .ok: .good
            case .warn: .doubtful
            case .fail: .bad
            }
        let mark = finding.status.rawValue.padding(toLength: 4, withPad: " ", startingAt: 0)
        let topic = finding.check.padding(toLength: 13, withPad: " ", startingAt: 0)
        Terminal.result("\(colored ? Terminal.current().styled(mark, style) : mark)  \(topic)  \(finding.message)")
        if let remedy = finding.remedy { Terminal.result("                     mend it: \(remedy)") }
    }
}
