extension PriceTable {
    /// Prices of OpenAI and Anthropic for requests that are answered at once.
    ///
    /// Where a price depends on the prompt's length, the higher one is taken. Writing into Anthropic's cache is counted
    /// at the price of five minutes.
    public static let standard = PriceTable(
        date: "2026-10-10",
        sources: [
            "https://developers.openai.com/api/docs/pricing",
            "https://platform.claude.com/docs/en/about-claude/pricing",
        ],
        entries: openAI + anthropic)

    private static let openAI = [
        Entry(prefix: "gpt-5.5", input: 5, cachedInput: 0.5, output: 30),
        Entry(prefix: "gpt-5.4", input: 2.5, cachedInput: 0.25, output: 15),
        Entry(prefix: "gpt-5.4-mini", input: 0.75, cachedInput: 0.075, output: 4.5),
        Entry(prefix: "gpt-5.3-codex", input: 1.75, cachedInput: 0.175, output: 14),
        Entry(prefix: "gpt-5.2", input: 1.75, cachedInput: 0.175, output: 14),
        Entry(prefix: "gpt-5.2-codex", input: 1.75, cachedInput: 0.175, output: 14),
        Entry(prefix: "gpt-5.1", input: 1.25, cachedInput: 0.125, output: 10),
        Entry(prefix: "gpt-5", input: 1.25, cachedInput: 0.125, output: 10),
        Entry(prefix: "gpt-5-mini", input: 0.25, cachedInput: 0.025, output: 2),
        Entry(prefix: "gpt-5-nano", input: 0.05, cachedInput: 0.005, output: 0.4),
        Entry(prefix: "gpt-4.1", input: 2, cachedInput: 0.5, output: 8),
        Entry(prefix: "gpt-4.1-mini", input: 0.4, cachedInput: 0.1, output: 1.6),
        Entry(prefix: "gpt-4.1-nano", input: 0.1, cachedInput: 0.025, output: 0.4),
        Entry(prefix: "gpt-4o", input: 2.5, cachedInput: 1.25, output: 10),
        Entry(prefix: "gpt-4o-mini", input: 0.15, cachedInput: 0.075, output: 0.6),
        Entry(prefix: "o3", input: 2, cachedInput: 0.5, output: 8),
        Entry(prefix: "o4-mini", input: 1.1, cachedInput: 0.275, output: 4.4),
    ]

    private static let anthropic = [
        Entry(prefix: "claude-fable-5-1", input: 10, cachedInput: 0.25, cacheWrite: 12.5, output: 50),
        Entry(prefix: "claude-fable-5", input: 10, cachedInput: 1, cacheWrite: 12.5, output: 50),
        Entry(prefix: "claude-opus-5-5", input: 4, cachedInput: 0.2, cacheWrite: 5, output: 20),
        Entry(prefix: "claude-opus-5", input: 5, cachedInput: 0.5, cacheWrite: 6.25, output: 25),
        Entry(prefix: "claude-opus-4-8", input: 5, cachedInput: 0.5, cacheWrite: 6.25, output: 25),
        Entry(prefix: "claude-opus-4-7", input: 5, cachedInput: 0.5, cacheWrite: 6.25, output: 25),
        Entry(prefix: "claude-opus-4-6", input: 5, cachedInput: 0.5, cacheWrite: 6.25, output: 25),
        Entry(prefix: "claude-opus-4-5", input: 5, cachedInput: 0.5, cacheWrite: 6.25, output: 25),
        Entry(prefix: "claude-opus-4-1", input: 15, cachedInput: 1.5, cacheWrite: 18.75, output: 75),
        Entry(prefix: "claude-opus-4", input: 15, cachedInput: 1.5, cacheWrite: 18.75, output: 75),
        Entry(prefix: "claude-sonnet-5-5", input: 2, cachedInput: 0.1, cacheWrite: 2.5, output: 10),
        Entry(prefix: "claude-sonnet-5", input: 2, cachedInput: 0.2, cacheWrite: 2.5, output: 10),
        Entry(prefix: "claude-sonnet-4-6", input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15),
        Entry(prefix: "claude-sonnet-4-5", input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15),
        Entry(prefix: "claude-sonnet-4", input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15),
        Entry(prefix: "claude-haiku-5-5", input: 0.5, cachedInput: 0.05, cacheWrite: 0.625, output: 2.5),
        Entry(prefix: "claude-haiku-4-5", input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 5),
    ]
}
