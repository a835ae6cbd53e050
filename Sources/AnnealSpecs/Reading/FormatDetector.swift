/// Recognises the convention that a document follows.
enum FormatDetector {
    /// Looks at headings and a few marks of each convention.
    static func format(of source: SpecSource, _ sections: [Section]) -> SpecDocument.Format {
        var hasScenario = false
        var hasNumbered = false
        var hasNamed = false
        var hasAcceptance = false
        for section in sections {
            switch section.role {
            case .acceptance: hasAcceptance = true
            case .scenario: hasScenario = true
            case .removed: return .openspec
            case .story: return .speckit
            default: break
            }
            guard let heading = section.heading else { continue }
            let text = source.blocks[heading].text
            if source.flat.has("feature specification", at: text.lowerBound, before: text.upperBound) {
                return .speckit
            }
            if source.flat.find("user scenarios", in: text) != nil { return .speckit }
            if source.flat.has("added requirements", at: text.lowerBound, before: text.upperBound)
                || source.flat.has("modified requirements", at: text.lowerBound, before: text.upperBound)
            {
                return .openspec
            }
            if source.flat.has("requirement:", at: text.lowerBound, before: text.upperBound) { hasNamed = true }
            if source.flat.has("requirement ", at: text.lowerBound, before: text.upperBound),
                case .requirement = section.role
            {
                hasNumbered = true
            }
        }
        if hasNamed, hasScenario { return .openspec }
        if hasNumbered, hasAcceptance { return .kiro }
        return .markdown
    }
}

/// `[NEEDS CLARIFICATION: question]` marks.
enum ClarificationMarks {
    /// All marks of a document, each with its question.
    static func notes(in source: SpecSource) -> [SpecDocument.Note] {
        var notes: [SpecDocument.Note] = []
        for block in source.blocks where block.kind == .paragraph || block.kind == .heading || block.kind == .cell {
            var offset = block.text.lowerBound
            while let open = source.flat.find(UInt8(ascii: "["), in: offset..<block.text.upperBound) {
                offset = open + 1
                guard source.flat.has("[needs clarification", at: open, before: block.text.upperBound) else { continue }
                let close =
                    source.flat.find(UInt8(ascii: "]"), in: open..<block.text.upperBound) ?? block.text.upperBound
                var start = open + 20
                while start < close, source.flat[start] == ASCII.colon || source.flat[start] == ASCII.space {
                    start += 1
                }
                let question = source.flat.text(source.flat.trimmed(min(start, close)..<close))
                notes.append(
                    .init(
                        text: question.isEmpty ? "needs clarification" : question, location: source.location(open),
                        isBlocking: true))
            }
        }
        return notes
    }
}
