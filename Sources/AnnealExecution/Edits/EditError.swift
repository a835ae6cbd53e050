public import AnnealFoundation

/// Edits cannot be read or applied; nothing was changed.
public struct EditError: DescribedError, Hashable {
    /// One thing that is wrong.
    public struct Failure: Sendable, Hashable {
        /// What kind of failure.
        public enum Code: String, Sendable, Hashable {
            /// The answer has no edit in this format.
            case noEdits
            /// An edit is incomplete or not in the format.
            case malformed
            /// The lines to replace are not in the file.
            case noMatch
            /// The lines to replace are in the file several times.
            case ambiguous
            /// The file to change does not exist.
            case missingFile
            /// The file to create exists.
            case existingFile
            /// The path may not be written.
            case refusedPath
            /// The file is no text.
            case notText
            /// The system refused to write.
            case notWritten
        }

        /// What kind of failure.
        public var code: Code
        /// The file, if it is known.
        public var path: String?
        /// What is wrong, in a sentence without a full stop at its end.
        public var message: String
        /// What the model should write instead; may show lines of the file.
        public var correction: String

        /// Creates a failure.
        public init(code: Code, path: String? = nil, message: String, correction: String) {
            self.code = code
            self.path = path
            self.message = message
            self.correction = correction
        }
    }

    /// Everything that is wrong, in the order of the edits.
    public var failures: [Failure]

    /// Creates an error.
    public init(_ failures: [Failure]) { self.failures = failures }

    /// Creates an error of one failure.
    public init(code: Failure.Code, path: String? = nil, message: String, correction: String) {
        failures = [Failure(code: code, path: path, message: message, correction: correction)]
    }

    /// What happened.
    public var message: String {
        guard let first = failures.first else { return "the edits cannot be applied" }
        return failures.count == 1 ? first.message : "\(first.message), and \(failures.count - 1) more failures"
    }

    /// The file.
    public var place: String? { failures.first?.path }
    /// What to do.
    public var remedy: String? { failures.first?.correction }
    /// The exit code for the command line.
    public var exitCode: ExitCode { .failure }

    /// What a model is told: every failure with what to correct.
    public var textForModel: String {
        let list = failures.map { failure in
            "- \(failure.path.map { "\($0): " } ?? "")\(failure.message).\n  \(failure.correction)"
        }
        let head = failures.count == 1 ? "The edit failed" : "\(failures.count) edits failed"
        return "\(head); nothing was changed.\n" + list.joined(separator: "\n")
    }
}
