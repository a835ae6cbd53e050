/// Applies replacements to one file's lines.
struct Replacing {
    /// The file, for error messages.
    let path: String

    /// Replaces lines, one replacement after the other.
    ///
    /// - Parameters:
    ///   - replacements: what to replace, in the order of the file where they have anchors.
    ///   - file: the file; unchanged when an error is thrown is not promised.
    /// - Throws: `EditError` with every replacement that has no place.
    func apply(_ replacements: [Replacement], to file: inout TextFile) throws(EditError) {
        var failures: [EditError.Failure] = []
        var position = 0
        var shift = 0
        for replacement in replacements {
            do throws(EditError) {
                let before = file.lines.count
                position = try apply(replacement, to: &file, from: position, shift: shift)
                shift += file.lines.count - before
            } catch {
                failures += error.failures
            }
        }
        if !failures.isEmpty { throw EditError(failures) }
    }

    /// Applies one replacement.
    ///
    /// - Returns: the line behind it.
    private func apply(
        _ replacement: Replacement, to file: inout TextFile, from position: Int, shift: Int
    ) throws(EditError) -> Int {
        let texts = file.lines.map(\.text)
        let matcher = EditMatcher(lines: texts)
        if replacement.old.allSatisfy({ $0.trimmed.isEmpty }) {
            let place = try insertionPoint(
                of: replacement, matcher: matcher, count: texts.count, from: position, shift: shift)
            return put(replacement.lines, at: place..<place, level: .exact, in: &file)
        }
        var firstMismatch: EditMatcher.Mismatch?
        for candidate in [replacement, replacement.withoutBlankEdges] {
            do throws(EditMatcher.Mismatch) {
                let match = try matcher.match(
                    candidate.old, anchors: candidate.anchors, from: position,
                    hint: candidate.lineHint.map { $0 - 1 + shift }, isAtEnd: candidate.isAtEnd)
                return put(candidate.lines, at: match.range, level: match.level, in: &file)
            } catch {
                if firstMismatch == nil { firstMismatch = error }
            }
        }
        throw failure(firstMismatch ?? .notFound, of: replacement, lines: texts, matcher: matcher)
    }

    /// Where lines go that replace none: behind the anchors, at the told line, or at the end of an empty file.
    private func insertionPoint(
        of replacement: Replacement, matcher: EditMatcher, count: Int, from position: Int, shift: Int
    ) throws(EditError) -> Int {
        if let place = matcher.position(behind: replacement.anchors, from: position) { return place }
        if replacement.isAtEnd || count == 0 { return count }
        if let hint = replacement.lineHint { return min(max(0, hint + shift), count) }
        throw EditError(
            code: .malformed, path: path, message: "lines are added without telling where",
            correction: "Repeat some lines of the file that stand directly before or after the new ones.")
    }

    /// Puts the lines in place of a range; lines that are kept stay as the file has them.
    private func put(
        _ lines: [Replacement.Line], at range: Range<Int>, level: EditMatcher.Level, in file: inout TextFile
    ) -> Int {
        let indentation = Indentation(level: level, lines: lines, found: range.map { file.lines[$0].text })
        let ending = file.usualEnding
        // Lines cannot stand behind one that does not end.
        if range.lowerBound == file.lines.count, let last = file.lines.indices.last, file.lines[last].ending.isEmpty,
            lines.contains(where: { if case .add = $0 { true } else { false } })
        {
            file.lines[last].ending = ending
        }
        let lastEnding = range.last.map { file.lines[$0].ending }
        var result: [TextFile.Line] = []
        var index = range.lowerBound
        for line in lines {
            switch line {
            case .keep:
                guard index < range.upperBound else { continue }
                result.append(file.lines[index])
                index += 1
            case .remove:
                index += 1
            case .add(let text):
                result.append(TextFile.Line(text: indentation.applied(to: text), ending: ending))
            }
        }
        for position in result.indices.dropLast() where result[position].ending.isEmpty {
            result[position].ending = ending
        }
        if let last = result.indices.last, lastEnding?.isEmpty == true { result[last].ending = "" }
        file.lines.replaceSubrange(range, with: result)
        return range.lowerBound + result.count
    }

    private func failure(
        _ mismatch: EditMatcher.Mismatch, of replacement: Replacement, lines: [String], matcher: EditMatcher
    ) -> EditError {
        let first = replacement.old.first { !$0.trimmed.isEmpty } ?? ""
        switch mismatch {
        case .ambiguous(let places):
            let list = places.prefix(8).map { "\($0 + 1)" }.joined(separator: ", ")
            return EditError(
                code: .ambiguous, path: path,
                message: "the lines beginning with `\(first.trimmed)` are in the file \(places.count) times, "
                    + "in lines \(list)",
                correction: "Repeat more lines of the file before or after, so that only one place fits.")
        case .notFound:
            if matcher.contains(replacement.new) {
                return EditError(
                    code: .noMatch, path: path,
                    message: "the lines to replace are not in the file, but the new ones are already",
                    correction: "Leave this edit out if it has been made.")
            }
            guard let near = matcher.nearest(to: replacement.old) else {
                return EditError(
                    code: .noMatch, path: path,
                    message: "the lines beginning with `\(first.trimmed)` are not in the file",
                    correction: "Read the file, and copy the lines to replace exactly as they are.")
            }
            let shown = near.prefix(20).map { "\($0 + 1)| \(lines[$0])" }.joined(separator: "\n")
            return EditError(
                code: .noMatch, path: path,
                message: "the lines beginning with `\(first.trimmed)` are not in the file",
                correction: "The most similar lines are these; copy them exactly, without the numbers:\n\(shown)")
        }
    }
}

extension EditMatcher {
    /// Whether lines are in the file, white space aside.
    fileprivate func contains(_ lines: [String]) -> Bool {
        guard lines.contains(where: { !$0.trimmed.isEmpty }) else { return false }
        do throws(Mismatch) {
            _ = try match(lines)
            return true
        } catch {
            return error != .notFound
        }
    }
}

extension Replacement {
    /// Without blank lines at both ends that the file is said to have: models add them around a block.
    fileprivate var withoutBlankEdges: Replacement {
        func isBlank(_ line: Line) -> Bool {
            switch line {
            case .keep(let text), .remove(let text): text.trimmed.isEmpty
            case .add: false
            }
        }
        var copy = self
        while let first = copy.lines.first, isBlank(first) { copy.lines.removeFirst() }
        while let last = copy.lines.last, isBlank(last) { copy.lines.removeLast() }
        return copy
    }
}

/// How far a model's lines are indented otherwise than the file's.
private struct Indentation {
    private var written = ""
    private var actual = ""

    init(level: EditMatcher.Level, lines: [Replacement.Line], found: [String]) {
        guard level == .anySpace || level == .folded else { return }
        let old = Replacement(lines: lines).old
        guard let (text, file) = zip(old, found).first(where: { !$0.0.trimmed.isEmpty }) else { return }
        written = Self.indent(text)
        actual = Self.indent(file)
    }

    func applied(to line: String) -> String {
        if written == actual || line.trimmed.isEmpty { return line }
        let indent = Self.indent(line)
        let rest = line.dropFirst(indent.count)
        if indent.hasPrefix(written) { return actual + indent.dropFirst(written.count) + rest }
        return String(actual.dropLast(max(0, written.count - indent.count))) + rest
    }

    private static func indent(_ line: String) -> String { String(line.prefix { $0 == " " || $0 == "\t" }) }
}
