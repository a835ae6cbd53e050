public import AnnealFoundation

/// A file of secret values or of their key cannot be used.
public struct SecretVaultError: DescribedError, Hashable {
    /// Why.
    public enum Code: String, Sendable, Hashable {
        /// It is not what was written, or is no such file.
        case unreadable
        /// It was written with another owner's key, or changed since.
        case wrongKey
        /// Others may read or write it.
        case open
        /// It is a link, a folder or a device.
        case notAFile
        /// The system does not do it.
        case system
    }

    /// Why.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { code == .system ? .failure : .badInput }

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: why.
    ///   - message: what happened, without any value.
    ///   - place: the file.
    ///   - remedy: what to do.
    public init(code: Code, message: String, place: String?, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
