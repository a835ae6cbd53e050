internal import AnnealExperience
internal import AnnealFoundation
internal import NIOHTTP1

/// Posts to an index of Pinecone, and tries again what may pass. All that is asked here does the same when done twice.
struct PineconeClient: Sendable {
    /// What came of a try.
    private enum Outcome {
        case answered(JSONValue)
        case missing
        case failed(ExperienceError, pause: Duration?)
    }

    private let configuration: PineconeConfiguration
    private let asker: HTTPAsker
    private let clock: any Clock<Duration>

    /// The version of the API, which every request names.
    static let version = "2025-10"
    /// The longest pause that the service may ask for.
    private static let longestPause = Duration.seconds(60)

    init(_ configuration: PineconeConfiguration, clock: any Clock<Duration>) {
        self.configuration = configuration
        self.clock = clock
        asker = HTTPAsker(
            headers: ["api-key": configuration.key, "x-pinecone-api-version": Self.version],
            timeout: configuration.timeout, place: configuration.place)
    }

    /// Asks something.
    ///
    /// - Parameters:
    ///   - path: such as `/query`.
    ///   - body: JSON.
    /// - Returns: the answer; `nil` when the namespace or the index is not there.
    /// - Throws: `ExperienceError` when it is refused, or still fails after the last try.
    func post(_ path: String, _ body: String) async throws(ExperienceError) -> JSONValue? {
        var backoff = Backoff(least: .milliseconds(500), most: .seconds(20))
        var attempt = 1
        while true {
            switch try await outcome(path, body) {
            case .answered(let json): return json
            case .missing: return nil
            case .failed(let error, let asked):
                guard attempt < configuration.attempts else { throw error }
                attempt += 1
                let pause = max(backoff.next(), min(asked ?? .zero, Self.longestPause))
                do { try await clock.sleep(for: pause) } catch {
                    throw ExperienceError(
                        code: .unavailable, message: "the task was cancelled", place: configuration.place)
                }
            }
        }
    }

    /// One try.
    ///
    /// - Throws: `ExperienceError` for what would fail again.
    private func outcome(_ path: String, _ body: String) async throws(ExperienceError) -> Outcome {
        let answer: HTTPAsker.Answer
        do throws(BackendError) {
            answer = try await asker.ask(.POST, configuration.base + path, body: body)
        } catch {
            guard error.isTransient else { throw ExperienceError(backend: error) }
            return .failed(ExperienceError(backend: error), pause: nil)
        }
        switch answer.status {
        case 200..<300:
            guard let json = answer.json else {
                throw failure(.notRead, "it answered with something that is no JSON", "see that the host is an index's")
            }
            return .answered(json)
        case 404: return .missing
        case 408, 429, 500..<600:
            let error = failure(
                .unavailable, "it does not answer now (\(answer.status))\(Self.words(answer))",
                answer.status == 429
                    ? "ask less often, or see the limits of the plan at docs.pinecone.io" : "try again later")
            return .failed(error, pause: answer.pause)
        case 401, 403:
            throw failure(
                .unavailable, "it does not let us in (\(answer.status))\(Self.words(answer))",
                "export a key that may use this index as \(PineconeConfiguration.keyVariable)")
        default:
            throw failure(
                .invalid, "it refused (\(answer.status))\(Self.words(answer))",
                "see that the index is one of dense vectors, of the encoder's width, and measures by dotproduct")
        }
    }

    private func failure(
        _ code: ExperienceError.Code, _ message: String, _ remedy: String
    ) -> ExperienceError {
        ExperienceError(code: code, message: "Pinecone: \(message)", place: configuration.place, remedy: remedy)
    }

    /// What an answer says of its error.
    private static func words(_ answer: HTTPAsker.Answer) -> String {
        let told = answer.json?["message"]?.stringValue ?? answer.json?["error"]?["message"]?.stringValue
        let text = told ?? answer.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return text.isEmpty ? "" : ": \(text.prefix(200))"
    }
}
