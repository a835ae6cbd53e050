internal import AnnealContext
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

/// The requests that the workflow sends for one file of a task.
///
/// Stable parts come first (role, specification, the code that exists), then the task, then what failed, so that the
/// server's prefix cache pays for each part once.
struct TaskPrompt: Sendable {
    /// The specification.
    var specification: SpecDocument
    /// The task.
    var task: PlanTask
    /// The requirements of the task.
    var requirements: [Requirement]
    /// The file that is to be written.
    var path: String
    /// Its language.
    var language: any Language
    /// The file's text before the task; empty for a new file.
    var present: String
    /// Other files that the task has to see, by path: whole, or an outline where they are long.
    var related: [(path: String, text: String)]
    /// What else the task's code may use of other files, and the rules of the repository.
    var view = RepositoryView()
    /// Names to define in this file, with their signatures where the specification gives them.
    var interfaces: [Interface]
    /// Functions that exist and have to do with the task.
    var helpers: [Interface] = []
    /// Functions of the repository that may have to do with the task: some requests name them as what can be called. Where
    /// they have nothing to do with it, a model that is told to call them does so all the same.
    var existing: [Interface] = []
    /// Requirements that the task's functions meet already.
    var kept: [Requirement] = []
    /// The checks of the task, for the model to see.
    var checks: [Check]
    /// Whether the answer begins inside of a code block that the request opens.
    var opensAnswer: Bool
    /// Whether it goes on from the head of the task's function.
    var givesHead = true
    /// Whether that head says all that the requirement says, not its first sentence alone.
    var givesDocumentation = true
    /// Whether a function that takes a text apart begins with the expression that its examples show.
    var usesForm = true
    /// A call with its right result, which answers so far got wrong: an answer that works an example through takes this
    /// one.
    var misread: String?
    /// What earlier runs say of the task, marked as such.
    var experience: String?

    /// The request for a first answer.
    ///
    /// - Parameter style: how it is put.
    /// - Returns: the conversation.
    func messages(style: Workflow.Style) -> [ChatMessage] {
        var messages = [
            ChatMessage(.system, Self.role(language: language.name)),
            ChatMessage(
                .user,
                [context, view.rules, code, work, instruction(style)].filter { !$0.isEmpty }.joined(separator: "\n\n")),
        ]
        if opensAnswer { messages.append(ChatMessage(.assistant, opening(style))) }
        return messages
    }

    /// The request for a better answer than one that failed.
    ///
    /// - Parameters:
    ///   - code: what the model wrote before.
    ///   - failures: what went wrong, in a form that fits into the context.
    /// - Returns: the conversation.
    func messages(repairing code: String, failures: String) -> [ChatMessage] {
        var messages = Array(messages(style: .direct).prefix(2))
        messages.append(ChatMessage(.assistant, "```\(language.name)\n\(code)```"))
        messages.append(
            ChatMessage(
                .user,
                """
                This code is not right yet. When it was run, this happened:

                \(failures)

                Find the cause, then write the corrected complete code of \(wanted). Answer with one \
                \(language.name) code block.
                """))
        // The head again, so that its documentation is not copied either.
        if opensAnswer { messages.append(ChatMessage(.assistant, opening(.headed))) }
        return messages
    }

    /// The request for calls that tell right answers from wrong ones.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - form: how they are to be written.
    /// - Returns: the conversation; its beginning is that of `messages(style:)`, so that the server has read it already.
    func messages(suggesting count: Int, form: SuggestedChecks.Form) -> [ChatMessage] {
        let instruction = form == .calls ? wordingOfCalls(count) : wordingOfTests(count)
        var messages = [
            ChatMessage(.system, Self.role(language: language.name)),
            ChatMessage(
                .user, [context, view.rules, code, work, instruction].filter { !$0.isEmpty }.joined(separator: "\n\n")),
        ]
        if opensAnswer {
            let start = form == .tests ? testOpening : callOpening
            messages.append(ChatMessage(.assistant, opening(.direct) + start))
        }
        return messages
    }

    /// With what the answer to a request for tests begins.
    var testOpening: String {
        language.name == "python" ? "def test_1():\n" : "test(\"1\", async () => {\n"
    }

    /// With what the answer to a request for calls begins: an example, so that the model goes on with calls and does not
    /// write the code.
    private var callOpening: String {
        let mark = language.name == "python" ? "#" : "//"
        for check in checks where check.example.setup.isEmpty && !check.example.call.contains("\n") {
            if case .value(let value) = check.example.expectation, !value.contains("\n") {
                return "\(check.example.call)  \(mark) => \(value)\n"
            }
        }
        return ""
    }

    private func wordingOfTests(_ count: Int) -> String {
        let manner =
            language.name == "python"
            ? "functions `test_1`, `test_2` and so on, with `assert` and `pytest.raises`"
            : "`test(\"1\", async () => { … });` and so on, with node's `assert.deepEqual` and `assert.throws`"
        return """
            Do not write the code yet. Write up to \(count) short tests of \(wanted), each for another sentence of the \
            task: \(manner). Each builds the little that it needs and asserts once or twice. No imports, no comments. \
            Answer with one \(language.name) code block.
            """
    }

    private func wordingOfCalls(_ count: Int) -> String {
        let mark = language.name == "python" ? "#" : "//"
        return """
            Do not write the code yet. Write \(count) calls of \(wanted) that show what the task asks for: usual cases \
            first, then the limits and errors that it names. Arguments are literals; one call a line, with its value in \
            a comment, such as
            ```
            f(1)  \(mark) => 2
            f(-1)  \(mark) raises ValueError
            ```
            Answer with one \(language.name) code block.
            """
    }

