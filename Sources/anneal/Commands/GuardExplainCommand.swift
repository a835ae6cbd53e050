import AnnealFoundation
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal guard explain -- COMMAND…`: everything that a command does, with the rule for each.
struct GuardExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show what a command does, and which rule says what to it.",
        discussion: "Without a command the built-in rules are printed, as a policy of your own could be written.")

    @Argument(parsing: .captureForPassthrough, help: "The command, after --.") var command: [String] = []

    func run() async throws {
        try await reportingErrors(json: false) {
            guard !command.isEmpty else {
                Terminal.result(PolicyDocument.standardText)
                return .verified
            }
            let text = GuardDesk.text(of: command)
            let judgement = try GuardDesk().guardian().judge(text)
            Terminal.result("\(judgement.verdict.rawValue): \(judgement.reason) [\(judgement.rule)]")
            for finding in judgement.findings {
                let effect = finding.effect
                var line =
                    "  \(finding.answer.verdict.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0))  \(effect.action.rawValue)"
                if !effect.target.isEmpty { line += " \(effect.target)" }
                if let place = effect.place { line += " (\(place.rawValue))" }
                line += " [\(finding.answer.rule), \(finding.answer.layer.rawValue)]"
                let bytes = Array(text.utf8)
                if effect.range.end <= bytes.count, effect.range.end > effect.range.start,
                    effect.range.end - effect.range.start < bytes.count
                {
                    line += "  in: \(String(decoding: bytes[effect.range.start..<effect.range.end], as: UTF8.self))"
                }
                Terminal.result(line)
            }
            return .verified
        }
    }
}
