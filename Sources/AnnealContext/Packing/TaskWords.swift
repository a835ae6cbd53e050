internal import Foundation

/// What a task names: terms, and words that may be names of definitions or files.
struct TaskWords {
    /// The terms with their weights.
    var terms: [QueryTerms.Term]
    /// Words as they are written, that look like code or are long enough to be a name.
    var names: Set<String>
    /// Of these the ones that can hardly be prose: with `_`, a capital within, a call's parenthesis, backquotes.
    var codeNames: Set<String>
    /// Paths, or names of files, as they are written.
    var paths: Set<String>

    /// Reads a task. Complexity: O(n).
    init(_ task: String) {
        terms = QueryTerms(task).terms
        names = []
        codeNames = []
        paths = []
        for token in task.split(whereSeparator: { $0.isWhitespace || ",;()[]{}<>\"'`=".contains($0) }) {
            let path = token.trimming { ".:!?".contains($0) }
            if path.contains("/") || path.contains("."), path.count > 3, !path.contains("://") {
                paths.insert(String(path))
            }
        }
        var index = task.startIndex
        while index < task.endIndex {
            guard Self.isName(task[index]) else {
                index = task.index(after: index)
                continue
            }
            let end = task[index...].firstIndex { !Self.isName($0) } ?? task.endIndex
            let word = task[index..<end]
            let isQuoted = index > task.startIndex && task[task.index(before: index)] == "`"
            let isCalled = end < task.endIndex && task[end] == "("
            let isMixed = word.dropFirst().contains { $0 == "_" || $0.isUppercase } && word.contains { $0.isLowercase }
            if word.count > 2, word.first?.isNumber == false {
                if word.count > 3 || isQuoted || isCalled || isMixed { names.insert(String(word)) }
                if isQuoted || isCalled || isMixed { codeNames.insert(String(word)) }
            }
            index = end
        }
    }

    private static func isName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}

extension StringProtocol {
    /// The text without characters at both ends that fulfil a condition.
    fileprivate func trimming(_ isLeftOut: (Character) -> Bool) -> SubSequence {
        var text = self[...]
        while let first = text.first, isLeftOut(first) { text = text.dropFirst() }
        while let last = text.last, isLeftOut(last) { text = text.dropLast() }
        return text
    }
}

extension Substring {
    /// Whether there is nothing but white space.
    var isBlankLine: Bool { allSatisfy(\.isWhitespace) }
}
