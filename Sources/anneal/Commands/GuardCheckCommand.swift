import AnnealFoundation
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal guard check -- COMMAND…`: what the guard says to a command.
struct GuardCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether a command would be allowed, asked or denied.",
        discussion: """
            Nothing is run. The exit status is 0 for allow, 3 for ask, 5 for deny. With --jsonl every line of a file is a \
            JSON object with a command; the same object comes back with verdict, rule and reason, and the status is 0.
            """)

    @Option(help: "A file with a JSON object a line; - reads the standard input.") var jsonl: String?
    @Flag(help: "One JSON object.") var json = false
    @Argument(parsing: .captureForPassthrough, help: "The command, after --.") var command: [String] = []

    func validate() throws {
        if jsonl == nil, command.isEmpty {
            throw ValidationError("there is no command: anneal guard check -- 'rm -rf build'")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let guardian = try GuardDesk().guardian()
            if let jsonl {
                try judgeLines(of: jsonl, with: guardian)
                return .verified
            }
            let text = GuardDesk.text(of: command)
            let judgement = guardian.judge(text)
            if json {
                Terminal.result(
                    try CanonicalJSON.string(
                        JSONValue.object([
                            "command": .string(text), "verdict": .string(judgement.verdict.rawValue),
                            "rule": .string(judgement.rule), "reason": .string(judgement.reason),
                        ])))
            } else {
                Terminal.result("\(judgement.verdict.rawValue): \(judgement.reason) [\(judgement.rule)]")
            }
            switch judgement.verdict {
            case .allow: return .verified
            case .ask: return .needsPerson
            case .deny: return .refused
            }
        }
    }

    private func judgeLines(of path: String, with guardian: CommandGuard) throws {
        let data: Data
        do {
            data =
                try path == "-"
                ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw GuardInputError(message: "the file cannot be read: \(error.localizedDescription)", place: path)
        }
        for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            guard case .object(var object)? = try? JSONDecoder().decode(JSONValue.self, from: Data(line)),
                case .string(let command)? = object["command"]
            else {
                throw GuardInputError(
                    message: "the line is no JSON object with a command", place: "\(path):\(index + 1)")
            }
            let judgement = guardian.judge(command)
            object["verdict"] = .string(judgement.verdict.rawValue)
            object["rule"] = .string(judgement.rule)
            object["reason"] = .string(judgement.reason)
            Terminal.result(try CanonicalJSON.string(JSONValue.object(object)))
        }
    }
}

/// Input of the guard's commands is not what they read.
struct GuardInputError: DescribedError {
    var message: String
    var place: String?
    var remedy: String? { "anneal help guard shows what is read" }
    var exitCode: AnnealFoundation.ExitCode { .badInput }
}
