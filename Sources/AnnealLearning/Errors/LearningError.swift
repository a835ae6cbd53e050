/// What can go wrong in learning: each error says what happened, where, and what to do.
public struct LearningError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of errors.
    public enum Code: String, Sendable, Codable {
        /// Shapes or lengths that do not fit together.
        case shape
        /// A value outside of what is allowed: a rate below zero, no candidates, an empty batch.
        case invalidArgument
        /// A number that is not finite where one has to be.
        case notFinite
        /// A file or text that cannot be read as what it should be.
        case malformed
        /// A file or value of a version that is not known.
        case unsupported
        /// A library of the system that is missing or refuses.
        case library
        /// A file that cannot be read or written.
        case file
    }

    /// The kind of error.
    public var code: Code
    /// What happened, in one sentence without a full stop at its end.
    public var message: String
    /// Where: an operation, a file with its position, a parameter; `nil` when there is no such place.
    public var place: String?
    /// What the person can do about it; `nil` when nothing is known to help.
    public var remedy: String?

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: its kind.
    ///   - message: what happened.
    ///   - place: where.
    ///   - remedy: what to do.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    /// Up to three lines: what, where, what to do.
    public var description: String {
        var lines = ["error: \(message)"]
        if let place { lines.append("  at: \(place)") }
        if let remedy { lines.append("  try: \(remedy)") }
        return lines.joined(separator: "\n")
    }
}