    /// Names that the answer has to define.
    var names: [String] { interfaces.map(\.name) }

    static func role(language: String) -> String {
        """
        You are an expert \(language) programmer. You write complete, correct and simple code that follows the \
        specification to the letter: exact texts of errors, exact formats, every case it names.
        """
    }

    private func opening(_ style: Workflow.Style) -> String {
        let mark = language.name == "python" ? "#" : "//"
        return switch style {
        case .direct: "```\(language.name)\n"
        case .headed: "```\(language.name)\n\(head ?? "")"
        case .planFirst: "```\(language.name)\n\(mark) Plan:\n\(mark) 1."
        case .exampleFirst: "```\(language.name)\n\(mark) Example, step by step:\n\(mark)"
        case .begun: "```\(language.name)\n\(beginning ?? "")"
        }
    }

    /// An answer with its beginning, which some servers repeat and others leave out.
    ///
    /// - Parameters:
    ///   - answer: the model's text.
    ///   - style: how it was asked for.
    /// - Returns: the whole text.
    func completed(_ answer: String, style: Workflow.Style) -> String {
        // A fence of its own begins the answer anew.
        guard opensAnswer, !answer.drop(while: \.isWhitespace).hasPrefix("```") else { return answer }
        return (style == .begun ? withoutNotes(answer) : nil) ?? opening(style) + answer
    }

    /// The function that the task is about, when it is one.
    var function: Interface? {
        let functions = interfaces.filter { $0.kind == .function }
        return functions.count == 1 && requirements.count == 1 ? functions.first : nil
    }

    /// The head of the function that the task is about. A model that begins it itself repeats the whole of its
    /// documentation first.
    private var head: String? {
        guard givesHead, let function, interfaces.count == 1, let requirement = requirements.first else { return nil }
        let summary =
            givesDocumentation
            ? Self.documentation(of: function, in: requirement) : Self.summary(of: function, in: requirement)
        return language.beginning(of: function, in: present, path: path, kind: .head(summary: summary))
    }

    private var context: String {
        let sections = specification.context.map { section in
            section.heading.isEmpty || section.heading == specification.title
                ? section.text
                : "\(String(repeating: "#", count: max(2, section.level))) \(section.heading)\n\(section.text)"
        }
        return (["# \(specification.title)"] + sections).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var code: String {
        // What other files have changes least from task to task.
        let others = view.files.map { (path: $0.path, text: $0.text) }
        var parts = (others + related).map { "`\($0.path)`:\n```\n\($0.text)\n```" }
        if !present.isEmpty { parts.append("`\(path)` as it is now:\n```\(language.name)\n\(present)\n```") }
        return parts.isEmpty ? "" : "# Code that exists\n\n" + parts.joined(separator: "\n\n")
    }

    private var work: String {
        let texts = requirements.map { "## \($0.title)\n\n\(TaskText.own($0, criteria: task.criteria))" }
        var text = ""
        if !kept.isEmpty {
            text += "# What \(wanted) does already and must go on doing\n\n"
            text += kept.map { "## \($0.title)\n\n\($0.text)" }.joined(separator: "\n\n") + "\n\n"
        }
        text += "# Your task: \(task.title)\n\n" + texts.joined(separator: "\n\n")
        let shown = checks.compactMap(Self.wording)
        if !shown.isEmpty {
            text += "\n\nThe code will be run on these examples:\n" + shown.map { "- \($0)" }.joined(separator: "\n")
        }
        if let experience { text += "\n\n" + experience }
        return text
    }

    private var wanted: String {
        if interfaces.isEmpty { return "`\(path)`" }
        return interfaces.map { "`\($0.wording)`" }.joined(separator: ", ")
    }

    private func instruction(_ style: Workflow.Style) -> String {
        let scope =
            present.isEmpty
            ? "Write the file `\(path)` with \(wanted) and everything that it needs (imports, constants)."
            : """
            Write \(wanted) for the file `\(path)`. Answer with the complete code of each function or class that is \
            new or changes, and the imports that it needs; leave out what stays as it is.
            """
        let manner =
            switch style {
            case .direct, .headed, .begun: ""
            case .planFirst: " Begin the code with a numbered plan in short comments, one step a line."
            case .exampleFirst:
                misread.map {
                    " Others read the task in another way and got this wrong: \($0). Begin the code with short comments that "
                        + "tell why this is the right result, and write code that gives it."
                } ?? " Begin the code with one example worked through step by step in short comments."
            }
        let callees = style == .begun ? helpers + existing : helpers
        let calls = callees.map { "`\($0.wording)`" }.joined(separator: ", ")
        let reuse = calls.isEmpty ? "" : " Call what exists where it helps: \(calls)."
        return
            "\(scope)\(reuse)\(manner) No usage examples, no explanations. Answer with one \(language.name) code block."
    }

    private static func wording(_ check: Check) -> String? {
        let call = (check.example.setup + [check.example.call]).joined(separator: "; ")
        switch check.example.expectation {
        case .value(let value): return "`\(call)` gives `\(value)`"
        case .error(let type, let message):
            let text = message.map { " with the text `\($0)`" } ?? ""
            return "`\(call)` raises \(type.map { "`\($0)`" } ?? "an error")\(text)"
        case .output(let output, let error, let status):
            var parts: [String] = []
            if let output { parts.append("prints:\n```\n\(output)\n```") }
            if let error { parts.append("writes to standard error:\n```\n\(error)\n```") }
            if let status { parts.append("exits with \(status)") }
            return "`\(call)` " + parts.joined(separator: ", ")
        }
    }
}
