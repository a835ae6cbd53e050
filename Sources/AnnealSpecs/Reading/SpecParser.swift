internal import AnnealFoundation
internal import Foundation

/// From bytes to a document.
enum SpecParser {
    /// Parses a document whose bytes have been checked. Complexity: O(n).
    static func parse(_ bytes: [UInt8], path: String) throws(SpecError) -> SpecDocument {
        try bytes.withView { (bytes) throws(SpecError) -> SpecDocument in
            // A byte order mark is no text.
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let body = Bytes(bytes.buffer(start..<bytes.count))
            return try SpecText.with(body) { (text) throws(SpecError) -> SpecDocument in
                let settings = try FrontMatter.settings(of: text, path: path)
                var document = try BlockParts.read(text, path: path).withSource(text) { source in
                    Self.document(source, bytes, path: path)
                }
                document.frontMatter = settings
                return document
            }
        }
    }

    /// What is found out of a source without its requirements.
    private struct Findings: Sendable {
        var digest: ContentDigest
        var marks: [SpecDocument.Note]
        var dialect: Dialect
        var modules: [Range<Int>]
    }

    /// Everything but the settings.
    private static func document(_ source: SpecSource, _ bytes: Bytes, path: String) -> SpecDocument {
        let (findings, (format, collector)) = Parallel.both {
            Findings(
                digest: ContentDigest(of: UnsafeRawBufferPointer(bytes.buffer(0..<bytes.count))),
                marks: ClarificationMarks.notes(in: source),
                dialect: DialectDetector.dialect(of: source), modules: ModuleNames.all(in: source))
        } _: {
            var collector = DraftCollector(source)
            let format = FormatDetector.format(of: source, collector.sections)
            collector.collect()
            return (format, collector)
        }
        return findings.modules.withView { modules in
            let names = ModuleNames(bytes: source.flat, names: modules)
            let expressions = ExpressionReader(bytes: source.flat, dialect: findings.dialect, modules: names)
            let reader = SpanReader(bytes: source.flat, expressions: expressions)
            let read = Parallel.map(source.spans.count, least: 512) { reader.read(source.spans[$0].content) }
            return read.withView { read in
                let builder = RequirementBuilder(
                    source: source, sections: collector.sections, read: read, dialect: findings.dialect, modules: names,
                    interfaces: InterfaceReader(source, read, findings.dialect), format: format)
                var made = document(collector, builder, path: path)
                made.digest = findings.digest
                made.openQuestions += findings.marks
                return made
            }
        }
    }

    /// Everything but the settings, the digest and the marks.
    private static func document(
        _ collector: DraftCollector, _ builder: RequirementBuilder, path: String
    ) -> SpecDocument {
        var collector = collector
        let source = builder.source
        var signatures: [FunctionSignature] = []
        let interfaces = builder.interfaces.interfaces(
            in: collector.contextBlocks, heading: nil, signatures: &signatures)
        var requirements = requirements(&collector, builder)
        InverseExamples.add(to: &requirements, interfaces: interfaces, dialect: builder.dialect)
        RefusedExamples.add(to: &requirements, context: collector.context, dialect: builder.dialect)
        return SpecDocument(
            title: title(source, collector.sections, path: path), format: builder.format, path: path,
            digest: ContentDigest(hex: ""), context: collector.context,
            requirements: requirements, interfaces: interfaces,
            examples: builder.examples(in: collector.contextBlocks, signatures: signatures),
            openQuestions: collector.openQuestions, nonGoals: collector.nonGoals,
            successCriteria: collector.successCriteria)
    }

    private static func requirements(_ collector: inout DraftCollector, _ builder: RequirementBuilder) -> [Requirement]
    {
        var unique = UniqueIdentifiers(capacity: collector.drafts.count)
        var scenarios: [[CriterionDraft]] = Array(repeating: [], count: collector.drafts.count)
        if !collector.stories.isEmpty { attachStories(&collector, &scenarios) }
        let ids = collector.drafts.map { unique.take($0.id) }
        let known = unique
        let drafts = collector.drafts
        let found = scenarios
        return Parallel.map(drafts.count, least: 16) { index in
            builder.requirement(drafts[index], id: ids[index], scenarios: found[index], known: known)
        }
    }

    /// Gives each story's scenarios to the requirements they fit; a story that fits none becomes one of its own.
    private static func attachStories(_ collector: inout DraftCollector, _ scenarios: inout [[CriterionDraft]]) {
        let source = collector.source
        let matching = StoryMatching(source, collector.drafts)
        let stories = collector.stories
        let sections = collector.sections
        let matched = Parallel.map(stories.count, least: 8) { index in
            CriteriaBuilder.scenarios(of: stories[index], source, sections).map { scenario in
                let ranges = scenario.parts.compactMap { part -> Range<Int>? in
                    if case .prose(_, let range) = part { range } else { nil }
                }
                return (scenario: scenario, best: matching.best(source.flat, ranges))
            }
        }
        for (story, found) in zip(stories, matched) {
            var left: [CriterionDraft] = []
            for (scenario, best) in found {
                guard let best else {
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
