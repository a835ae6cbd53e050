internal import AnnealFoundation

/// Takes the text of a requirement apart into criteria: one for each list item, one for each sentence of a paragraph;
/// code and tables belong to the criterion before them.
struct CriteriaBuilder {
    let source: SpecSource
    let sections: [Section]
    private var criteria: [CriterionDraft] = []
    /// A sentence that introduces what follows: "Errors, with their reasons:".
    private var introduction: CriterionDraft?

    init(_ source: SpecSource, _ sections: [Section]) {
        self.source = source
        self.sections = sections
    }

    /// The criteria of a requirement, in the order of the document; those of an "Acceptance Criteria" section first.
    static func criteria(of draft: RequirementDraft, _ source: SpecSource, _ sections: [Section]) -> [CriterionDraft] {
        var builder = CriteriaBuilder(source, sections)
        switch draft.origin {
        case .sections(let range): builder.addSections(range)
        case .document, .paragraph, .row: builder.add(draft.blocks, from: draft.textStart)
        case .item: builder.addItem(draft)
        }
        builder.flush()
        return builder.criteria
    }

    /// The scenarios of a story's sections.
    static func scenarios(of story: StoryDraft, _ source: SpecSource, _ sections: [Section]) -> [CriterionDraft] {
        var builder = CriteriaBuilder(source, sections)
        for section in story.sections {
            for block in sections[section].blocks where source.blocks[block].kind == .list { builder.addList(block) }
        }
        return builder.criteria.filter { $0.form == .scenario }
    }

    private mutating func addSections(_ range: Range<Int>) {
        let accepted = range.filter { sections[$0].role == .acceptance }
        guard let acceptance = accepted.first else {
            for index in range { addSection(index) }
            return
        }
        for block in sections[acceptance].blocks {
            if source.blocks[block].kind == .list { addList(block) } else { add([block], from: nil) }
        }
        for index in (acceptance + 1)..<max(acceptance + 1, range.upperBound) { addSection(index) }
        // What stands before the criteria counts when it can be checked by itself: a user story cannot.
        let counted = criteria
        criteria = []
        for index in range.lowerBound..<acceptance { add(sections[index].blocks, from: nil) }
        flush()
        let checkable = criteria.filter { draft in !Self.isStory(draft) && holdsExamples(draft) }
        criteria = counted + checkable
    }

    private static func isStory(_ draft: CriterionDraft) -> Bool {
        draft.text.hasPrefix("**User Story") || draft.text.hasPrefix("As a")
    }

    private func holdsExamples(_ draft: CriterionDraft) -> Bool {
        draft.parts.contains { part in
            switch part {
            case .code, .table: true
            case .prose(let block, let range):
                source.spans(of: source.blocks[block], in: range).contains {
                    source.flat.find(ASCII.openParenthesis, in: source.spans[$0].content) != nil
                }
            }
        }
    }

    private mutating func addSection(_ index: Int) {
        if case .scenario(let name) = sections[index].role {
            addScenario(index, name: name)
        } else {
            add(sections[index].blocks, from: nil)
        }
    }

    /// A section `Scenario: NAME` is one criterion.
    private mutating func addScenario(_ index: Int, name: String) {
        flush()
        var parts: [CriterionDraft.Part] = []
        var lines: [String] = ["Scenario: \(name)"]
        for block in sections[index].blocks {
            collect(block, &parts)
            lines.append(source.markdown(of: source.blocks[block]))
        }
        let heading = sections[index].heading ?? 0
        criteria.append(
            CriterionDraft(
                text: lines.joined(separator: "\n"), form: .scenario,
                location: source.location(of: source.blocks[heading]),
                parts: parts))
    }

    /// All text, code and tables of a block.
    private func collect(_ index: Int, _ parts: inout [CriterionDraft.Part]) {
        var inner = index
        while inner < source.blocks[index].end {
            let block = source.blocks[inner]
            switch block.kind {
            case .paragraph:
                parts.append(.prose(block: inner, range: block.text))
            case .code: parts.append(.code(block: inner))
            case .table:
                parts.append(.table(block: inner))
                inner = block.end
                continue
            default: break
            }
            inner += 1
        }
    }

    private mutating func add(_ blocks: [Int], from start: Int?) {
        for (position, index) in blocks.enumerated() {
            let block = source.blocks[index]
            let next = position + 1 < blocks.count ? source.blocks[blocks[position + 1]].kind : nil
            switch block.kind {
            case .paragraph:
                let begin = position == 0 ? start ?? block.text.lowerBound : block.text.lowerBound
                addParagraph(index, begin..<max(begin, block.text.upperBound), before: next)
            case .cell: addParagraph(index, block.text, before: nil)
            case .list: addList(index)
            case .code: addCode(index)
            case .table: attach(.table(block: index), index)
            case .quote: add(source.children(of: index), from: nil)
            default: break
            }
        }
    }

