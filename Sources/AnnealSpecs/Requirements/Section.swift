/// A heading with the blocks up to the next heading.
struct Section {
    /// The heading's block, `nil` for what comes before the first heading.
    var heading: Int?
    /// The heading's level; 0 for what comes before the first heading.
    var level: Int
    /// Its own blocks (those of depth 0), without the heading.
    var blocks: [Int] = []
    /// The index after its last subsection.
    var end = 0
    /// The section that it is a subsection of, if there is one with a heading.
    var parent: Int?
    /// What it is for.
    var role = Role.other

    /// What a section is for, by its heading.
    enum Role: Equatable {
        /// One requirement.
        case requirement(id: String, title: String)
        /// A requirement that a change takes away.
        case removed
        /// What will not be done.
        case nonGoals
        /// What is not decided.
        case openQuestions
        /// Spec Kit's story: number, title, priority.
        case story(id: String, title: String, priority: Int?)
        /// Spec Kit's measurable outcomes.
        case successCriteria
        /// The heading over the list of criteria within a requirement.
        case acceptance
        /// A named scenario within a requirement.
        case scenario(name: String)
        /// The heading over all requirements.
        case requirements
        /// Terms, introductions and the like: never a requirement.
        case background
        /// Anything else.
        case other
    }

    /// Takes a document apart at its headings.
    static func all(in source: SpecSource) -> [Section] {
        var sections = [Section(heading: nil, level: 0)]
        var index = 0
        while index < source.blocks.count {
            let block = source.blocks[index]
            if block.kind == .heading {
                sections.append(Section(heading: index, level: Int(block.level)))
            } else {
                sections[sections.count - 1].blocks.append(index)
            }
            index = block.end
        }
        var open: [Int] = []
        for index in sections.indices {
            while let last = open.last, index > 0, sections[last].level >= sections[index].level || last == 0 {
                sections[last].end = index
                open.removeLast()
            }
            sections[index].parent = open.last
            open.append(index)
        }
        for index in open { sections[index].end = sections.count }
        return sections
    }
}
