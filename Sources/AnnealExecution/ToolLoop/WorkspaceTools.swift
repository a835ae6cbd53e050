internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation

/// The tools that look at the files of a workspace and run commands in it.
///
/// Everything that they tell is sorted and free of times and of the folder's place, so that the same answers of the
/// model lead to the same conversation.
struct WorkspaceTools: Sendable {
    /// Files that one search command is given.
    private static let filesPerSearch = 500

    /// Absolute path of the workspace.
    let root: String
    /// The sandbox for every command.
    let sandbox: any Sandbox
    /// Limits of each command.
    let limits: SandboxLimits
    /// Lets commands pass or not.
    var gate = CommandGate()
    /// The task, for the record.
    var task: String?
    /// Knows what the task has read.
    var watch = TextWatch()
    /// Bytes of a failed command's output that are shown.
    var outputBytes = 12_000

    private var mayConnect: Bool { watch.level(of: task) == .none }

    /// Shows lines of a file.
    func read(_ request: ToolRequest) -> ToolResult {
        let path: WorkspacePath
        do throws(EditError) {
            path = try WorkspacePath(request.text("path"), in: root)
        } catch {
            let reason = error.failures.first.map { "\($0.message). \($0.correction)" } ?? error.message
            return Self.failed(request, reason)
        }
        guard let data = path.bytes() else {
            return Self.failed(request, "there is no file \(path.relative). list_files shows what there is.")
        }
        guard let file = TextFile(data) else { return Self.failed(request, "\(path.relative) is no text file.") }
        let count = file.lines.count
        guard count > 0 else {
            return ToolResult(text: "\(path.relative) is empty.", fact: "\(request.brief): empty")
        }
        let first = max(1, request.integer("from") ?? 1)
        let last = min(count, request.integer("to") ?? count)
        guard first <= last else {
            return Self.failed(request, "\(path.relative) has the lines 1 to \(count), none from \(first) to \(last).")
        }
        let lines = file.lines[(first - 1)..<last].map(\.text).joined(separator: "\n")
        let range = "lines \(first)–\(last) of \(count)"
        return ToolResult(text: "\(path.relative), \(range):\n\(lines)", fact: "\(request.brief): \(range)")
    }

    /// Lists the text files.
    func list(_ request: ToolRequest) async throws -> ToolResult {
        let files = try await files(below: request.text("path"))
        let heading = "\(files.count) files"
        return ToolResult(
            text: files.isEmpty ? "no files" : "\(heading):\n" + files.joined(separator: "\n"),
            fact: "\(request.brief): \(heading)")
    }

    /// Looks for a pattern with grep, whose regular expressions always end.
    func search(_ request: ToolRequest) async throws -> ToolResult {
        let pattern = request.text("pattern")
        guard !pattern.isEmpty, !pattern.contains(where: \.isNewline) else {
            return Self.failed(request, "the pattern is empty or has several lines; it is looked for in single lines.")
        }
        var files = try await files(below: request.text("path"))[...]
        var lines: [Substring] = []
        while !files.isEmpty {
            let part = files.prefix(Self.filesPerSearch)
            files = files.dropFirst(part.count)
            let command = Command(
                "grep", ["-H", "-n", "-I", request.truth("regex") ? "-E" : "-F", "-e", pattern, "--"] + part)
            let result: CommandResult
            do {
                result = try await sandbox.run(command, workspace: root, limits: limits)
            } catch let error as ProcessError {
                return Self.failed(request, "the search cannot be started: \(error.message)")
            }
            guard result.shellStatus <= 1 else {
                let reason = result.ending == .timedOut ? "it took too long" : plain(result.standardError)
                return Self.failed(request, "the search failed: \(reason)")
            }
            lines += result.standardOutput.split(separator: "\n")
        }
        guard !lines.isEmpty else {
            return ToolResult(text: "No line holds this.", fact: "\(request.brief): no lines")
        }
        return ToolResult(
            text: lines.map { String($0.prefix(300)) }.joined(separator: "\n"),
            fact: "\(request.brief): \(lines.count) lines")
    }

    /// Runs a shell command.
    func run(_ request: ToolRequest) async throws -> ToolResult {
        let admission: CommandGate.Admission
        do {
            admission = try await gate.admit(request.text("command"), workspace: root, task: task)
        } catch let error as AuditError {
            throw SandboxError(code: .refused, message: error.message, place: error.place, remedy: error.remedy)
        }
        if case .refused(let refusal) = admission {
            let way = refusal.flag.map { " A person can allow it with \($0)." } ?? ""
            return Self.failed(
                request,
                "the guard refuses it: \(refusal.reason) [\(refusal.rule)].\(way) Do it in another way or without it.")
        }
        // The shell whose language the guard has read.
        let shell = CommandShell.ofCommands
        let command = Command(
            shell.path, shell.arguments + [request.text("command")], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        let result: CommandResult
        do {
            // Whoever has read instructions to models stays without a network.
            let place = mayConnect ? sandbox.connected : sandbox
            result = try await place.run(command, workspace: root, limits: limits)
        } catch let error as ProcessError {
            return Self.failed(request, "the command cannot be started: \(error.message)")
        }
        let ending = result.ending == .timedOut ? "stopped: it took too long" : "exit status \(result.shellStatus)"
        var output = plain(
            [result.standardOutput, result.standardError].filter { !$0.isEmpty }.joined(separator: "\n"))
        if result.shellStatus != 0 { output = FailureReducer().reduce(output, limit: outputBytes) }
        return ToolResult(
            text: "\(ending)\n\(output.isEmpty ? "(no output)" : output)", fact: "\(request.brief): \(ending)",
            succeeded: result.shellStatus == 0)
    }

    /// A tool that did not do what it was asked.
    static func failed(_ request: ToolRequest, _ reason: String) -> ToolResult {
        let line = reason.split(whereSeparator: \.isNewline).first.map { String($0.prefix(120)) } ?? ""
        return ToolResult(
            text: "\(request.tool.rawValue) failed: \(reason)", fact: "\(request.brief): failed, \(line)",
            succeeded: false)
    }

    private func files(below path: String) async throws -> [String] {
        let files = try await Project.scan(root: root, specification: nil).files
        let folder = PathMention.stripped(path).split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        guard !folder.isEmpty else { return files }
        return files.filter { $0 == folder || $0.hasPrefix(folder + "/") }
    }

    /// Output without what differs each time: the workspace's place, and how long tests took.
    private func plain(_ output: String) -> String {
        output.replacing(root + "/", with: "").replacing(root, with: ".")
            .replacing(/\bin \d+\.\d+ ?s\b/, with: "in …s").replacing(/duration_ms \d+(\.\d+)?/, with: "duration_ms …")
    }
}