    private mutating func addParagraph(_ index: Int, _ range: Range<Int>, before next: Block.Kind?) {
        flush()
        let sentences = Sentences.split(source.flat, range, spans: source.spans, in: source.blocks[index].spans)
        for (position, sentence) in sentences.enumerated() {
            var draft = CriterionDraft(
                text: source.flat.text(sentence), form: Self.form(of: source.flat, sentence),
                location: source.location(sentence.lowerBound), parts: [.prose(block: index, range: sentence)])
            if position == sentences.count - 1, Self.introduces(source.flat, sentence),
                next == .code || next == .table || next == .list
            {
                if next == .list, draft.form == .statement, !holdsExamples(draft) { continue }
                if next != .list {
                    introduction = draft
                    continue
                }
            }
            if sentences.count > 1, let last = criteria.indices.last, position > 0,
                Self.continues(source.flat, sentence)
            {
                // "Example: …" and "That is …" belong to the sentence before.
                criteria[last].text += " " + draft.text
                criteria[last].parts += draft.parts
                continue
            }
            draft.number = nil
            criteria.append(draft)
        }
    }

    private static func introduces(_ bytes: Bytes, _ sentence: Range<Int>) -> Bool {
        guard let last = sentence.last else { return false }
        if bytes[last] == ASCII.colon { return true }
        return bytes.find("as follows", in: max(sentence.lowerBound, last - 14)..<sentence.upperBound) != nil
    }

    private static func continues(_ bytes: Bytes, _ sentence: Range<Int>) -> Bool {
        for words: StaticString in [
            "example", "for example", "e.g.", "this includes", "these include", "that is", "for instance", "then ",
        ]
        where bytes.has(words, at: sentence.lowerBound, before: sentence.upperBound) {
            return true
        }
        return false
    }

    private mutating func addCode(_ index: Int) {
        if let docstring = Docstring.first(in: source, block: index) {
            let intro = introduction
            introduction = nil
            let text = docstring.isEmpty ? intro?.text ?? "" : docstring
            let location = intro?.location ?? source.location(of: source.blocks[index])
            criteria.append(
                CriterionDraft(
                    text: text, form: Self.form(ofText: text), location: location,
                    parts: (intro?.parts ?? []) + [.code(block: index)]))
            return
        }
        let block = source.blocks[index]
        let info = source.text.bytes.text(block.info)
        if info == "gherkin" || info == "feature" || info == "cucumber" {
            addGherkin(index)
            return
        }
        attach(.code(block: index), index)
    }

    /// Each `Scenario:` of a Gherkin block is one criterion.
    private mutating func addGherkin(_ index: Int) {
        flush()
        let block = source.blocks[index]
        var current: Range<Int>?
        var offset = block.text.lowerBound
        func finish(_ criteria: inout [CriterionDraft]) {
            guard let range = current else { return }
            criteria.append(
                CriterionDraft(
                    text: source.flat.text(source.flat.trimmed(range)), form: .scenario,
                    location: source.location(range.lowerBound), parts: [.prose(block: index, range: range)]))
        }
        while offset < block.text.upperBound {
            let end = source.flat.find(ASCII.newline, in: offset..<block.text.upperBound) ?? block.text.upperBound
            let line = source.flat.trimmed(offset..<end)
            if source.flat.has("scenario", at: line.lowerBound, before: line.upperBound) {
                finish(&criteria)
                current = line
            } else if let range = current {
                current = range.lowerBound..<max(range.upperBound, line.upperBound)
            }
            offset = end + 1
        }
        finish(&criteria)
    }

    /// Adds code or a table to the sentence that introduces it or to the criterion before it.
    private mutating func attach(_ part: CriterionDraft.Part, _ index: Int) {
        if var draft = introduction {
            introduction = nil
            draft.parts.append(part)
            draft.text += "\n\n" + source.markdown(of: source.blocks[index])
            criteria.append(draft)
        } else if let last = criteria.indices.last {
            criteria[last].parts.append(part)
        } else {
            let markdown = source.markdown(of: source.blocks[index])
            criteria.append(
                CriterionDraft(
                    text: markdown, form: .statement, location: source.location(of: source.blocks[index]), parts: [part]
                ))
        }
    }

    private mutating func flush() {
        guard let draft = introduction else { return }
        introduction = nil
        criteria.append(draft)
    }

    private mutating func addList(_ index: Int) {
        flush()
        let isOrdered = source.blocks[index].level == 1
        var number = 0
        var steps: CriterionDraft?
        for item in source.children(of: index) {
            number += 1
            guard item + 1 < source.blocks[item].end else { continue }
            guard let (draft, step) = criterion(ofItem: item, number: isOrdered ? number : nil) else { continue }
            // `- **GIVEN** …`, `- **WHEN** …`, `- **THEN** …` are the steps of one scenario.
            if let step, step != .whole {
                if steps != nil, step != .first {
                    steps?.text += "\n" + draft.text
                    steps?.parts += draft.parts
                } else {
                    if let done = steps { criteria.append(done) }
                    steps = draft
                    steps?.form = .scenario
                }
                continue
            }
            if let done = steps { criteria.append(done) }
            steps = nil
            criteria.append(draft)
        }
        if let done = steps { criteria.append(done) }
    }

