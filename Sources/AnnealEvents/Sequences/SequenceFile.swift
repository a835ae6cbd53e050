internal import Foundation

/// Sessions in a text file: one a line, the kinds of its events in order, separated by blanks or tabs.
///
/// Empty lines are left out, and the number of a session's line is kept, so that a result can name its place.
public struct SequenceFile: Sendable, Hashable {
    /// One line.
    public struct Session: Sendable, Hashable {
        /// The line, from 1.
        public var line: Int
        /// The kinds of its events in order, at least one.
        public var kinds: [String]
    }

    /// The sessions in the order of the file.
    public var sessions: [Session]

    /// Reads a file.
    ///
    /// - Parameter path: UTF-8.
    /// - Throws: `SequenceError` when it cannot be read, is not UTF-8 or holds no session.
    public init(contentsOf path: String) throws(SequenceError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SequenceError(
                code: .unreadable, message: "the file of sequences cannot be read", place: path,
                remedy: "check that it is there and may be read")
        }
        try self.init(bytes: Array(data), path: path)
    }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - path: the name for errors.
    /// - Throws: `SequenceError` when a line is not UTF-8 or no line holds a session.
    public init(bytes: [UInt8], path: String) throws(SequenceError) {
        sessions = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            var kinds: [String] = []
            for word in line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                guard let kind = String(validating: word, as: UTF8.self) else {
                    throw SequenceError(
                        code: .malformed, message: "the line is not UTF-8 text", place: "\(path):\(index + 1)",
                        remedy: "give one session a line, the kinds of its events separated by blanks")
                }
                kinds.append(kind)
            }
            if !kinds.isEmpty { sessions.append(Session(line: index + 1, kinds: kinds)) }
        }
        guard !sessions.isEmpty else {
            throw SequenceError(
                code: .malformed, message: "the file holds no session", place: path,
                remedy: "give one session a line, the kinds of its events separated by blanks")
        }
    }
}
