public import AnnealFoundation

/// A repository cannot be indexed or searched.
public struct IndexError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// There is no such folder.
        case noFolder
        /// The index's file cannot be opened or written.
        case store
        /// The index holds what it cannot hold, also after it was made anew.
        case corrupt
        /// A query or an option cannot be used.
        case query
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file or folder.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { code == .store ? .failure : .badInput }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    /// An entry of the index that does not end where it must.
    static func corrupt(_ what: String) -> IndexError {
        IndexError(
            code: .corrupt, message: "the index is damaged: \(what)",
            remedy: "run `anneal context index --rebuild`")
    }

    /// The same error, with the file that it is about.
    func about(index path: String) -> IndexError {
        guard code == .corrupt else { return self }
        var error = self
        error.place = path
        error.remedy = "remove the file, or run `anneal context index --rebuild --index \(path)` there"
        return error
    }
}
