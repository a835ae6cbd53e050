import AnnealContext
import AnnealLearning
import Foundation

/// Learns an order from rows and judges it on repositories that it has not seen.
struct RankingFit {
    private let queries: [RankedQuery]

    /// Reads rows.
    init(rows path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        queries = try text.split(separator: "\n").map {
            try JSONDecoder().decode(RankedQuery.self, from: Data($0.utf8))
        }
    }

    /// Trains on all repositories but the held ones, prints figures for both, and writes the model.
    func run(model path: String, held: Set<String>) throws {
        let learned = queries.filter { !held.contains($0.repository) }
        let judged = queries.filter { held.contains($0.repository) }
        guard !learned.isEmpty, !judged.isEmpty else { throw Failure(message: "no rows to learn from, or none held") }
        let trees = try BoostedTrees.train(try examples(learned), parameters: Self.parameters)
        let names = Set(learned.map(\.repository))
        print("\(names.count) repositories to learn from, \(held.count) held, \(Self.parameters.rounds) trees")
        for (label, part) in [("learned from", learned), ("held out", judged)] {
            for variant in ["history", "plain"] {
                let part = part.filter { $0.variant == variant }
                try tell(label, variant, part, trees)
            }
        }
        for name in held.sorted() {
            for variant in ["history", "plain"] {
                try tell(name, variant, judged.filter { $0.repository == name && $0.variant == variant }, trees)
            }
        }
        let merits = try trees.importance(.totalGain).sorted { $0.value > $1.value }.prefix(15)
        print("features:", merits.map { RepositorySearch.featureNames[$0.key] }.joined(separator: ", "))
        let json = try Self.trimmed(try trees.json())
        let text = """
            // Written by `train-ranking`: XGBoost's JSON.
            // swift-format-ignore
            let rankingModel = #"\(json)"#

            """
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        print("\(json.utf8.count) bytes written to \(path)")
    }

    /// Chosen by cross-validation over the repositories that are learned from.
    private static var parameters: TreeParameters {
        var parameters = TreeParameters(objective: .rankPairwise, rounds: 200)
        parameters.learningRate = 0.05
        parameters.maximumDepth = 3
        parameters.minimumChildWeight = 2
        parameters.rowShare = 0.8
        parameters.columnShare = 0.5
        parameters.l2 = 5
        return parameters
    }

    /// A model's JSON without what only training needs, its numbers with seven digits.
    private static func trimmed(_ json: [UInt8]) throws -> String {
        let unused: Set<String> = ["base_weights", "loss_changes", "sum_hessian"]
        func text(_ value: Any, _ name: String) throws -> String {
            switch value {
            case let members as [String: Any]:
                let parts = try members.sorted { $0.key < $1.key }.map {
                    try text($0.key, "") + ":" + text($0.value, $0.key)
                }
                return "{" + parts.joined(separator: ",") + "}"
            case let values as [Any]: return "[" + (try values.map { try text($0, name) }).joined(separator: ",") + "]"
            case let string as String: return String(decoding: try JSONEncoder().encode(string), as: UTF8.self)
            case let number as Double:
                guard unused.contains(name) || name == "split_conditions" else { return "\(Int(number))" }
                let digits = unused.contains(name) ? "0" : String(format: "%.7g", number)
                // XGBoost tells whole numbers from others by their signs.
                return digits.contains { $0 == "." || $0 == "e" } ? digits : digits + "E0"
            default: throw Failure(message: "the model has a \(value) in \(name)")
            }
        }
        return try text(try JSONSerialization.jsonObject(with: Data(json)), "")
    }

    private func examples(_ queries: [RankedQuery]) throws -> BoostedTrees.Examples {
        // A query without a found truth, or with nothing else, has no pairs to learn from.
        let useful = queries.filter { $0.labels.contains(1) && $0.labels.contains(0) }
        let table = try FeatureTable(
            useful.flatMap { $0.features.flatMap { $0.map { $0 ?? .nan } } },
            columns: RepositorySearch.featureNames.count)
        return BoostedTrees.Examples(
            table, labels: useful.flatMap { $0.labels.map { Float($0) } }, groups: useful.map(\.labels.count))
    }

    private func tell(_ label: String, _ variant: String, _ queries: [RankedQuery], _ trees: BoostedTrees) throws {
        guard !queries.isEmpty else { return }
        var fixed = Figures()
        var ranked = Figures()
        for query in queries {
            fixed.add(query.labels, truth: query.truth)
            guard !query.labels.isEmpty else { ranked.add([], truth: query.truth); continue }
            let merits = try trees.predict(
                FeatureTable(
                    query.features.flatMap { $0.map { $0 ?? .nan } }, columns: RepositorySearch.featureNames.count))
            let order = merits.indices.sorted { (merits[$1], $0) < (merits[$0], $1) }
            ranked.add(order.map { query.labels[$0] }, truth: query.truth)
        }
        print("\(label), \(variant), \(queries.count) queries: fixed \(fixed), learned \(ranked)")
    }
}

/// Recall and reciprocal rank over queries.
struct Figures: CustomStringConvertible {
    private var count = 0.0
    private var recalls = [0.0, 0.0, 0.0]
    private var reciprocal = 0.0

    /// Adds a query: which of the files, best first, are right, and how many there are in all.
    mutating func add(_ labels: [Int], truth: Int) {
        count += 1
        for (number, depth) in [1, 5, 10].enumerated() {
            recalls[number] += Double(labels.prefix(depth).reduce(0, +)) / Double(truth)
        }
        if let rank = labels.firstIndex(of: 1) { reciprocal += 1 / Double(rank + 1) }
    }

    var description: String {
        let values = recalls + [reciprocal]
        return zip(["R@1", "R@5", "R@10", "MRR"], values).map { name, value in
            "\(name) \(String(format: "%.3f", value / max(1, count)))"
        }.joined(separator: " ")
    }
}
