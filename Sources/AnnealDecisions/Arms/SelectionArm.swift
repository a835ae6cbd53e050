internal import AnnealFoundation

/// A way to work on a task that can be chosen: a model and how it is used.
public struct SelectionArm: Sendable, Hashable, Codable {
    /// The name in logs and on the command line: `large-four`.
    public var name: String
    /// What it does, in a sentence.
    public var summary: String
    /// The model, by the local catalogue's name.
    public var model: String
    /// Settings by key, as `anneal run --set` takes them.
    public var settings: [String: String]

    /// Creates an arm.
    public init(name: String, summary: String, model: String, settings: [String: String]) {
        self.name = name
        self.summary = summary
        self.model = model
        self.settings = settings
    }

    /// The small model of the catalogue.
    public static let small = "qwen2.5-coder-0.5b"
    /// The model that Anneal uses by default.
    public static let large = "qwen2.5-coder-1.5b"

    /// The arms there are, from the cheapest to the dearest.
    ///
    /// Cascades (a cheap arm first, a dear one where the first result was not verified) are not among them: they are
    /// made of these, see `ArmCascade`.
    public static let standard: [SelectionArm] = [
        SelectionArm(
            name: "small-greedy", summary: "one greedy answer of the small model", model: small, settings: once),
        SelectionArm(
            name: "small-many", summary: "the small model, four answers at a time, two rounds, answers compared",
            model: small, settings: rounds(2)),
        SelectionArm(
            name: "small-long", summary: "the small model with all that the workflow has", model: small, settings: [:]),
        SelectionArm(
            name: "large-greedy", summary: "one greedy answer of the large model", model: large, settings: once),
        SelectionArm(
            name: "large-four", summary: "the large model, four answers at a time, two rounds, the first that passes",
            model: large,
            settings: rounds(2).merging(
                ["workflow.confirm": "false", "workflow.suggest": "false"], uniquingKeysWith: { $1 })),
        SelectionArm(
            name: "large-eight", summary: "the large model, eight answers at a time, one round, answers compared",
            model: large, settings: rounds(1, of: 8)),
        SelectionArm(
            name: "large-long",
            summary: "the large model with all that the workflow has: what is used without learning",
            model: large, settings: [:]),
    ]

    /// The arm that is used where nothing was learned: the standard workflow with the default model.
    public static let fixed = "large-long"

    /// The arm that is used where nothing was learned and there is one model alone.
    ///
    /// - Parameter model: the model, by the local catalogue's name.
    /// - Returns: the arm's name; `nil` for a model without arms.
    public static func fixed(for model: String) -> String? {
        standard.contains { $0.model == model } ? fixed(of: model) : nil
    }

    private static let once = [
        "workflow.rounds": "0", "workflow.candidates": "1", "workflow.confirm": "false", "workflow.suggest": "false",
        "workflow.mutations": "0",
    ]

    private static func rounds(_ count: Int, of answers: Int = 4) -> [String: String] {
        ["workflow.rounds": "\(count)", "workflow.candidates": "\(answers)", "workflow.patience": "2"]
    }

    /// The arms that are meant by a list of names.
    ///
    /// - Parameter names: names with commas; `all` means every one.
    /// - Returns: the arms in the order of the list.
    /// - Throws: `SuiteError` for a name that no arm has.
    public static func named(_ names: String) throws(SuiteError) -> [SelectionArm] {
        if names == "all" { return standard }
        var arms: [SelectionArm] = []
        for name in names.split(separator: ",").map({ $0.filter { $0 != " " } }) {
            guard let arm = standard.first(where: { $0.name == name }) else {
                throw SuiteError(
                    message: "there is no arm '\(name)'", place: "--arms",
                    remedy: "use all or some of: \(standard.map(\.name).joined(separator: ", "))", exitCode: .usage)
            }
            if !arms.contains(arm) { arms.append(arm) }
        }
        guard !arms.isEmpty else {
            throw SuiteError(
                message: "no arm was named", place: "--arms",
                remedy: "use all or some of: \(standard.map(\.name).joined(separator: ", "))", exitCode: .usage)
        }
        return arms
    }
}
