internal import AnnealFoundation
internal import Foundation

/// An answer with a status other than success.
struct HTTPFailure: Error, Sendable {
    /// The status code.
    var status: Int
    /// What the body says, as JSON where it is.
    var body: JSONValue
    /// The `retry-after` header.
    var retryAfter: String?
    /// The address.
    var place: String

    /// The error's kind in the provider's words: OpenAI's `code` or `type`, Anthropic's `type`.
    var kinds: [String] {
        let error = body["error"] ?? body
        return [error["code"]?.stringValue, error["type"]?.stringValue].compactMap { $0 }
    }

    /// What the server says in words, shortened.
    var words: String {
        let error = body["error"] ?? body
        let text =
            error["message"]?.stringValue ?? error.stringValue ?? body["detail"]?.stringValue
            ?? body["message"]?.stringValue ?? ""
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 400 ? String(line.prefix(400)) + "…" : line
    }

    /// The error for the rest of the program.
    ///
    /// - Parameter now: the present, for a `retry-after` that is a date.
    /// - Returns: the error whose code fits the status and the words.
    func modelError(now: Date) -> ModelError {
        let (code, summary, remedy) = verdict
        let told = words.isEmpty ? "" : ": \(words)"
        return ModelError(
            code: code, message: "\(summary) (HTTP \(status))\(told)", place: place, remedy: remedy,
            retryAfter: retryAfter.flatMap { RetryAfter.parse($0, now: now) })
    }

    private var verdict: (ModelError.Code, String, String?) {
        let kinds = kinds
        let lower = words.lowercased()
        if Self.saysOverflow(kinds: kinds, words: lower) || status == 413 {
            return (.contextOverflow, "the prompt does not fit into the model's context", "shorten the prompt")
        }
        if kinds.contains("insufficient_quota") || kinds.contains("billing_error") || status == 402 {
            return (.unauthorized, "the account has no credit left", "look at the provider's billing page")
        }
        if kinds.contains("content_filter") || kinds.contains("content_policy_violation") {
            return (.refused, "the provider refuses to answer this", "word the task differently")
        }
        switch status {
        case 401, 403:
            return (.unauthorized, "the key is missing or wrong", "set OPENAI_API_KEY or ANTHROPIC_API_KEY")
        case 404 where kinds.contains("model_not_found") || lower.contains("model"):
            return (.unknownModel, "there is no such model at this address", "name a served one with --model")
        case 404, 405:
            return (.badRequest, "the server does not know this call", "check the address: it usually ends in /v1")
        case 408, 425, 429, 500...599:
            let summary = status == 429 ? "too many requests" : "the server is overloaded or failed"
            return (.overloaded, summary, "try again later, or with less at the same time")
        case 300..<400:
            return (.badRequest, "the server redirects to another address", "give the final address")
        default:
            return (.badRequest, "the server does not accept the request", nil)
        }
    }

    private static func saysOverflow(kinds: [String], words: String) -> Bool {
        let names = ["context_length_exceeded", "exceed_context_size_error", "request_too_large"]
        if kinds.contains(where: names.contains) { return true }
        let phrases = [
            "maximum context length", "context size", "context length", "prompt is too long", "context window",
            "too many input tokens",
        ]
        return phrases.contains(where: words.contains)
    }
}
