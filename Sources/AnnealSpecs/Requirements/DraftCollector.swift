internal import AnnealFoundation

/// Finds the requirements of a document, whatever its format, and what else the document says.
struct DraftCollector {
    let source: SpecSource
    var sections: [Section]
    var drafts: [RequirementDraft] = []
    var stories: [StoryDraft] = []
    var context: [SpecDocument.Section] = []
    /// Blocks outside of requirements, for interfaces and examples of the whole document.
    var contextBlocks: [Int] = []
    var openQuestions: [SpecDocument.Note] = []
    var nonGoals: [SpecDocument.Note] = []
    var successCriteria: [SpecDocument.Note] = []

    /// Letters of identifiers that no requirement has.
    private static let otherPrefixes = WordSet("sc t q ng a oq us")

    init(_ source: SpecSource) {
        self.source = source
        var sections = Section.all(in: source)
        var roles = SectionRoles(source)
        roles.assign(to: &sections)
        self.sections = sections
    }

    /// Goes through the document once, and a second time with looser rules if nothing has an identifier.
    mutating func collect() {
        scan()
        if drafts.isEmpty, !stories.isEmpty { takeStories() }
        guard drafts.isEmpty else { return }
        context = []
        contextBlocks = []
        openQuestions = []
        nonGoals = []
        successCriteria = []
        LooseCollector.collect(into: &self)
    }

    private mutating func scan() {
        var index = 0
        while index < sections.count {
            let section = sections[index]
            switch section.role {
            case .requirement(let id, let title):
                drafts.append(draft(ofSection: index, id: id, title: title))
                index = section.end
            case .nonGoals:
                nonGoals += notes(in: index)
                index = section.end
            case .openQuestions:
                openQuestions += notes(in: index)
                index = section.end
            case .removed:
                addRemoved(index)
                index = section.end
            case .story(let id, let title, let priority):
                stories.append(
                    StoryDraft(
                        id: id, title: title, priority: priority, sections: index..<section.end,
                        location: location(ofSection: index)))
                addContext(index, blocks: section.blocks)
                index += 1
            case .successCriteria:
                successCriteria += notes(in: index)
                addContext(index, blocks: section.blocks)
                index += 1
            default:
                scanBlocks(of: index)
                index += 1
            }
        }
    }

    /// What the sections that a change takes away were called.
    private mutating func addRemoved(_ index: Int) {
        for inner in index..<sections[index].end {
            guard case .requirement(_, let title) = sections[inner].role else { continue }
            nonGoals.append(.init(text: "Removed: \(title)", location: location(ofSection: inner)))
        }
    }

    private mutating func takeStories() {
        for story in stories {
            var made = draft(ofSection: story.sections.lowerBound, id: story.id, title: story.title)
            made.priority = story.priority
            drafts.append(made)
        }
        let taken = Set(stories.map(\.location))
        context.removeAll { taken.contains($0.location) }
        stories = []
    }

    /// Looks for items, paragraphs and rows with identifiers in a section's own blocks.
    private mutating func scanBlocks(of index: Int) {
        var rest: [Int] = []
        var open: Int?
        for block in sections[index].blocks {
            switch source.blocks[block].kind {
            case .list:
                if let current = open, !itemsHaveIdentifiers(block) {
                    extend(current, with: block)
                } else {
                    open = nil
                    if !addItems(of: block) { rest.append(block) }
                }
            case .table:
                if let current = open {
                    extend(current, with: block)
                } else if !addRows(of: block) {
                    rest.append(block)
                }
            case .paragraph:
                if let id = identifier(of: block) {
                    open = drafts.count
                    drafts.append(draft(ofParagraph: block, id))
                } else if let current = open {
                    extend(current, with: block)
                } else {
                    rest.append(block)
                }
            default:
                if let current = open { extend(current, with: block) } else { rest.append(block) }
            }
        }
        addContext(index, blocks: rest)
    }

    private mutating func extend(_ draft: Int, with block: Int) {
        drafts[draft].blocks.append(block)
        drafts[draft].lastLine = source.blocks[block].lastLine
    }

    /// The identifier that a paragraph begins with; only usual letters count outside of headings.
    private func identifier(of block: Int) -> WrittenIdentifier? {
        let found = WrittenIdentifier.read(source.flat, source.blocks[block].text, isHeading: false)
        guard let found, found.isUsual, found.rest < source.blocks[block].text.upperBound else { return nil }
        // Success criteria and tasks have identifiers too, and are no requirements.
        return Self.otherPrefixes.contains(found.prefix) ? nil : found
    }

    private func itemsHaveIdentifiers(_ list: Int) -> Bool {
        source.children(of: list).contains { item in
            item + 1 < source.blocks[item].end && source.blocks[item + 1].kind == .paragraph
                && identifier(of: item + 1) != nil
        }
    }

    private mutating func addItems(of list: Int) -> Bool {
        guard itemsHaveIdentifiers(list) else { return false }
        for item in source.children(of: list) {
            let first = item + 1
            guard first < source.blocks[item].end, source.blocks[first].kind == .paragraph,
                let id = identifier(of: first)
            else { continue }
            drafts.append(draft(ofItem: item, id: source.flat.text(id.id), textStart: id.rest))
        }
        return true
    }

    /// Rows of a table whose first column holds identifiers.
    private mutating func addRows(of table: Int) -> Bool {
        var found = false
        for row in source.children(of: table) where source.blocks[row].level == 0 {
            let cells = source.children(of: row)
            guard cells.count > 1, source.blocks[cells[0]].text.count > 1,
                let id = WrittenIdentifier.read(source.flat, source.blocks[cells[0]].text, isHeading: true),
                id.isUsual, id.rest >= source.blocks[cells[0]].text.upperBound
            else { continue }
            let longest = cells.dropFirst().max { source.blocks[$0].text.count < source.blocks[$1].text.count }
            guard let longest, !source.blocks[longest].text.isEmpty else { continue }
            found = true
            let block = source.blocks[longest]
            drafts.append(
                RequirementDraft(
                    id: source.flat.text(id.id), title: FirstWords.of(source.flat, block.text), origin: .row,
                    blocks: [longest], textStart: block.text.lowerBound, firstLine: block.firstLine,
                    lastLine: block.firstLine, column: block.column, location: source.location(of: source.blocks[row])))
        }
        return found
    }
}
