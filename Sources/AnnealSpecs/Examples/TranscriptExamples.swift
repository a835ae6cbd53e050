internal import AnnealFoundation

/// Reads command lines with their output: `$ python -m greet Ann` and what it prints.
struct TranscriptExamples {
    let source: SpecSource

    /// Whether a code block may be a transcript by its language.
    static func mayBe(_ info: String) -> Bool {
        ["console", "sh", "bash", "shell", "terminal", "session", "shell-session", "text", "txt", ""].contains(info)
    }

    /// Reads a block.
    func read(block index: Int, scope: inout ExampleScope, into examples: inout [Example]) {
        let block = source.blocks[index]
        let code = CodeLines(source.flat, block.text)
        var line = 0
        while line < code.lines.count {
            let text = code.lines[line]
            guard source.flat.has("$ ", at: text.lowerBound, before: text.upperBound) else {
                line += 1
                continue
            }
            let command = source.flat.trimmed((text.lowerBound + 2)..<text.upperBound)
            var output: [String] = []
            var status: Int?
            line += 1
            while line < code.lines.count,
                !source.flat.has("$ ", at: code.lines[line].lowerBound, before: code.lines[line].upperBound)
            {
                output.append(source.flat.text(code.lines[line]))
                line += 1
            }
            if line < code.lines.count, source.flat.text(code.lines[line]) == "$ echo $?" {
                status = nextLine(code, line).flatMap { Int($0) }
            }
            while output.last?.isEmpty == true { output.removeLast() }
            guard isRepeatable(command), !output.isEmpty || status != nil, !output.contains(where: isDoubtful) else {
                continue
            }
            scope.take(
                Example(
                    call: source.flat.text(command),
                    expectation: .output(
                        standardOutput: output.isEmpty ? nil : output.joined(separator: "\n") + "\n",
                        standardError: nil,
                        status: status),
                    source: source.flat.text(text), location: source.location(text.lowerBound)),
                into: &examples)
        }
    }

    /// Whether a line is left out in part, or may have gone to standard error.
    private func isDoubtful(_ line: String) -> Bool {
        line.withBytes { bytes in
            bytes.holds("...") || bytes.holds("…") || bytes.has("error", at: 0, before: bytes.count)
        } || line.hasPrefix("Traceback")
    }

    private func nextLine(_ code: CodeLines, _ line: Int) -> String? {
        line + 1 < code.lines.count ? source.flat.text(code.text(line + 1)) : nil
    }

    /// Whether a command can be run as it stands: no placeholders, no pipes, no files that have to be there first.
    private func isRepeatable(_ command: Range<Int>) -> Bool {
        let words = source.flat.text(command).split(separator: " ").map(String.init)
        guard let program = words.first, ["python", "python3", "node"].contains(program), words.count > 1 else {
            return false
        }
        let rest = words.dropFirst(words[1] == "-m" ? 3 : 2)
        return rest.allSatisfy { word in
            let isPlaceholder = word.count > 1 && word.allSatisfy { $0.isUppercase || $0 == "_" }
            let isFile =
                word.utf8.contains(ASCII.slash) || (word.utf8.contains(ASCII.dot) && word.last?.isLetter == true)
            return !isPlaceholder && !isFile && !word.contains(where: { "<>|&;[]$*`".contains($0) })
        }
    }
}
