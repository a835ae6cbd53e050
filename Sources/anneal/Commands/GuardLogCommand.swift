import AnnealFoundation
public import AnnealSafety
public import ArgumentParser
import Foundation

extension AuditEntry.Subject: ExpressibleByArgument {}

/// `anneal guard log`: what the guard judged, and what went to models and came from them.
struct GuardLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show what the guard judged, and who decided.")

    @Option(help: "How many of the last entries.") var last = 50
    @Option(help: "Only entries of this kind.") var subject: AuditEntry.Subject?
    @Flag(help: "One JSON object an entry and line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            let audit = GuardDesk().audit
            var entries = try audit.entries(last: subject == nil ? last : nil)
            if let subject { entries = Array(entries.filter { $0.subject == subject }.suffix(max(0, last))) }
            for entry in entries {
                if json {
                    Terminal.result(String(decoding: try encoder.encode(entry), as: UTF8.self))
                } else {
                    let details = entry.exchange.map { ": \($0.summary)" } ?? ""
                    let text = VisibleText.line(entry.text) + details
                    let who = entry.decider == .policy ? "" : " (\(entry.decider.rawValue))"
                    Terminal.result(
                        "\(entry.time.formatted(.iso8601)) \(entry.verdict.rawValue)\(who) \(entry.subject.rawValue) \(text) [\(entry.rule)]"
                    )
                }
            }
            return .verified
        }
    }
}

/// `anneal guard verify`: whether the record is complete and unchanged.
struct GuardVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that nothing in the guard's record was changed, removed or put in.",
        discussion: "Exits with 0 when the chain of digests holds, with 5 otherwise.")

    func run() async throws {
        try await reportingErrors(json: false) {
            let audit = GuardDesk().audit
            let verification = try audit.verify()
            if let fault = verification.fault {
                Terminal.result("\(audit.file.path): \(fault)")
                return .refused
            }
            Terminal.result(
                "\(audit.file.path): \(verification.lines) entries, unbroken\(verification.head.map { ", last digest \($0)" } ?? "")"
            )
            return .verified
        }
    }
}
