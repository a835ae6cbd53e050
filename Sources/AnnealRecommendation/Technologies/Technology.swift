/// A technology that a stack can be made of.
public struct Technology: Sendable, Hashable, Codable {
    /// Its name, once in a list, in lower case.
    public var name: String
    /// What it does in a stack, one of `StackRole`'s names or `language`.
    public var role: String
    /// Languages that it can be used from; empty for one that any can talk to.
    public var languages: [String]
    /// The project's licence.
    public var licence: String
    /// From 1 (new) to 5 (in use everywhere for years).
    public var maturity: Int
    /// Its marks on the axes.
    public var marks: AxisMarks
    /// What it cannot do without: of each list one is enough.
    public var needs: [[String]]
    /// What it is often used with.
    public var worksWith: [String]
    /// What does not go with it.
    public var excludes: [String]
    /// Words for what it is good at.
    public var words: [String]

    /// Whether the licence is one that the Open Source Initiative approves, as far as the list says.
    public var isOpenSource: Bool {
        !["SSPL", "BUSL", "source available", "Timescale", "CockroachDB"].contains { licence.contains($0) }
            || licence.contains("AGPL")
    }
}

/// Marks on what a stack is judged by, from 1 to 5; more is better on each.
public struct AxisMarks: Sendable, Hashable, Codable {
    /// Speed on one machine.
    public var performance: Double
    /// How far it grows.
    public var scalability: Double
    /// How soon a team is at home in it.
    public var ease: Double
    /// How little work it is to run.
    public var operations: Double
    /// How little it costs.
    public var cost: Double

    /// The axes' names in the order of `values`.
    public static let names = ["performance", "scalability", "ease", "operations", "cost"]

    /// The marks in the order of `names`.
    public var values: [Double] { [performance, scalability, ease, operations, cost] }

    /// Creates marks.
    ///
    /// - Parameter values: five, in the order of `names`; missing ones are 0.
    public init(_ values: [Double]) {
        func value(_ index: Int) -> Double { index < values.count ? values[index] : 0 }
        performance = value(0)
        scalability = value(1)
        ease = value(2)
        operations = value(3)
        cost = value(4)
    }
}
