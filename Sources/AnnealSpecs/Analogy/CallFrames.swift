internal import Foundation

/// The forms of calls that a repository's tests make.
struct CallFrames {
    private var frames: [CallFrame] = []
    /// The language of the tests.
    let dialect: Dialect

    /// Reads the assertions of tests that stand on one line.
    ///
    /// - Parameters:
    ///   - tests: the texts of test files.
    ///   - language: `python`, `javascript` or `swift`.
    init(tests: [String], language: String) {
        dialect = language == "python" ? .python : language == "swift" ? .swift : .javascript
        let lines = tests.flatMap { $0.split(whereSeparator: \.isNewline) }.map { $0.drop(while: \.isWhitespace) }
            .filter { line in Self.openings.contains { line.hasPrefix($0) } && line.utf8.count < 400 }
            .prefix(2000).compactMap { Self.plain($0) }
        // The reader of specifications knows assertions: so they become a small one, with a block for each, because no
        // variable of one is another's.
        let blocks = lines.map { "```\(language)\n\($0)\n```\n" }.joined(separator: "\n")
        guard !lines.isEmpty,
            let document = try? SpecDocument(parsing: "# Calls\n\n## R1 Calls\n\n\(blocks)", path: "calls.md")
        else { return }
        for example in document.requirements.flatMap(\.criteria).flatMap(\.examples) where example.setup.isEmpty {
            let value: String? =
                switch example.expectation {
                case .value(let value): value
                case .error: nil
                case .output: nil
                }
            guard let frame = CallFrame(call: example.call, value: value) else { continue }
            if let known = frames.firstIndex(where: { $0.isLike(frame) }) {
                frames[known].join(frame)
            } else {
                frames.append(frame)
            }
        }
    }

    private static let openings = ["assert", "self.assert", "expect(", "#expect(", "XCTAssert", "await assert"]

    /// An assertion in a form that the reader knows: `self.assertEqual(f(x), y)` as a comparison.
    private static func plain(_ line: Substring) -> String? {
        guard line.hasPrefix("self.assert") else { return String(line) }
        if let match = line.wholeMatch(of: /self\.assertEqual\((.*)\)\s*/) {
            // The comma outside of all brackets and texts parts call and value.
            guard let comma = outerComma(match.1) else { return nil }
            let value = match.1[match.1.index(after: comma)...].trimmingCharacters(in: .whitespaces)
            return outerComma(value[...]) == nil ? "assert \(match.1[..<comma]) == \(value)" : nil
        }
        if let match = line.wholeMatch(of: /self\.assert(IsNone|True|False)\((.*)\)\s*/) {
            guard outerComma(match.2) == nil else { return nil }
            return "assert \(match.2) == \(match.1 == "IsNone" ? "None" : String(match.1))"
        }
        return nil
    }

    /// The first comma outside of brackets and texts.
    private static func outerComma(_ text: Substring) -> Substring.Index? {
        var depth = 0
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            switch character {
            case "\"", "'": quote = character
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "," where depth == 0: return index
            default: break
            }
        }
        return nil
    }

    /// The one form that takes texts and calls something that a requirement names.
    ///
    /// - Parameters:
    ///   - texts: the texts that a sentence writes.
    ///   - names: what the requirement names.
    /// - Returns: `nil` where none fits or several do.
    func frame(taking texts: [String], named names: Set<String>) -> CallFrame? {
        let fitting = frames.filter { $0.takes(texts) && !$0.callees.isDisjoint(with: names) }
        return fitting.count == 1 ? fitting[0] : nil
    }
}
