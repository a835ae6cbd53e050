/// Finds the code in a model's answer.
enum AnswerCode {
    /// The code of an answer.
    ///
    /// Takes the fenced blocks that define one of the wanted names, otherwise the longest block; a block that was
    /// not closed counts to the end.
    ///
    /// - Parameters:
    ///   - answer: the model's text.
    ///   - names: names that the code should define.
    /// - Returns: the code, or `nil` when there is none.
    static func find(in answer: String, defining names: [String]) -> String? {
        let blocks = fencedBlocks(in: answer).filter { !$0.allSatisfy(\.isWhitespace) }
        guard !blocks.isEmpty else { return nil }
        let wanted = blocks.filter { block in names.contains { block.contains($0) } }
        if wanted.count > 1 {
            // Later blocks often repeat an earlier one with a correction: merging keeps the last of each definition.
            return wanted.joined(separator: "\n\n")
        }
        return wanted.first ?? blocks.max { $0.utf8.count < $1.utf8.count }
    }

    /// The contents of the fenced blocks in order.
    static func fencedBlocks(in answer: String) -> [String] {
        var blocks: [String] = []
        var current: [Substring]?
        for line in answer.split(separator: "\n", omittingEmptySubsequences: false) {
            let isFence = line.drop { $0 == " " || $0 == "\t" }.hasPrefix("```")
            guard isFence else {
                current?.append(line)
                continue
            }
            if let lines = current {
                blocks.append(lines.joined(separator: "\n") + "\n")
                current = nil
            } else {
                current = []
            }
        }
        if let lines = current, !lines.isEmpty { blocks.append(lines.joined(separator: "\n") + "\n") }
        return blocks
    }
}
