internal import Foundation

/// Words of the packages' fields with their weights, for BM25F.
///
/// Source: S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (2004).
struct FieldIndex: Sendable {
    private static let weights = [2.0, 3.0, 1.0, 1.0]
    private static let lengths = [0.3, 0.3, 0.75, 0.3]
    private static let saturation = 1.2

    let count: Int
    /// For each stem the packages that have it, with the weighted frequency.
    private let postings: [String: [(package: Int32, frequency: Float)]]

    init(_ packages: [CataloguePackage]) {
        let fields = packages.map { package in
            [
                Self.name(package.name), Terms.of(package.summary), Terms.of(package.description),
                Terms.of(package.tags.joined(separator: " ")),
            ]
        }
        count = packages.count
        let mean = (0..<4).map { field in
            max(1e-9, Double(fields.reduce(0) { $0 + $1[field].count }) / Double(max(1, packages.count)))
        }
        var postings: [String: [(package: Int32, frequency: Float)]] = [:]
        for (package, fields) in fields.enumerated() {
            var frequencies: [String: Double] = [:]
            for (field, terms) in fields.enumerated() {
                let length = Self.lengths[field]
                let share = Self.weights[field] / (1 - length + length * Double(terms.count) / mean[field])
                for term in terms { frequencies[term, default: 0] += share }
            }
            for (term, frequency) in frequencies {
                postings[term, default: []].append((Int32(package), Float(frequency)))
            }
        }
        self.postings = postings
    }

    /// A name's parts and the name as a whole.
    static func name(_ name: String) -> [String] {
        let parts = Terms.of(name.replacing("++", with: "cpp "))
        return parts + [Terms.stem(name.lowercased())]
    }

    /// How rare a stem is: the logarithm of packages to those that have it.
    func rarity(_ stem: String) -> Double {
        log(1 + Double(count) / Double(1 + (postings[stem]?.count ?? 0)))
    }

    /// The score of every package for weighted stems, the best 1.
    ///
    /// - Complexity: O(packages that have a stem).
    func scores(_ stems: [String: Double]) -> [Float] {
        var scores = [Float](repeating: 0, count: count)
        for (stem, weight) in stems.sorted(by: { $0.key < $1.key }) {
            guard let found = postings[stem] else { continue }
            let others = Double(count - found.count)
            let inverse = weight * log(1 + (others + 0.5) / (Double(found.count) + 0.5))
            for (package, frequency) in found {
                let frequency = Double(frequency)
                scores[Int(package)] += Float(
                    inverse * frequency * (Self.saturation + 1) / (frequency + Self.saturation))
            }
        }
        return Self.scaled(scores)
    }

    /// The share of a need's words, weighted by rarity, that each package has.
    func coverage(_ stems: Set<String>) -> [Float] {
        let total = stems.sorted().reduce(0) { $0 + rarity($1) }
        var scores = [Float](repeating: 0, count: count)
        guard total > 0 else { return scores }
        for stem in stems.sorted() {
            let share = Float(rarity(stem) / total)
            for (package, _) in postings[stem] ?? [] { scores[Int(package)] += share }
        }
        return scores
    }

    private static func scaled(_ scores: [Float]) -> [Float] {
        guard let best = scores.max(), best > 0 else { return scores }
        return scores.map { $0 / best }
    }
}
