internal import Foundation

extension SpecDocument {
    /// The largest document that is read, in bytes.
    public static let sizeLimit = 16 << 20

    /// Reads a specification from a file, or from a folder that holds exactly one.
    ///
    /// A folder may be one of Spec Kit (`spec.md`), Kiro (`requirements.md`) or OpenSpec (`specs/NAME/spec.md`).
    ///
    /// - Parameter path: the file or folder.
    /// - Returns: the document.
    /// - Throws: `SpecError` when there is no such file or its content cannot be used.
    public static func read(path: String) throws(SpecError) -> SpecDocument {
        let path = try SpecLocator.file(for: path)
        return try SpecDocument(bytes: SpecLocator.bytes(of: path), path: path)
    }

    /// Reads a specification from a text.
    ///
    /// - Parameters:
    ///   - text: the whole document.
    ///   - path: where it comes from, for messages.
    /// - Throws: `SpecError` when it is empty, too large, or nested too deeply, or its front matter is not YAML.
    public init(parsing text: String, path: String) throws(SpecError) {
        try self.init(bytes: Array(text.utf8), path: path)
    }

    /// Reads a specification from bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole document.
    ///   - path: where it comes from, for messages.
    /// - Throws: `SpecError` when the bytes are not UTF-8 text or cannot be used otherwise.
    public init(bytes: [UInt8], path: String) throws(SpecError) {
        try SpecLocator.check(bytes, path: path)
        self = try SpecParser.parse(bytes, path: path)
    }
}
