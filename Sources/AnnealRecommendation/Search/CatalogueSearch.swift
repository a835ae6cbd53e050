public import AnnealLearning
internal import Foundation

/// Finds the packages of a catalogue that meet a need: words, words that mean the same, well-known programs, languages,
/// and, where an encoder is there, sentence vectors; one linear model joins them.
///
/// A search belongs to one task at a time, as its encoder does.
public final class CatalogueSearch {
    /// A package that was found.
    public struct Result: Sendable, Hashable {
        /// The package.
        public let package: CataloguePackage
        /// What the signals come to; only the order within one need has a meaning.
        public let score: Double
        /// Words of the need that the package's name and summary have, and programs that it is known as.
        public let reasons: [String]
    }

    /// The packages.
    public let packages: [CataloguePackage]
    /// Whether sentence vectors take part; without them only words do.
    public var usesVectors: Bool { vectors != nil }

    private let index: FieldIndex
    private let thesaurus: Thesaurus
    private let known: KnownPrograms
    private let languages: [Set<String>]
    private let isLibrary: [Bool]
    private let encoder: SentenceEncoder?
    private let vectors: CatalogueVectors?

    /// Indexes a catalogue.
    ///
    /// - Parameters:
    ///   - packages: at least one.
    ///   - encoder: makes the need's vector.
    ///   - vectors: the packages' vectors by the same encoder, in the same order.
    /// - Throws: `RecommendationError` when the vectors are not of these packages.
    /// - Complexity: O(words of all packages).
    public init(
        _ packages: [CataloguePackage], encoder: SentenceEncoder? = nil, vectors: CatalogueVectors? = nil
    ) throws {
        guard vectors.map({ $0.count == packages.count && encoder?.width == $0.width }) ?? true else {
            throw RecommendationError(
                message: "the vectors are not of this catalogue", place: nil, remedy: "make them anew")
        }
        self.packages = packages
        self.encoder = encoder
        self.vectors = vectors
        index = FieldIndex(packages)
        thesaurus = try Thesaurus(thesaurusText, source: "thesaurus")
        known = KnownPrograms(thesaurus, packages)
        languages = packages.map(ProgrammingLanguages.of)
        isLibrary = packages.map(ProgrammingLanguages.isLibrary)
    }

    /// The best packages for a need.
    ///
    /// - Parameters:
    ///   - need: in any words.
    ///   - limit: the most that come back.
    /// - Returns: the best first; equal ones by name.
    /// - Throws: `LearningError` when the need's vector cannot be made.
    /// - Complexity: O(packages × width of a vector).
    public func search(_ need: String, limit: Int = 10) throws -> [Result] {
        let stems = Set(Terms.of(need))
        let groups = thesaurus.groups(in: stems, rarity: index.rarity)
        let scores = try scores(need, stems, groups)
        let order = packages.indices.sorted { left, right in
            scores[left] != scores[right] ? scores[left] > scores[right] : packages[left].name < packages[right].name
        }
        let programs = known.scores(groups, count: packages.count)
        return order.prefix(max(0, limit)).map { place in
            Result(
                package: packages[place], score: Double(scores[place]),
                reasons: reasons(packages[place], need, isKnown: programs[place] >= 0.6))
        }
    }

    private func scores(
        _ need: String, _ stems: Set<String>, _ groups: [(group: Int, weight: Double)]
    ) throws -> [Float] {
        let weights = vectors == nil ? FusionWeights.wordsOnly : .withVectors
        let words = index.scores(Dictionary(stems.map { ($0, 1) }, uniquingKeysWith: { $1 }))
        let related = index.scores(self.related(stems, groups))
        let programs = known.scores(groups, count: packages.count)
        let coverage = index.coverage(stems)
        let wanted = ProgrammingLanguages.wanted(by: need)
        let isForLibrary = !wanted.isEmpty || ProgrammingLanguages.isForLibrary(need)
        var scores = packages.indices.map { place in
            var score = weights.words * words[place] + weights.related * related[place]
            // Being known for something is worth less in a language that was not asked for.
            let share: Float = isElsewhere(place, wanted) ? 0.4 : 1
            score += weights.known * share * programs[place] + weights.coverage * coverage[place]
            if !wanted.isEmpty { score += languageScore(place, wanted, weights) }
            if !isForLibrary, isLibrary[place] { score += weights.library }
            return score
        }
        guard let encoder, let vectors, let vector = try encoder.vectors(of: [need]).first else { return scores }
        vectors.add(
            likeness: vector, whole: weights.whole, summary: weights.summary, description: weights.description,
            to: &scores)
        return scores
    }

    /// Whether a package is for languages alone that a need does not ask for; C serves C++.
    private func isElsewhere(_ place: Int, _ wanted: Set<String>) -> Bool {
        let languages = languages[place]
        guard !wanted.isEmpty, !languages.isEmpty, isLibrary[place] else { return false }
        return languages.isDisjoint(with: wanted) && !(wanted.contains("cpp") && languages.contains("c"))
    }

    private func languageScore(_ place: Int, _ wanted: Set<String>, _ weights: FusionWeights) -> Float {
        let languages = languages[place]
        if !languages.isDisjoint(with: wanted) { return weights.language }
        if !languages.isDisjoint(with: ProgrammingLanguages.apart) || isElsewhere(place, wanted) {
            return weights.otherLanguage
        }
        return languages.isEmpty ? 0 : 0.3 * weights.otherLanguage
    }

    /// Words of the groups that the need does not say itself.
    private func related(_ stems: Set<String>, _ groups: [(group: Int, weight: Double)]) -> [String: Double] {
        var related: [String: Double] = [:]
        for (group, weight) in groups {
            for phrase in thesaurus.groups[group].phrases {
                for stem in phrase where !stems.contains(stem) {
                    related[stem] = max(related[stem] ?? 0, weight / Double(phrase.count).squareRoot())
                }
            }
        }
        return related
    }

    private func reasons(_ package: CataloguePackage, _ need: String, isKnown: Bool) -> [String] {
        let own = Set(FieldIndex.name(package.name) + Terms.of(package.summary))
        var words: [String] = []
        for word in Terms.words(need) where Terms.of(word).contains(where: own.contains) && !words.contains(word) {
            words.append(word)
        }
        let wanted = ProgrammingLanguages.wanted(by: need).intersection(ProgrammingLanguages.of(package)).sorted()
        return words.map { "says \"\($0)\"" } + (isKnown ? ["well known for it"] : [])
            + wanted.map { "for \($0 == "cpp" ? "C++" : $0)" }
    }
}
