/// Reads unified diffs, with or without git's extra lines. The line numbers are hints only: models count badly.
public struct UnifiedDiffParser: EditParser {
    /// Creates a parser.
    public init() {}

    /// Reads the diff; see `EditParser`.
    ///
    /// - Throws: `EditError` when there is none or a part has no file.
    public func parse(_ text: String) throws(EditError) -> [FileEdit] {
        var reading = Reading(lines: text.lines)
        while reading.index < reading.lines.count { try reading.step() }
        try reading.finishFile()
        guard !reading.edits.isEmpty else {
            throw EditError(
                code: .noEdits, message: "there is no unified diff",
                correction:
                    "Begin with '--- a/path' and '+++ b/path', then '@@' and lines with ' ', '-' or '+' in front.")
        }
        return reading.edits
    }

    /// The state between two lines.
    private struct Reading {
        let lines: [String]
        var index = 0
        var edits: [FileEdit] = []
        var old: String?
        var new: String?
        var hunks: [Replacement] = []

        mutating func step() throws(EditError) {
            let line = lines[index]
            if line.hasPrefix("diff --git ") {
                try finishFile()
            } else if line.hasPrefix("rename from ") {
                old = String(line.dropFirst("rename from ".count))
            } else if line.hasPrefix("rename to ") {
                new = String(line.dropFirst("rename to ".count))
            } else if isFileHeader(at: index) {
                if !hunks.isEmpty { try finishFile() }
                old = path(lines[index])
                new = path(lines[index + 1])
                index += 1
            } else if line.hasPrefix("GIT binary patch") || line.hasPrefix("Binary files ") {
                throw EditError(
                    code: .malformed, path: new ?? old, message: "a binary file cannot be edited",
                    correction: "Leave it out.")
            } else if let hunk = HunkHeader(line) {
                guard old ?? new != nil else {
                    throw EditError(
                        code: .malformed, message: "the part in line \(index + 1) has no file",
                        correction: "Write '--- a/path' and '+++ b/path' above it.")
                }
                index += 1
                hunks.append(body(of: hunk))
                return
            }
            index += 1
        }

        mutating func finishFile() throws(EditError) {
            defer { (old, new, hunks) = (nil, nil, []) }
            let source = old == "/dev/null" ? nil : old
            let target = new == "/dev/null" ? nil : new
            switch (source, target) {
            case (nil, let target?):
                // git writes the path of a new file in both lines when it has no old one.
                let text = hunks.flatMap(\.new).map { $0 + "\n" }.joined()
                edits.append(FileEdit(path: target, change: old == nil ? .replace(hunks) : .create(text)))
            case (let source?, nil) where new == "/dev/null":
                edits.append(FileEdit(path: source, change: .delete))
            case (let source?, let target):
                let moved = target == source ? nil : target
                guard !hunks.isEmpty || moved != nil else { return }
                edits.append(FileEdit(path: source, change: .replace(hunks), movedTo: moved))
            case (nil, nil):
                return
            }
        }

        private func isFileHeader(at index: Int) -> Bool {
            index + 1 < lines.count && lines[index].hasPrefix("--- ") && lines[index + 1].hasPrefix("+++ ")
        }

        /// The path of a `---` or `+++` line, without the time behind it and the `a/` or `b/` in front.
        private func path(_ line: String) -> String {
            let text = line.dropFirst(4).prefix { $0 != "\t" }
            let path = PathMention.stripped(String(text))
            return path.hasPrefix("a/") || path.hasPrefix("b/") ? String(path.dropFirst(2)) : path
        }

        private mutating func body(of header: HunkHeader) -> Replacement {
            var body: [Replacement.Line] = []
            var (oldLeft, newLeft) = (header.oldCount, header.newCount)
            while index < lines.count {
                let line = lines[index]
                let isOver = HunkHeader(line) != nil || isFileHeader(at: index) || line.hasPrefix("diff --git ")
                if isOver || line.hasPrefix("```") { break }
                // Behind a complete part, only lines that bear a mark still belong to it: the rest is talk.
                let isComplete = oldLeft.map { $0 <= 0 } ?? false && newLeft.map { $0 <= 0 } ?? false
                guard let first = line.first, " +-\\".contains(first) else {
                    if isComplete { break }
                    body.append(.keep(line))
                    oldLeft = oldLeft.map { $0 - 1 }
                    newLeft = newLeft.map { $0 - 1 }
                    index += 1
                    continue
                }
                index += 1
                let text = String(line.dropFirst())
                if first == "-" { body.append(.remove(text)) }
                if first == "+" { body.append(.add(text)) }
                if first == " " { body.append(.keep(text)) }
                if first == "-" || first == " " { oldLeft = oldLeft.map { $0 - 1 } }
                if first == "+" || first == " " { newLeft = newLeft.map { $0 - 1 } }
            }
            while body.last == .keep("") { body.removeLast() }
            return Replacement(
                lines: body, anchors: header.section.isEmpty ? [] : [header.section], lineHint: header.line)
        }
    }
}

/// A line `@@ -1,3 +1,4 @@ def put(self):`; the numbers may be missing.
private struct HunkHeader {
    var line: Int?
    var oldCount: Int?
    var newCount: Int?
    var section = ""

    init?(_ text: String) {
        guard text.hasPrefix("@@") else { return nil }
        let rest = text.dropFirst(2)
        guard let end = rest.firstRange(of: "@@") else { return }
        for word in rest[..<end.lowerBound].split(separator: " ") {
            guard let sign = word.first, sign == "-" || sign == "+" else { continue }
            let numbers = word.dropFirst().split(separator: ",").map { Int($0) }
            guard let start = numbers.first, let start else { continue }
            let count = numbers.count > 1 ? numbers[1] : 1
            if sign == "-" {
                line = start
                oldCount = count
            } else {
                newCount = count
            }
        }
    }
}
