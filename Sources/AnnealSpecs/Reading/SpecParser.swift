internal import AnnealFoundation
internal import Foundation

/// From bytes to a document.
enum SpecParser {
    /// Parses a document whose bytes have been checked. Complexity: O(n).
    static func parse(_ bytes: [UInt8], path: String) throws(SpecError) -> SpecDocument {
        // A byte order mark is no text.
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let text = SpecText(bytes: start == 0 ? bytes : Array(bytes[start...]))
        let settings = try FrontMatter.settings(of: text, path: path)
        let source = try BlockReader.read(text, path: path)
        var collector = DraftCollector(source)
        let format = FormatDetector.format(of: source, collector.sections)
        collector.collect()
        let dialect = DialectDetector.dialect(of: source)
        let (read, known) = read(source, dialect)
        let builder = RequirementBuilder(
            source: source, sections: collector.sections, read: read, dialect: dialect, modules: known,
            interfaces: InterfaceReader(source, read, dialect), format: format)
        var signatures: [FunctionSignature] = []
        let interfaces = builder.interfaces.interfaces(
            in: collector.contextBlocks, heading: nil, signatures: &signatures)
        return SpecDocument(
            title: title(source, collector.sections, path: path), format: format, path: path,
            digest: ContentDigest(of: bytes), frontMatter: settings, context: collector.context,
            requirements: requirements(&collector, builder), interfaces: interfaces,
            examples: builder.examples(in: collector.contextBlocks, signatures: signatures),
            openQuestions: collector.openQuestions + ClarificationMarks.notes(in: source), nonGoals: collector.nonGoals,
            successCriteria: collector.successCriteria)
    }

    /// Reads all code spans, and the names of modules that calls may begin with.
    private static func read(_ source: SpecSource, _ dialect: Dialect) -> ([ReadSpan], Set<String>) {
        var known: Set<String> = []
        let plain = SpanReader(bytes: source.flat, expressions: ExpressionReader(bytes: source.flat, dialect: dialect))
        for span in source.spans where plain.isPath(span.content) {
            let path = source.flat.text(span.content)
            guard let file = path.split(separator: "/").last, let name = file.split(separator: ".").first else {
                continue
            }
            known.insert(String(name))
            for folder in path.split(separator: "/").dropLast() { known.insert(String(folder)) }
        }
        let reader = SpanReader(
            bytes: source.flat, expressions: ExpressionReader(bytes: source.flat, dialect: dialect, modules: known))
        return (Parallel.map(source.spans.count, least: 512) { reader.read(source.spans[$0].content) }, known)
    }

    private static func requirements(_ collector: inout DraftCollector, _ builder: RequirementBuilder) -> [Requirement]
    {
        var unique = UniqueIdentifiers()
        var scenarios: [[CriterionDraft]] = Array(repeating: [], count: collector.drafts.count)
        if !collector.stories.isEmpty { attachStories(&collector, &scenarios) }
        let ids = collector.drafts.map { unique.take($0.id) }
        let known = Set(ids)
        let drafts = collector.drafts
        let found = scenarios
        return Parallel.map(drafts.count, least: 32) { index in
            builder.requirement(drafts[index], id: ids[index], scenarios: found[index], known: known)
        }
    }

    /// Gives each story's scenarios to the requirements they fit; a story that fits none becomes one of its own.
    private static func attachStories(_ collector: inout DraftCollector, _ scenarios: inout [[CriterionDraft]]) {
        let source = collector.source
        let texts = collector.drafts.map { draft in draft.blocks.map { source.blocks[$0].text } }
        let matching = StoryMatching(source.flat, texts)
        for story in collector.stories {
            let found = CriteriaBuilder.scenarios(of: story, source, collector.sections)
            var left: [CriterionDraft] = []
            for scenario in found {
                let ranges = scenario.parts.compactMap { part -> Range<Int>? in
                    if case .prose(_, let range) = part { range } else { nil }
                }
                guard let best = matching.best(source.flat, ranges) else {
                    left.append(scenario)
                    continue
                }
                scenarios[best].append(scenario)
                let written = collector.drafts[best].priority
                if let priority = story.priority {
                    collector.drafts[best].priority = min(written ?? priority, priority)
                }
            }
            guard !left.isEmpty, left.count == found.count else {
                // What fits nothing else stays with the story's other scenarios.
                if let best = scenarios.indices.last(where: { !scenarios[$0].isEmpty }) { scenarios[best] += left }
                continue
            }
            var draft = collector.draft(ofSection: story.sections.lowerBound, id: story.id, title: story.title)
            draft.priority = story.priority
            draft.blocks = []
            collector.drafts.append(draft)
            scenarios.append(left)
        }
    }

    private static func title(_ source: SpecSource, _ sections: [Section], path: String) -> String {
        let heading = sections.first { $0.level == 1 }?.heading ?? sections.first { $0.heading != nil }?.heading
        guard let heading else { return path.split(separator: "/").last.map(String.init) ?? path }
        var title = source.string(source.blocks[heading])
        for prefix in ["Feature Specification:", "Feature:", "Spec:", "Specification:"] where title.hasPrefix(prefix) {
            title = String(title.dropFirst(prefix.count))
        }
        return title.split(separator: " ").joined(separator: " ")
    }
}
