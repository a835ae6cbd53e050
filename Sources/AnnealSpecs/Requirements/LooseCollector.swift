internal import AnnealFoundation

/// Finds requirements in a document in which nothing has an identifier: by its headings, else by its sentences with
/// MUST or SHALL, else the whole document is one.
enum LooseCollector {
    private static let actions = WordSet(
        "returns return raises raise throws throw prints print must shall should accepts reads writes computes converts"
    )

    static func collect(into collector: inout DraftCollector) {
        let groups = collector.sections.indices.filter { collector.sections[$0].role == .requirements }
        var chosen: [Int] = []
        for group in groups {
            let level = collector.sections[group].level
            let inner = ((group + 1)..<max(group + 1, collector.sections[group].end)).filter {
                collector.sections[$0].level == level + 1 && isRequirement($0, collector, strictly: false)
            }
            chosen += inner
        }
        if chosen.isEmpty, groups.isEmpty { chosen = byHeading(collector) }
        if chosen.isEmpty { takeObligations(groups, &collector) } else { take(chosen, &collector) }
        if collector.drafts.isEmpty { takeDocument(&collector) }
    }

    /// Sections that say what the software does, the deepest that do so.
    private static func byHeading(_ collector: DraftCollector) -> [Int] {
        let speaks = Parallel.map(collector.sections.count, least: 64) { isRequirement($0, collector, strictly: true) }
        var chosen = collector.sections.indices.filter { speaks[$0] }
        // The document's title with its introduction is no requirement when sections below it are.
        let next = Dictionary(uniqueKeysWithValues: zip(chosen, chosen.dropFirst()))
        chosen.removeAll { outer in next[outer].map { $0 < collector.sections[outer].end } ?? false }
        return chosen.count > 1 || collector.sections.count > 2
            ? chosen.filter { collector.sections[$0].level > 1 } : []
    }

    private static func isRequirement(_ index: Int, _ collector: DraftCollector, strictly: Bool) -> Bool {
        let section = collector.sections[index]
        guard section.heading != nil, !section.blocks.isEmpty else { return false }
        guard section.role == .other || section.role == .requirements else { return false }
        guard strictly else { return true }
        return section.blocks.contains { speaksOfBehaviour($0, collector.source) }
    }

    /// Whether a block has a word such as `returns` or `must`.
    private static func speaksOfBehaviour(_ index: Int, _ source: SpecSource) -> Bool {
        for inner in index..<source.blocks[index].end {
            let block = source.blocks[inner]
            if block.kind == .code, block.text.count > 0, source.flat.find("def ", in: block.text) != nil {
                return true
            }
            guard block.kind == .paragraph || block.kind == .cell else { continue }
            var offset = block.text.lowerBound
            while offset < block.text.upperBound {
                let start = offset
                while offset < block.text.upperBound, ASCII.isLetter(source.flat[offset]) { offset += 1 }
                if offset > start, actions.contains(WordKey(source.flat, start..<offset)) { return true }
                offset += 1
            }
        }
        return false
    }

    private static func take(_ chosen: [Int], _ collector: inout DraftCollector) {
        var ids = UniqueIdentifiers()
        var index = 0
        let set = Set(chosen)
        while index < collector.sections.count {
            if set.contains(index), let heading = collector.sections[index].heading {
                let text = collector.source.blocks[heading].text
                let title = FirstWords.of(collector.source.flat, text)
                let id = ids.take(Slug.make(title))
                collector.drafts.append(collector.draft(ofSection: index, id: id, title: title))
                index = collector.sections[index].end
            } else {
                index = skip(index, &collector)
            }
        }
    }

    /// Keeps a section that is no requirement; returns the next one to look at.
    private static func skip(_ index: Int, _ collector: inout DraftCollector) -> Int {
        switch collector.sections[index].role {
        case .nonGoals:
            collector.nonGoals += collector.notes(in: index)
            return collector.sections[index].end
        case .openQuestions:
            collector.openQuestions += collector.notes(in: index)
            return collector.sections[index].end
        case .successCriteria: collector.successCriteria += collector.notes(in: index)
        default: break
        }
        collector.addContext(index, blocks: collector.sections[index].blocks)
        return index + 1
    }