    /// The criterion that a list item is, and which step of a scenario; `nil` if it has no text.
    private func criterion(ofItem item: Int, number: Int?) -> (CriterionDraft, Step?)? {
        let location = source.location(of: source.blocks[item])
        let first = source.blocks[item + 1]
        if first.kind == .paragraph, first.end == source.blocks[item].end {
            // Most items are one paragraph.
            guard !first.text.isEmpty else { return nil }
            let draft = CriterionDraft(
                text: source.flat.text(first.text), form: Self.form(of: source.flat, first.text), location: location,
                parts: [.prose(block: item + 1, range: first.text)], number: number)
            return (draft, Self.step(source.flat, first.text))
        }
        var parts: [CriterionDraft.Part] = []
        collect(item, &parts)
        let text = itemText(item)
        guard !text.isEmpty else { return nil }
        let draft = CriterionDraft(
            text: text, form: Self.form(ofText: text), location: location, parts: parts, number: number)
        return (draft, text.withBytes { Self.step($0, 0..<$0.count) })
    }

    private enum Step { case whole, first, later }

    private static func step(_ bytes: Bytes, _ range: Range<Int>) -> Step? {
        var start = range.lowerBound
        let end = min(range.upperBound, start + 400)
        let begin = start
        while start < end, bytes[start] == ASCII.asterisk || bytes[start] == ASCII.underscore { start += 1 }
        func hasThen() -> Bool { bytes.find("then", in: start..<end) != nil }
        if bytes.has("given ", at: start, before: end) || bytes.has("given**", at: start, before: end) {
            return hasThen() ? .whole : .first
        }
        guard start > begin else { return nil }
        if bytes.has("when", at: start, before: end) { return hasThen() ? .whole : .later }
        if bytes.has("then", at: start, before: end) || bytes.has("and**", at: start, before: end) {
            return .later
        }
        return nil
    }

    /// An item's Markdown: its paragraph on one line, and what is nested below it.
    private func itemText(_ item: Int) -> String {
        let block = source.blocks[item]
        let children = source.children(of: item)
        guard let first = children.first else { return "" }
        let paragraph = source.blocks[first]
        let lead = paragraph.kind == .paragraph ? source.flat.text(paragraph.text) : ""
        if children.count == 1, paragraph.kind == .paragraph { return lead }
        let rest = children.dropFirst(paragraph.kind == .paragraph ? 1 : 0)
        guard let start = rest.first, let last = rest.last else { return lead }
        let nested = source.text.markdown(
            from: source.blocks[start].firstLine, through: min(source.blocks[last].lastLine, block.lastLine),
            indent: max(paragraph.column - 1, 0))
        return lead.isEmpty ? nested : lead + "\n" + nested
    }

    /// A requirement that is itself a list item: each of its sentences, then what is nested below it.
    private mutating func addItem(_ draft: RequirementDraft) {
        for (position, index) in draft.blocks.enumerated() {
            let next = position + 1 < draft.blocks.count ? source.blocks[draft.blocks[position + 1]].kind : nil
            if source.blocks[index].kind == .paragraph {
                let begin =
                    position == 0
                    ? draft.textStart ?? source.blocks[index].text.lowerBound : source.blocks[index].text.lowerBound
                addParagraph(index, begin..<max(begin, source.blocks[index].text.upperBound), before: next)
            } else {
                add([index], from: nil)
            }
        }
    }

    private static func form(of bytes: Bytes, _ range: Range<Int>) -> Criterion.Form {
        var start = range.lowerBound
        while start < range.upperBound, bytes[start] == ASCII.asterisk || bytes[start] == ASCII.underscore {
            start += 1
        }
        let end = range.upperBound
        if bytes.has("given", at: start, before: end), bytes.find("then", in: start..<end) != nil { return .scenario }
        if bytes.has("scenario", at: start, before: end) { return .scenario }
        let obliges = Obligation.isIn(bytes, range)
        if obliges {
            for word: StaticString in [
                "when ", "if ", "while ", "where ", "when**", "if**", "while**", "where**", "the system shall",
            ]
            where bytes.has(word, at: start, before: end) {
                return .ears
            }
        }
        if bytes.has("when", at: start, before: end), start > range.lowerBound,
            bytes.find("then", in: start..<end) != nil
        {
            return .scenario
        }
        return obliges ? .obligation : .statement
    }

    private static func form(ofText text: String) -> Criterion.Form {
        text.withBytes { form(of: $0, 0..<$0.count) }
    }
}
