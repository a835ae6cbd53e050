import AnnealSafety
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks the person at the terminal about commands and changes of files, one after the other: an answer is to the question
/// that was shown last.
///
/// An actor whose questions are asked without an await, so that tasks that ask at the same time wait for each other.
actor ApprovalPrompt {
    private let show: @Sendable (String) -> Void
    private let read: @Sendable () -> String?

    /// Prepares a prompt.
    ///
    /// - Parameters:
    ///   - show: shows lines to the person.
    ///   - read: the person's next line; `nil` at the end of the input.
    init(show: @escaping @Sendable (String) -> Void, read: @escaping @Sendable () -> String?) {
        self.show = show
        self.read = read
    }

    /// A way to ask; `nil` where nobody can answer.
    static func asking(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> CommandGate.Asking? {
        guard isatty(0) == 1, isatty(2) == 1, environment["CI"] == nil else { return nil }
        let prompt = ApprovalPrompt(show: { Terminal.note($0) }, read: { readLine() })
        return { await prompt.ask($0) }
    }

    /// Asks, and waits for the answer.
    func ask(_ question: CommandGate.Question) -> CommandGate.Answer? {
        show(Self.text(of: question))
        while let line = read() {
            if let answer = Self.answer(line) { return answer }
            show("o, r, a or n?")
        }
        return nil
    }

    /// Lines of a difference that are shown.
    static let longest = 60
    /// Characters of each that are shown.
    private static let widest = 400

    /// What the person sees.
    static func text(of question: CommandGate.Question) -> String {
        let task = question.task.map { VisibleText.line($0) } ?? "A task"
        let reason = "\(VisibleText.line(question.reason)) [\(VisibleText.line(question.rule))]"
        switch question.subject {
        case .command(let command, _):
            return """
                \(task) wants to run:
                    \(VisibleText.lines(command).joined(separator: "\n    "))
                \(reason)
                [o]nce, this [r]un, [a]lways for this project, [n]o?
                """
        case .write(let write):
            let lines = write.difference.shown(limit: longest).map { shown($0) }
            return """
                \(task) wants to change \(VisibleText.line(write.path)):
                    \(lines.joined(separator: "\n    "))
                \(reason)
                [o]nce, any change of this file in this [r]un, [a]lways for this project, [n]o?
                """
        }
    }

    /// A line of a file; a long one is cut, and says so.
    private static func shown(_ line: String) -> String {
        let visible = VisibleText.line(line)
        guard visible.count > widest else { return visible }
        return "\(visible.prefix(widest))… (\(visible.count - widest) more characters)"
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
