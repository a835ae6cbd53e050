import AnnealFoundation
import AnnealRecommendation
import AnnealSpecs
import ArgumentParser
import Foundation

/// `anneal recommend`: a stack of technologies for a need, or the packages of a catalogue that meet it.
struct RecommendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend", abstract: "Recommend a technology stack, or packages, for a need.",
        discussion: """
            A need, or a specification with --spec, gives a stack: parts that the words call for, with reasons, what is \
            expected of them and alternatives. With --components, --catalog or --queries packages are looked for \
            instead. A catalogue has a package a line: {"name", "section", "summary", "description", "tags"}; --queries \
            has a need a line, {"id", "query"}, and each answer is one line with `id`, `packages` and `milliseconds`. \
            Where a sentence encoder is installed it takes part in that; the vectors of a catalogue are made once and \
            kept.
            """)

    @Argument(help: "The need, in your words.") var need: String?
    @Option(help: "A specification, or a folder that holds one, in place of a need.") var spec: String?
    @Flag(help: "Look for packages in the catalogue that Anneal brings along.") var components = false
    @Option(help: "A file of packages, one JSON object a line; may be packed by gzip.") var catalog: String?
    @Option(help: "A file of needs, one JSON object a line.") var queries: String?
    @Option(help: "The most packages.") var limit = 10
    @Option(help: "The most stacks beside the best one.") var alternatives = 3
    @Flag(help: "Compare words alone, even where a sentence encoder is installed.") var wordsOnly = false
    @OptionGroup(title: "The project") var project: ProjectOptions
    @Flag(help: "One JSON object a line.") var json = false

    func validate() throws {
        guard [need, spec, queries].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("give a need, a specification with --spec, or a file of needs with --queries")
        }
        guard need?.contains(where: { !$0.isWhitespace }) ?? true else { throw ValidationError("the need is empty") }
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit is from 1 to 10000") }
        guard (0...100).contains(alternatives) else { throw ValidationError("--alternatives is from 0 to 100") }
        if spec != nil, components || catalog != nil {
            throw ValidationError("packages are looked for by a need; leave --spec out")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            if components || catalog != nil || queries != nil {
                try findComponents()
            } else {
                try adviseStack()
            }
            return .verified
        }
    }

    private func findComponents() throws {
        let desk = ComponentDesk(wordsOnly: wordsOnly, json: json, limit: limit)
        let needs = try queries.map { try CatalogueFile.needs(desk.bytes($0), source: $0) }
        let search = try desk.search(catalog: catalog)
        for need in needs ?? [CatalogueNeed(id: "need", query: need ?? "")] {
            try desk.answer(need, search, withTitle: queries != nil)
        }
    }

    private func adviseStack() throws {
        let text = try spec.map { try SpecDocument.read(path: $0).needText } ?? need ?? ""
        let features = project.features(for: text)
        let advice = try StackAdvisor(list: TechnologyList.own()).advise(
            text, features: features, alternatives: alternatives)
        if json {
            Terminal.result(try CanonicalJSON.string(advice))
        } else {
            for line in StackReport(advice).lines { Terminal.result(line) }
        }
    }
}

extension SpecDocument {
    /// What a specification asks for, as sentences.
    fileprivate var needText: String {
        ([title] + context.map(\.text) + requirements.flatMap { [$0.title, $0.text] }).joined(separator: "\n")
    }
}
