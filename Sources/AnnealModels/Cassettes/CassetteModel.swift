public import AnnealFoundation
internal import Foundation
internal import Synchronization

/// A model whose traffic is kept in a file, or played from it.
///
/// The file holds answers with their pieces and usage, keyed by the digest of the request; no key, header or prompt is
/// written. Equal requests get their answers in the order in which they were recorded.
public final class CassetteModel: ChatModel {
    /// What is done with the file.
    public enum Mode: String, Sendable, Hashable {
        /// Ask the model and write everything to a new file.
        case record
        /// Answer from the file alone.
        case replay
        /// Answer from the file what is in it; ask the model for the rest and append each answer, on the disk before
        /// its end is passed on, so that no answer that arrived is paid for twice.
        case resume
    }

    private struct Recorded {
        var model: String
        var capabilities: ModelCapabilities?
        var counts: [ContentDigest: TokenCount] = [:]
        var answers: [ContentDigest: [CassetteEntry]] = [:]
    }

    private let mode: Mode
    private let base: (any ChatModel)?
    private let path: String
    private let file: CassetteFile?
    private let recorded: Mutex<Recorded>

    /// Opens a cassette.
    ///
    /// - Parameters:
    ///   - path: the file; with `record` it is overwritten, with `resume` it need not exist.
    ///   - mode: what to do with it.
    ///   - base: the model to ask; `replay` needs none.
    /// - Throws: `ModelError` when the file cannot be used, or a model is needed and missing.
    public init(path: String, mode: Mode, base: (any ChatModel)? = nil) throws(ModelError) {
        self.mode = mode
        self.base = base
        self.path = path
        if mode != .replay && base == nil {
            throw ModelError(code: .badRequest, message: "there is no model to record from", place: path)
        }
        let name = Self.withoutPassword(base?.name ?? "")
        var recorded = Recorded(model: name)
        switch mode {
        case .record: file = try CassetteFile.create(path, model: name, isFlushed: false)
        case .replay:
            file = nil
            Self.load(try CassetteFile.read(path).entries, into: &recorded)
        case .resume where FileManager.default.fileExists(atPath: path) && Self.isBegun(path):
            let (opened, entries) = try CassetteFile.resume(path)
            file = opened
            Self.load(entries, into: &recorded)
        case .resume: file = try CassetteFile.create(path, model: name, isFlushed: true)
        }
        self.recorded = Mutex(recorded)
    }

    /// The model's name, in a replay that of the recorded one.
    public var name: String { base?.name ?? recorded.withLock { $0.model } }

    /// What the model can take and do, in a replay what the recorded one could.
    ///
    /// - Throws: `ModelError` when the server cannot be reached, or the file does not tell.
    public func capabilities() async throws -> ModelCapabilities {
        if mode != .record, let known = recorded.withLock({ $0.capabilities }) { return known }
        guard let base else { throw notRecorded("what the model can do") }
        let capabilities = try await base.capabilities()
        let isNew = recorded.withLock { recorded in
            defer { recorded.capabilities = capabilities }
            return recorded.capabilities == nil
        }
        if isNew {
            try file?.append(CassetteEntry(model: Self.withoutPassword(base.name), capabilities: capabilities))
        }
        return capabilities
    }

    /// Counts tokens; a replay gives the recorded count, or the upper estimate for a text that was not counted.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError` when the server cannot be reached.
    public func countTokens(_ text: String) async throws -> TokenCount {
        let key = ContentDigest(of: text)
        if let known = recorded.withLock({ $0.counts[key] }) { return known }
        guard let base else { return TokenEstimate.upper(of: text) }
        let count = try await base.countTokens(text)
        recorded.withLock { $0.counts[key] = count }
        try file?.append(CassetteEntry(counted: key, tokens: count))
        return count
    }

    /// Answers from the file or from the model, as the mode says.
    ///
    /// - Parameter request: the conversation and how to answer it.
    /// - Returns: pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let key = CassetteEntry.key(request)
        if mode != .record, let entry = nextAnswer(to: key) { return Self.play(entry, path: path) }
        guard let base, let file else {
            return AsyncThrowingStream { $0.finish(throwing: notRecorded("an answer to request \(key.short)")) }
        }
        return AsyncThrowingStream { [mode] reader in
            let work = Task {
                do {
                    try await Self.record(
                        base.stream(request), key: key, count: request.count, mode: mode, file: file, to: reader)
                    reader.finish()
                } catch {
                    reader.finish(throwing: error)
                }
            }
            reader.onTermination = { _ in work.cancel() }
        }
    }

    private func nextAnswer(to key: ContentDigest) -> CassetteEntry? {
        recorded.withLock { recorded in
            guard let first = recorded.answers[key]?.first else { return nil }
            recorded.answers[key]?.removeFirst()
            return first
        }
    }

    private static func play(_ entry: CassetteEntry, path: String) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { reader in
            for event in entry.events { reader.yield(event) }
            if let failure = entry.failure { return reader.finish(throwing: failure.error) }
            guard entry.response == nil else { return reader.finish() }
            reader.finish(
                throwing: ModelError(
                    code: .notRecorded, message: "the recorded answer was cut here by its reader", place: path))
        }
    }

    private static func record(
        _ answer: AsyncThrowingStream<ChatEvent, any Error>, key: ContentDigest, count: Int, mode: Mode,
        file: CassetteFile, to reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        var events: [ChatEvent] = []
        do {
            for try await event in answer {
                events.append(event)
                // The end of an answer is passed on when it is safe.
                if case .finished(let response) = event {
                    var entry = CassetteEntry.answer(to: key, events: events)
                    entry.response?.model = withoutPassword(response.model)
                    try file.append(entry)
                }
                reader.yield(event)
            }
        } catch let error as ModelError {
            if mode == .record, let failure = CassetteEntry.Failure(error) {
                var entry = CassetteEntry.answer(to: key, events: events)
                entry.failure = failure
                try file.append(entry)
            }
            throw error
        }
        // A reader that cut a loop, or has some of several answers, used what came, and finds it again; one that was
        // interrupted asks anew.
        let isUsed = AnswerBatch.cuts(events, count: max(1, count)) || events.contains(where: \.endsOne)
        if !events.contains(where: \.isEnd), isUsed {
            try file.append(.answer(to: key, events: events))
        }
    }

    private static func load(_ entries: [CassetteEntry], into recorded: inout Recorded) {
        for entry in entries {
            if let model = entry.model { recorded.model = model }
            if let capabilities = entry.capabilities { recorded.capabilities = capabilities }
            if let counted = entry.counted { recorded.counts[counted] = entry.tokens }
            if let request = entry.request { recorded.answers[request, default: []].append(entry) }
        }
    }

    /// Whether a file has its header: a crash may have come before.
    private static func isBegun(_ path: String) -> Bool {
        (FileManager.default.contents(atPath: path) ?? Data()).contains(UInt8(ascii: "\n"))
    }

    private static func withoutPassword(_ name: String) -> String {
        guard var parts = URLComponents(string: name), parts.password != nil || parts.user != nil else { return name }
        parts.user = nil
        parts.password = nil
        return parts.string ?? ""
    }

    private func notRecorded(_ what: String) -> ModelError {
        ModelError(
            code: .notRecorded, message: "the cassette does not hold \(what)", place: path,
            remedy: "run with the specification, settings and version that it was recorded with, or record anew")
    }
}

extension ChatEvent {
    fileprivate var isEnd: Bool {
        if case .finished = self { true } else { false }
    }

    fileprivate var endsOne: Bool {
        if case .ended = self { true } else { false }
    }
}
