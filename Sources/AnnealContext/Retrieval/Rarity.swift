internal import Foundation

/// How much a term that few files have tells.
enum Rarity {
    /// The inverse document frequency of BM25, never below 0.
    ///
    /// Source: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with 1 added
    /// under the logarithm.
    ///
    /// - Parameters:
    ///   - count: the files that have the term.
    ///   - total: all files.
    /// - Returns: `ln(1 + (total − count + 0.5) / (count + 0.5))`.
    static func of(_ count: Int, among total: Int) -> Float {
        let count = Float(min(count, total))
        return log(1 + (Float(total) - count + 0.5) / (count + 0.5))
    }
}
