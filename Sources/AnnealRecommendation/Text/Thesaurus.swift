internal import Foundation

/// Groups of phrases and of well-known programs for one concept each.
struct Thesaurus: Sendable {
    /// One concept.
    struct Group: Sendable {
        /// The stems of each phrase.
        let phrases: [[String]]
        /// Programs that are known for it, as they are written.
        let programs: [String]
        /// Their stems.
        let programStems: [[String]]
    }

    let groups: [Group]

    /// Reads groups: a line has phrases between semicolons, and after ` = ` programs between commas.
    ///
    /// - Parameters:
    ///   - text: the lines; those that begin with `#` are notes.
    ///   - source: its name, for errors.
    /// - Throws: `RecommendationError` for a line without a phrase.
    init(_ text: String, source: String) throws {
        var groups: [Group] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = String(line)
            guard line.contains(where: { !$0.isWhitespace }), !line.hasPrefix("#") else { continue }
            let halves = line.components(separatedBy: " = ")
            let phrases = halves[0].split(separator: ";").map { Terms.of(String($0)) }.filter { !$0.isEmpty }
            guard !phrases.isEmpty, halves.count <= 2 else {
                throw RecommendationError(
                    message: "the line has no phrases, or more than one ' = '", place: "\(source):\(index + 1)",
                    remedy: "write phrase; phrase = program, program")
            }
            let programs =
                halves.count == 2
                ? halves[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } : []
            let named = programs.filter { !$0.isEmpty }
            groups.append(Group(phrases: phrases, programs: named, programStems: named.map(Terms.of)))
        }
        self.groups = groups
    }

    /// The groups that a need is about, each with a weight of at most 1: phrases of rare words count more, the name of a
    /// program half.
    func groups(in stems: Set<String>, rarity: (String) -> Double) -> [(group: Int, weight: Double)] {
        groups.enumerated().compactMap { index, group in
            var best = 0.0
            for phrase in group.phrases where phrase.allSatisfy(stems.contains) {
                best = max(best, min(1, 0.5 + phrase.reduce(0) { $0 + rarity($1) } / 20))
            }
            for program in group.programStems where !program.isEmpty && program.allSatisfy(stems.contains) {
                best = max(best, 0.5)
            }
            return best > 0 ? (index, best) : nil
        }
    }
}
