internal import AnnealFoundation
internal import Foundation

/// A line of a cassette: the header, what the model can do, a count of tokens, or an answer.
struct CassetteEntry: Codable, Hashable, Sendable {
    /// The version that is written and read.
    static let version = 1
    /// Marks the header.
    static let format = "anneal-cassette"

    /// A piece of an answer's stream.
    struct Piece: Codable, Hashable, Sendable {
        var text: String?
        var reasoning: String?
        var alternative: String?
        /// Which of several answers it belongs to; alone it says that this one has ended.
        var index: Int?

        enum CodingKeys: String, CodingKey {
            case text = "t"
            case reasoning = "r"
            case alternative = "a"
            case index = "n"
        }

        var event: ChatEvent {
            if let index { return alternative.map { .alternative(index, $0) } ?? .ended(index) }
            return reasoning.map { .reasoning($0) } ?? .text(text ?? "")
        }
    }

    /// An error in the place of an answer.
    struct Failure: Codable, Hashable, Sendable {
        var code: String
        var message: String
        var place: String?
        var remedy: String?
    }

    // The header.
    var format: String?
    var version: Int?
    var model: String?
    // What the model can do.
    var capabilities: ModelCapabilities?
    // A count of tokens.
    var counted: ContentDigest?
    var tokens: TokenCount?
    // An answer.
    var request: ContentDigest?
    var pieces: [Piece]?
    /// Without its text, which the pieces give.
    var response: ChatResponse?
    /// The answer's text where the pieces do not give it.
    var text: String?
    var failure: Failure?

    /// The header of a new cassette.
    static func header(model: String) -> CassetteEntry {
        CassetteEntry(format: format, version: version, model: model)
    }

    /// The key of a request: the digest of its canonical JSON. The slot is left out: it decides where the server
    /// computes, not what.
    static func key(_ request: ChatRequest) -> ContentDigest {
        var request = request
        request.slot = nil
        return ContentDigest(of: (try? CanonicalJSON.data(request)) ?? Data())
    }

    /// The entry of an answer; `response` is missing when the reader ended it early.
    static func answer(to key: ContentDigest, events: [ChatEvent]) -> CassetteEntry {
        var entry = CassetteEntry(request: key)
        var pieces: [Piece] = []
        for event in events {
            switch event {
            case .text(let piece): pieces.append(Piece(text: piece))
            case .reasoning(let piece): pieces.append(Piece(reasoning: piece))
            case .alternative(let index, let piece): pieces.append(Piece(alternative: piece, index: index))
            case .ended(let index): pieces.append(Piece(index: index))
            case .finished(let response): entry.response = response
            }
        }
        entry.pieces = pieces
        if let response = entry.response {
            if response.text != pieces.compactMap(\.text).joined() { entry.text = response.text }
            entry.response?.text = ""
        }
        return entry
    }

    /// The events of an answer.
    var events: [ChatEvent] {
        var events = (pieces ?? []).map(\.event)
        if var response {
            response.text = text ?? (pieces ?? []).compactMap(\.text).joined()
            events.append(.finished(response))
        }
        return events
    }
}

extension CassetteEntry.Failure {
    /// The failures that are an answer of a kind: asking again would give the same.
    init?(_ error: ModelError) {
        guard [.refused, .contextOverflow, .badRequest].contains(error.code) else { return nil }
        self.init(code: error.code.rawValue, message: error.message, place: error.place, remedy: error.remedy)
    }

    var error: ModelError {
        ModelError(
            code: ModelError.Code(rawValue: code) ?? .malformedAnswer, message: message, place: place, remedy: remedy)
    }
}
