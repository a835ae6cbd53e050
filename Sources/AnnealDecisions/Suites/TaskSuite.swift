public import AnnealFoundation
public import Foundation

/// The tasks of a suite, in the order of their file.
public struct TaskSuite: Sendable, Hashable {
    /// The tasks; no two have the same identifier.
    public let tasks: [SuiteTask]

    /// Reads a suite: an object on each line.
    ///
    /// - Parameter path: the file.
    /// - Throws: `SuiteError` that names the line.
    public init(path: String) throws(SuiteError) {
        let data: Data
        do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw SuiteError(
                message: "the suite cannot be read: \(error.localizedDescription)", place: path,
                remedy: "give a file with one task, a JSON object, on each line")
        }
        try self.init(data, name: path)
    }

    /// Reads a suite.
    ///
    /// - Parameters:
    ///   - data: an object on each line; empty lines are left out.
    ///   - name: of the file, for errors.
    /// - Throws: `SuiteError` that names the line.
    public init(_ data: Data, name: String) throws(SuiteError) {
        var tasks: [SuiteTask] = []
        var seen: Set<String> = []
        for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 32 }) else { continue }
            let place = "\(name):\(index + 1)"
            let task: SuiteTask
            do { task = try CanonicalJSON.decode(SuiteTask.self, from: Data(line)) } catch {
                throw SuiteError(message: "this is no task: \(Self.told(error))", place: place)
            }
            try Self.check(task, place: place)
            guard seen.insert(task.id).inserted else {
                throw SuiteError(message: "there are two tasks '\(task.id)'", place: place)
            }
            tasks.append(task)
        }
        guard !tasks.isEmpty else { throw SuiteError(message: "there is no task in the suite", place: name) }
        self.tasks = tasks
    }

    /// What of a decoding error helps a person.
    private static func told(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' is of another kind"
        case .dataCorrupted(let context): context.codingPath.isEmpty ? "it is no JSON" : context.debugDescription
        default: "\(error)"
        }
    }

    private static func check(_ task: SuiteTask, place: String) throws(SuiteError) {
        let allowed = task.id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard allowed, !task.id.isEmpty, !task.id.hasPrefix(".") else {
            throw SuiteError(
                message: "'\(task.id)' cannot be an identifier", place: place,
                remedy: "use letters, digits, '-', '_' and '.'")
        }
        guard !task.hidden.isEmpty, !task.reference.isEmpty, !task.command.isEmpty, !task.spec.isEmpty else {
            throw SuiteError(message: "spec, hidden, command and reference must not be empty", place: place)
        }
        for path in [task.files, task.hidden, task.reference].flatMap(\.keys) {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            guard !parts.contains(where: { ["", ".", "..", ".git"].contains($0) }) else {
                throw SuiteError(
                    message: "'\(path)' is no path within a repository", place: place,
                    remedy: "use relative paths without '..'")
            }
        }
    }
}

/// A suite of tasks, or outcomes recorded on one, cannot be used.
public struct SuiteError: DescribedError, Hashable {
    /// What happened.
    public var message: String
    /// The file and line.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode

    /// Creates an error.
    public init(
        message: String, place: String? = nil,
        remedy: String? = "docs/learning.md has the format of suites and outcomes",
        exitCode: ExitCode = .badInput
    ) {
        self.message = message
        self.place = place
        self.remedy = remedy
        self.exitCode = exitCode
    }
}
