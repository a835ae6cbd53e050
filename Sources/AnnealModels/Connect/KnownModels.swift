internal import AnnealFoundation

/// Contexts of models whose servers do not tell them.
///
/// As of 2026-10, from the providers' pages on their models: developers.openai.com/api/docs/models and
/// platform.claude.com/docs/en/about-claude/models.
enum KnownModels {
    /// Lengths by the beginning of the model's name; the longest that fits counts.
    private static let contexts: [(prefix: String, tokens: Int)] = [
        ("gpt-5", 400_000), ("gpt-4.1", 1_047_576), ("gpt-4o", 128_000), ("gpt-4-turbo", 128_000), ("gpt-4", 8192),
        ("gpt-3.5-turbo", 16_385), ("o1", 200_000), ("o3", 200_000), ("o4-mini", 200_000), ("claude-", 200_000),
        ("claude-fable-5", 1_000_000), ("claude-opus-5", 1_000_000), ("claude-sonnet-5", 1_000_000),
        ("claude-haiku-5", 1_000_000),
    ]

    /// The model that is used with a key of OpenAI and no name.
    static let openAIStandard = "gpt-5.4"
    /// The model that is used with a key of Anthropic and no name.
    static let anthropicStandard = "claude-sonnet-5-5"

    /// Tokens of context.
    ///
    /// - Parameter model: the model's name, with or without a provider in front (`openai/gpt-4.1`).
    /// - Returns: `nil` for a model that is not in the table.
    static func contextLength(of model: String) -> TokenCount? {
        let name = model.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let fitting = contexts.filter { name.hasPrefix($0.prefix) }
        return fitting.max { $0.prefix.count < $1.prefix.count }.map { TokenCount($0.tokens) }
    }
}
