/// A change of one file, as a model asked for it.
public struct FileEdit: Sendable, Hashable {
    /// What to do with the file.
    public enum Change: Sendable, Hashable {
        /// A new file with this text; it is an error if the file exists.
        case create(String)
        /// The file's whole text, whether it exists or not.
        case write(String)
        /// Some lines of an existing file; none for a mere move.
        case replace([Replacement])
        /// The file is removed.
        case delete
    }

    /// Path relative to the workspace, as the model wrote it.
    public var path: String
    /// What to do with the file.
    public var change: Change
    /// The path that the file gets, when it is moved.
    public var movedTo: String?

    /// Creates an edit.
    public init(path: String, change: Change, movedTo: String? = nil) {
        self.path = path
        self.change = change
        self.movedTo = movedTo
    }
}

/// Lines to find in a file, and what becomes of them.
public struct Replacement: Sendable, Hashable {
    /// A line of the change.
    public enum Line: Sendable, Hashable {
        /// The file has it and keeps it.
        case keep(String)
        /// The file has it and loses it.
        case remove(String)
        /// The file gets it.
        case add(String)
    }

    /// The lines in order.
    public var lines: [Line]
    /// Lines that come somewhere before, outermost first (`class Shelf:`, `def put(self):`).
    public var anchors: [String]
    /// The line, from 1, where the model says that it is; a hint that only decides between equal places.
    public var lineHint: Int?
    /// Whether the lines are the file's last ones.
    public var isAtEnd: Bool

    /// Creates a replacement.
    public init(lines: [Line], anchors: [String] = [], lineHint: Int? = nil, isAtEnd: Bool = false) {
        self.lines = lines
        self.anchors = anchors
        self.lineHint = lineHint
        self.isAtEnd = isAtEnd
    }

    /// Creates a replacement of a block by another; lines that both begin or end with are kept.
    ///
    /// - Parameters:
    ///   - old: the lines that the file has.
    ///   - new: the lines that it gets.
    public init(old: [String], new: [String]) {
        let shorter = min(old.count, new.count)
        var head = 0
        while head < shorter && old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < shorter - head && old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        let kept = old[..<head].map(Line.keep)
        let removed = old[head..<(old.count - tail)].map(Line.remove)
        let added = new[head..<(new.count - tail)].map(Line.add)
        self.init(lines: kept + removed + added + old[(old.count - tail)...].map(Line.keep))
    }

    /// The lines that the file has to have.
    public var old: [String] {
        lines.compactMap { line in
            switch line {
            case .keep(let text), .remove(let text): text
            case .add: nil
            }
        }
    }

    /// The lines that the file has afterwards.
    public var new: [String] {
        lines.compactMap { line in
            switch line {
            case .keep(let text), .add(let text): text
            case .remove: nil
            }
        }
    }
}
