internal import Foundation

/// Finds the sentences of an answer in which something is decided or concluded.
enum DecisionSentences {
    /// Characters of a quoted sentence.
    private static let limit = 240
    /// Sentences of one answer.
    private static let most = 3

    private static let marks = [
        "i'll ", "i will ", "i'm going to", "let's ", "decide", "instead of", "instead,", "because", "the cause is",
        "the problem is", "the bug is", "the issue is", "root cause", "therefore", "so the fix", "the fix is",
        "must not",
        "should not", "rather than", "we need to", "i need to", "the right ", "turns out", "confirmed", "not needed",
        "keep ", "leave ", "the reason",
    ]

    /// The sentences as they are written, the first ones first; code in fences is passed over.
    ///
    /// - Parameter text: what the model said.
    /// - Returns: at most three.
    static func find(in text: String) -> [String] {
        var found: [String] = []
        var isCode = false
        for line in text.split(whereSeparator: \.isNewline) {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isCode.toggle()
                continue
            }
            if isCode { continue }
            for sentence in sentences(of: line) {
                let lower = sentence.lowercased()
                guard sentence.count > 15, marks.contains(where: lower.contains) else { continue }
                found.append(sentence.count <= limit ? sentence : sentence.prefix(limit) + "…")
                if found.count == most { return found }
            }
        }
        return found
    }

    private static func sentences(of line: Substring) -> [String] {
        var sentences: [String] = []
        var start = line.startIndex
        var index = line.startIndex
        while index < line.endIndex {
            let next = line.index(after: index)
            if ".!?".contains(line[index]), next == line.endIndex || line[next] == " " {
                sentences.append(line[start..<next].trimmingCharacters(in: .whitespaces))
                start = next
            }
            index = next
        }
        let rest = line[start...].trimmingCharacters(in: .whitespaces)
        return rest.isEmpty ? sentences : sentences + [rest]
    }
}
