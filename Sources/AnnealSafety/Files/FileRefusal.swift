public import AnnealFoundation

/// A file is not read or written.
public struct FileRefusal: DescribedError, Hashable {
    /// Why.
    public enum Code: String, Sendable, Hashable {
        /// The path leads out of the workspace, or is none.
        case outside
        /// A part of the path is a symbolic link, which may lead anywhere.
        case link
        /// It decides what runs later, outside of the sandbox, or how Anneal works.
        case protected
        /// It is a folder, a device, a socket, or has a second name elsewhere.
        case notAFile
        /// It is larger than files may be.
        case tooLarge
        /// It is not there.
        case missing
        /// The system does not do it.
        case system
    }

    /// Why.
    public var code: Code
    /// What is wrong.
    public var message: String
    /// The path as it was written.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .refused }

    /// Creates a refusal.
    public init(code: Code, message: String, place: String?, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
