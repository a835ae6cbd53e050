public import AnnealFoundation

/// What models cost, as of a date.
public struct PriceTable: Sendable, Hashable, Codable {
    /// Prices of a model in US dollars for a million tokens.
    public struct Entry: Sendable, Hashable, Codable {
        /// The beginning of the names that this price is for.
        public var prefix: String
        /// Tokens of the prompt.
        public var input: Double
        /// Tokens of the prompt that the provider had in its cache.
        public var cachedInput: Double
        /// Tokens of the prompt that were written into the cache.
        public var cacheWrite: Double
        /// Generated tokens.
        public var output: Double

        /// Creates prices; writing into the cache costs what other input does unless told otherwise.
        public init(prefix: String, input: Double, cachedInput: Double, cacheWrite: Double? = nil, output: Double) {
            self.prefix = prefix
            self.input = input
            self.cachedInput = cachedInput
            self.cacheWrite = cacheWrite ?? input
            self.output = output
        }
    }

    /// The day on which the prices were looked up, as `2026-02-01`.
    public var date: String
    /// Where they come from.
    public var sources: [String]
    /// The prices.
    public var entries: [Entry]

    /// Creates a table.
    public init(date: String, sources: [String], entries: [Entry]) {
        self.date = date
        self.sources = sources
        self.entries = entries
    }

    /// The entry of a model: the longest beginning that fits. Complexity: O(entries).
    ///
    /// - Parameter model: the model's name, with or without a provider in front.
    /// - Returns: `nil` when no price is known.
    public func entry(for model: String) -> Entry? {
        let name = model.split(separator: "/").last.map { $0.lowercased() } ?? ""
        return entries.filter { Self.fits($0.prefix, name) }.max { $0.prefix.count < $1.prefix.count }
    }

    /// A date may follow the prefix (`gpt-4o-2024-11-20`, `claude-opus-4-20250514`); another word or a version makes
    /// another model (`gpt-4o-audio-preview`, `claude-opus-4-9`), whose price is not known.
    private static func fits(_ prefix: String, _ name: String) -> Bool {
        guard name.hasPrefix(prefix) else { return false }
        let rest = name.dropFirst(prefix.count)
        guard let first = rest.first else { return true }
        guard first == "-" || first == "@" || first == ":" else { return false }
        let tail = rest.dropFirst()
        return tail == "latest" || tail.prefix { $0.isNumber }.count >= 4
    }

    /// A sentence on a model's price for the bill.
    ///
    /// - Parameter model: the model's name.
    /// - Returns: the price with its date, or that none is known.
    public func remark(on model: String) -> String {
        guard let entry = entry(for: model) else {
            return "no price is known for \(model) as of \(date): its tokens are counted, but cost nothing here"
        }
        return "\(entry.prefix): \(entry.input) US dollars for a million tokens in, \(entry.cachedInput) from the "
            + "cache, \(entry.output) out, as of \(date)"
    }

    /// What a usage costs.
    ///
    /// - Parameters:
    ///   - usage: the tokens.
    ///   - cacheWritten: tokens of the prompt that were written into the cache.
    ///   - model: the model's name.
    /// - Returns: `nil` when no price is known: the bill then says so and counts nothing.
    public func cost(of usage: Usage, cacheWritten: TokenCount = 0, model: String) -> USD? {
        guard let entry = entry(for: model) else { return nil }
        let plain = max(0, usage.prompt.value - usage.cached.value - cacheWritten.value)
        let millionths =
            Double(plain) * entry.input + Double(usage.cached.value) * entry.cachedInput
            + Double(cacheWritten.value) * entry.cacheWrite + Double(usage.generated.value) * entry.output
        return USD(millionths: millionths)
    }
}