    /// Every list item with MUST, SHALL or the like, and every item below a heading over requirements.
    private static func takeObligations(_ groups: [Int], _ collector: inout DraftCollector) {
        var ids = UniqueIdentifiers()
        let source = collector.source
        var index = 0
        var listed = groups.makeIterator()
        var nextGroup = listed.next()
        var listEnd = 0
        while index < collector.sections.count {
            while let group = nextGroup, group <= index {
                listEnd = max(listEnd, collector.sections[group].end)
                nextGroup = listed.next()
            }
            let role = collector.sections[index].role
            guard role != .nonGoals, role != .openQuestions, role != .successCriteria else {
                index = skip(index, &collector)
                continue
            }
            let isListed = index < listEnd
            var rest: [Int] = []
            for block in collector.sections[index].blocks {
                switch source.blocks[block].kind {
                case .list:
                    var taken = false
                    for item in source.children(of: block) where item + 1 < source.blocks[item].end {
                        let text = source.blocks[item + 1].text
                        guard isListed || Obligation.isIn(source.flat, text) else { continue }
                        let id = ids.take(Slug.make(FirstWords.of(source.flat, text)))
                        collector.drafts.append(collector.draft(ofItem: item, id: id, textStart: text.lowerBound))
                        taken = true
                    }
                    if !taken { rest.append(block) }
                case .paragraph where Obligation.isIn(source.flat, source.blocks[block].text):
                    takeParagraph(block, &ids, &collector)
                default: rest.append(block)
                }
            }
            collector.addContext(index, blocks: rest)
            index += 1
        }
    }

    private static func takeParagraph(_ index: Int, _ ids: inout UniqueIdentifiers, _ collector: inout DraftCollector) {
        let source = collector.source
        let block = source.blocks[index]
        let title = FirstWords.of(source.flat, block.text)
        collector.drafts.append(
            RequirementDraft(
                id: ids.take(Slug.make(title)), title: title, origin: .paragraph, blocks: [index],
                textStart: block.text.lowerBound, firstLine: block.firstLine, lastLine: block.lastLine,
                column: max(block.column, 1), location: source.location(of: block)))
    }

    private static func takeDocument(_ collector: inout DraftCollector) {
        let source = collector.source
        let skipped: (Section) -> Bool = { $0.role == .nonGoals || $0.role == .openQuestions }
        let blocks = collector.sections.filter { !skipped($0) }.flatMap(\.blocks)
        guard let first = blocks.first else { return }
        let heading = collector.sections.first { $0.heading != nil }?.heading
        let title = FirstWords.of(source.flat, heading.map { source.blocks[$0].text } ?? source.blocks[first].text)
        collector.context = []
        collector.contextBlocks = []
        let start = heading.map { source.blocks[$0].lastLine + 1 } ?? source.blocks[first].firstLine
        collector.drafts = [
            RequirementDraft(
                id: Slug.make(title), title: title, origin: .document, blocks: blocks,
                firstLine: min(start, source.blocks[first].firstLine), lastLine: source.text.lineCount,
                location: source.location(of: source.blocks[heading ?? first]))
        ]
    }
}

/// Words that oblige.
enum Obligation {
    /// Whether a text has MUST or SHALL, or `must`, `shall`, `should`, `has to`.
    static func isIn(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
        let text = bytes.buffer(range)
        guard mayHold(text) else { return false }
        for index in text.indices {
            let byte = text[index] | 0x20
            guard byte == UInt8(ascii: "m") || byte == UInt8(ascii: "s"),
                index == 0 || !ASCII.isName(text[index - 1])
            else { continue }
            let offset = range.lowerBound + index
            if isWord("must", bytes, offset, range) || isWord("shall", bytes, offset, range)
                || isWord("should", bytes, offset, range)
            {
                return true
            }
        }
        return false
    }

    /// Whether "mu" or "sh" stands somewhere, letters in either case: a loop that the compiler makes of wide
    /// instructions, and most sentences have neither.
    private static func mayHold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var least = UInt8.max
        for index in 0..<max(text.count - 1, 0) {
            let first = text[index] | 0x20
            let second = text[index + 1] | 0x20
            let must = (first ^ UInt8(ascii: "m")) | (second ^ UInt8(ascii: "u"))
            let shall = (first ^ UInt8(ascii: "s")) | (second ^ UInt8(ascii: "h"))
            least = min(least, min(must, shall))
        }
        return least == 0
    }

    private static func isWord(_ word: StaticString, _ bytes: Bytes, _ offset: Int, _ range: Range<Int>) -> Bool {
        let end = offset + word.utf8CodeUnitCount
        return bytes.has(word, at: offset, before: range.upperBound)
            && (end == range.upperBound || !ASCII.isName(bytes[end]))
    }
}
