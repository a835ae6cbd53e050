internal import AnnealFoundation

extension DraftCollector {
    /// A requirement that is a section with all that is below it.
    func draft(ofSection index: Int, id: String, title: String) -> RequirementDraft {
        let section = sections[index]
        let range = index..<max(index + 1, section.end)
        let blocks = range.flatMap { sections[$0].blocks }
        let headingLine = section.heading.map { source.blocks[$0].lastLine } ?? 0
        let next = range.upperBound < sections.count ? sections[range.upperBound].heading : nil
        let last = next.map { source.blocks[$0].firstLine - 1 } ?? source.text.lineCount
        var priority: Int?
        if case .story(_, _, let written) = section.role { priority = written }
        return RequirementDraft(
            id: id, title: title, origin: .sections(range), blocks: blocks, firstLine: headingLine + 1, lastLine: last,
            location: location(ofSection: index), priority: priority)
    }

    /// A requirement that is a list item.
    func draft(ofItem item: Int, id: String, textStart: Int) -> RequirementDraft {
        let block = source.blocks[item]
        let first = source.blocks[item + 1]
        let children = source.children(of: item)
        let last = children.last.map { source.blocks[$0].lastLine } ?? block.lastLine
        let start = source.location(textStart)
        return RequirementDraft(
            id: id, title: FirstWords.of(source.flat, textStart..<first.text.upperBound), origin: .item,
            blocks: children, textStart: textStart, firstLine: start.line, lastLine: min(last, block.lastLine),
            column: start.column, indent: max(first.column - 1, 0), location: source.location(of: block))
    }

    /// A requirement that begins with a paragraph.
    func draft(ofParagraph index: Int, _ id: WrittenIdentifier) -> RequirementDraft {
        let block = source.blocks[index]
        let start = source.location(id.rest)
        return RequirementDraft(
            id: source.flat.text(id.id), title: FirstWords.of(source.flat, id.rest..<block.text.upperBound),
            origin: .paragraph, blocks: [index], textStart: id.rest, firstLine: start.line, lastLine: block.lastLine,
            column: start.column, location: source.location(of: block))
    }

    /// Where a section's heading stands.
    func location(ofSection index: Int) -> SourceLocation {
        sections[index].heading.map { source.location(of: source.blocks[$0]) } ?? SourceLocation(line: 1)
    }

    /// Keeps what a section says itself, as context.
    mutating func addContext(_ index: Int, blocks: [Int]) {
        contextBlocks += blocks
        guard let first = blocks.first, let last = blocks.last else { return }
        var text: String
        if blocks.count == sections[index].blocks.count {
            text = source.text.markdown(from: source.blocks[first].firstLine, through: source.blocks[last].lastLine)
        } else {
            text = blocks.map { source.markdown(of: source.blocks[$0]) }.joined(separator: "\n\n")
        }
        let heading = sections[index].heading.map { source.string(source.blocks[$0]) } ?? ""
        context.append(
            .init(heading: heading, level: sections[index].level, text: text, location: location(ofSection: index)))
    }

    /// The items and paragraphs of a section and those below it, each as a note.
    func notes(in index: Int) -> [SpecDocument.Note] {
        var notes: [SpecDocument.Note] = []
        for section in index..<sections[index].end {
            for block in sections[section].blocks {
                if source.blocks[block].kind == .list {
                    for item in source.children(of: block) { addNote(item, &notes) }
                } else if source.blocks[block].kind == .paragraph {
                    addNote(block, &notes)
                }
            }
        }
        return notes
    }

    private func addNote(_ index: Int, _ notes: inout [SpecDocument.Note]) {
        let block = source.blocks[index]
        let holder = block.kind == .item && index + 1 < block.end ? source.blocks[index + 1] : block
        let text = source.flat.text(source.flat.trimmed(holder.text))
        if !text.isEmpty { notes.append(.init(text: text, location: source.location(of: block))) }
    }
}

/// A title made of a sentence's first words.
enum FirstWords {
    /// At most ten words, without emphasis and backticks, cut at the sentence's end.
    static func of(_ bytes: Bytes, _ range: Range<Int>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(min(range.count, 120))
        var words = 0
        for offset in range {
            let byte = bytes[offset]
            if byte == ASCII.asterisk || byte == ASCII.backtick { continue }
            if byte == ASCII.space {
                words += 1
                if words == 10 { break }
                if let last = out.last, last == ASCII.colon || last == ASCII.dot || last == ASCII.semicolon { break }
            }
            out.append(byte)
        }
        while let last = out.last,
            last == ASCII.space || last == ASCII.colon || last == ASCII.dot || last == ASCII.comma
        {
            out.removeLast()
        }
        return String(decoding: out, as: UTF8.self)
    }
}
