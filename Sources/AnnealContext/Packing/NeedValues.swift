internal import Foundation

/// How likely a task's code will use each unit: its name in the task, in the code that changes, in the files around it,
/// and the task's words in it.
struct NeedValues {
    /// The units in the order of the candidates.
    let units: [CodeUnit]
    /// One value a unit.
    private(set) var values: [Float]

    /// Values units. Complexity: O(n) in the units and their terms.
    init(_ candidates: PackCandidates, _ request: NeedRequest, weights: NeedWeights) {
        units = candidates.files.flatMap(\.units)
        values = [Float](repeating: 0, count: units.count)
        var declared: [String: Int] = [:]
        for unit in units where !unit.name.isEmpty { declared[unit.name, default: 0] += 1 }
        let own = NeedRequest.identifiers(request.own)
        let around = NeedRequest.identifiers(request.around)
        let texts = UnitValues.textScores(of: units, candidates.words.terms, weights: .standard)
        let best = max(texts.map(\.score).max() ?? 0, 1e-6)
        let paths = Set(request.paths)
        for (number, unit) in units.enumerated() {
            let file = candidates.files[unit.file]
            var value = weights.text * file.score * texts[number].score / best
            if unit.kind != nil, !unit.name.isEmpty {
                var evidence: Float = 0
                if candidates.words.codeNames.contains(unit.name) {
                    evidence = weights.codeName
                } else if candidates.words.names.contains(unit.name) {
                    evidence = weights.name
                }
                if own.contains(unit.name) {
                    evidence = max(evidence, weights.own)
                } else if around.contains(unit.name) {
                    evidence = max(evidence, weights.around)
                }
                let isImported = candidates.imported.contains(file.path)
                // Of a name that many declare the imported one is meant.
                if declared[unit.name, default: 1] > 2, !isImported { evidence *= weights.ambiguous }
                value += evidence
                if isImported, value > 0.1 { value += weights.imported }
            }
            values[number] = value * Self.factor(of: unit, in: file, isNamed: paths.contains(file.path), weights)
        }
        lend(declared, weights)
    }

    private static func factor(
        of unit: CodeUnit, in file: CandidateFile, isNamed: Bool, _ weights: NeedWeights
    ) -> Float {
        // What a file is for no longer counts where it is in play by its name.
        let category: Float =
            switch file.category {
            case _ where isNamed: 1
            case .source, .generated: 1
            case .vendored: 0.5
            case .test, .documentation, .data: 0.1
            }
        return switch unit.kind {
        case nil: category * weights.fragment
        case .variable, .alias: category * weights.variable
        default: category
        }
    }

    /// What the best units' signatures name is needed to use them.
    private mutating func lend(_ declared: [String: Int], _ weights: NeedWeights) {
        let best = values.indices.filter { values[$0] >= weights.leastWhole && units[$0].kind != nil }
        var named = Set<String>()
        for number in best { named.formUnion(NeedRequest.identifiers(units[number].signature)) }
        for number in units.indices
        where units[number].kind?.holdsMembers == true && declared[units[number].name, default: 0] == 1 {
            if named.contains(units[number].name), values[number] < weights.leastWhole {
                values[number] += weights.lent
            }
        }
    }
}
