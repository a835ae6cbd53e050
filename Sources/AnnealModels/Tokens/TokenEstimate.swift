public import AnnealFoundation

/// Guesses how many tokens a text has, for servers that do not count for us.
public enum TokenEstimate {
    /// An upper estimate for code and prose in the vocabularies of present models. Complexity: O(n).
    ///
    /// Letters count four a token, digits and punctuation one each, runs of spaces one, line ends one, bytes beyond
    /// ASCII two for three. Only the number of bytes would be a bound that no text can break.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the estimate.
    public static func upper(of text: String) -> TokenCount {
        var tokens = 0
        var letters = 0
        var spaces = 0
        var foreign = 0
        func flush() {
            tokens += (letters + 3) / 4 + (spaces > 1 ? 1 : 0) + (foreign * 2 + 2) / 3
            letters = 0
            spaces = 0
            foreign = 0
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                if letters == 0 { flush() }
                letters += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                if spaces == 0 { flush() }
                spaces += 1
            case 0x80...:
                if foreign == 0 { flush() }
                foreign += 1
            default:
                flush()
                tokens += 1
            }
        }
        flush()
        return TokenCount(tokens)
    }
}

extension ChatRequest {
    /// Everything of the request that the model reads, as one text: what is counted to see whether it fits.
    var promptText: String {
        var parts = messages.map { message in
            ([message.text] + message.toolCalls.map { $0.name + $0.arguments }).joined(separator: "\n")
        }
        parts += tools.map { $0.name + $0.description + ((try? CanonicalJSON.string($0.parameters)) ?? "") }
        return parts.joined(separator: "\n")
    }

    /// Tokens that the template puts around messages and tools, generously: some templates add a system message of
    /// their own.
    var templateTokens: TokenCount {
        TokenCount(40 + 8 * messages.count + (tools.isEmpty ? 0 : 256 + 32 * tools.count))
    }

    /// An upper estimate of the prompt's tokens.
    public var estimatedPromptTokens: TokenCount { TokenEstimate.upper(of: promptText) + templateTokens }

    /// Finds out how many tokens of answer there is room for.
    ///
    /// The estimate decides when it says that all fits; only otherwise the text is counted.
    ///
    /// - Parameters:
    ///   - context: the served context.
    ///   - place: the model, for the error.
    ///   - count: counts the prompt's text exactly, or returns `nil` where the server does not count.
    /// - Returns: `maximumTokens`, or less when the context ends before.
    /// - Throws: `ModelError` with code `contextOverflow` when the prompt does not fit.
    func roomForAnswer(
        context: TokenCount, place: String, count: (ChatRequest) async throws -> TokenCount?
    ) async throws -> TokenCount {
        let estimate = estimatedPromptTokens
        if estimate + maximumTokens <= context { return maximumTokens }
        let counted = try await count(self)
        let prompt = counted ?? estimate
        let room = context - prompt
        guard room >= min(maximumTokens, 16), room > 0 else {
            throw ModelError(
                code: .contextOverflow,
                message:
                    "the prompt has \(counted == nil ? "an estimated " : "")\(prompt.value) tokens and does not fit "
                    + "into the context of \(context.value)",
                place: place,
                remedy: "shorten the prompt, or serve the model with more context (model.contextLength tells Anneal)")
        }
        return min(maximumTokens, room)
    }
}
