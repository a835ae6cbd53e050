import Foundation

/// A commit's message as a query, with the files that a search found and those that the commit changed.
struct RankedQuery: Codable {
    /// The repository's name.
    var repository: String
    /// The commit.
    var id: String
    /// Which signals there were: `history` or `plain`.
    var variant: String
    /// How many files the commit changed.
    var truth: Int
    /// Of the files found, best first by the fixed rule, whether the commit changed them.
    var labels: [Int]
    /// Of each file found its features; `nil` where one is missing.
    var features: [[Float?]]
}
