import AnnealSafety
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks the person at the terminal about a command.
enum ApprovalPrompt {
    /// A way to ask; `nil` where nobody can answer.
    static func asking(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> CommandGate.Asking? {
        guard isatty(0) == 1, isatty(2) == 1, environment["CI"] == nil else { return nil }
        return { question in
            Terminal.note(text(of: question))
            while let line = readLine() {
                if let answer = answer(line) { return answer }
                Terminal.note("o, r, a or n?")
            }
            return nil
        }
    }

    /// What the person sees.
    static func text(of question: CommandGate.Question) -> String {
        var lines = [
            "\(question.task.map { "\($0) wants" } ?? "A task wants") to run:",
            "    " + question.command.replacing("\n", with: "\n    "),
        ]
        lines.append("\(question.judgement.reason) [\(question.judgement.rule)]")
        lines.append("[o]nce, this [r]un, [a]lways for this project, [n]o?")
        return lines.joined(separator: "\n")
    }

    /// What a line means; `nil` where it means nothing.
    static func answer(_ line: String) -> CommandGate.Answer? {
        switch line.filter({ $0 != " " }).lowercased() {
        case "o", "once", "y", "yes": .once
        case "r", "run": .run
        case "a", "always": .project
        case "n", "no", "": .no
        default: nil
        }
    }
}
