internal import AnnealFoundation
internal import NIOHTTP1
internal import Synchronization

/// Asks the members of an etcd cluster: the one that answered last, and the next one when it does not.
final class EtcdClient: Sendable {
    private struct State {
        /// What the last login gave.
        var token: String?
        /// The member that answered last.
        var member = 0
    }

    /// The code for what is not there.
    static let notFound = "5"
    private static let noLogin = "16"

    private let configuration: RegistryConfiguration
    private let asker: HTTPAsker
    private let state = Mutex(State())

    init(_ configuration: RegistryConfiguration) throws(BackendError) {
        self.configuration = configuration
        asker = try configuration.asker()
    }

    /// Asks something, logged in where a user is named. What is asked twice here does the same once.
    ///
    /// - Parameters:
    ///   - path: such as `/v3/kv/range`.
    ///   - body: the question.
    /// - Returns: the answer; of a stream the first one.
    /// - Throws: `BackendError`, with etcd's number of an error as `reply`.
    @discardableResult
    func ask(_ path: String, _ body: [String: JSONValue]) async throws(BackendError) -> JSONValue {
        let token = try await token()
        do throws(BackendError) {
            return try await send(path, body, token: token)
        } catch  where error.reply == Self.noLogin && token != nil {
            // A login lasts for minutes, and not beyond a restart.
            state.withLock { state in
                if state.token == token { state.token = nil }
            }
            return try await send(path, body, token: try await self.token())
        }
    }

    /// The server's version.
    func version() async throws(BackendError) -> String? {
        let base = configuration.bases[state.withLock { $0.member }]
        return try await asker.ask(.GET, base + "/version").json?["etcdserver"]?.stringValue
    }

    private func token() async throws(BackendError) -> String? {
        guard let user = configuration.user, let password = configuration.password else { return nil }
        if let known = state.withLock({ $0.token }) { return known }
        do throws(BackendError) {
            let answer = try await send(
                "/v3/auth/authenticate", ["name": .string(user), "password": .string(password)], token: nil)
            let token = answer["token"]?.stringValue
            state.withLock { $0.token = token }
            return token
        } catch  where error.message.contains("authentication is not enabled") {
            return nil
        }
    }

    private func send(
        _ path: String, _ body: [String: JSONValue], token: String?
    ) async throws(BackendError) -> JSONValue {
        guard let text = try? CanonicalJSON.string(JSONValue.object(body)) else {
            throw BackendError(code: .usage, message: "the question is no JSON", place: configuration.place)
        }
        var asker = asker
        asker.headers["authorization"] = token
        let bases = configuration.bases
        let first = state.withLock { $0.member }
        var failure: BackendError?
        for step in bases.indices {
            let member = (first + step) % bases.count
            do throws(BackendError) {
                let answer = try read(await asker.ask(.POST, bases[member] + path, body: text))
                state.withLock { $0.member = member }
                return answer
            } catch  where error.isTransient {
                failure = failure ?? error
            }
        }
        throw failure ?? BackendError(code: .unavailable, message: "there is no member", place: configuration.place)
    }

    private func read(_ answer: HTTPAsker.Answer) throws(BackendError) -> JSONValue {
        let line = answer.text.split(separator: "\n").first.map(String.init) ?? ""
        let json = try? JSONValue(parsing: line)
        if answer.isGood, let json, json["error"] == nil { return json }
        let told = json?["error"]
        let words =
            json?["message"]?.stringValue ?? told?["message"]?.stringValue ?? told?.stringValue
            ?? "status \(answer.status)"
        let number = json?["code"]?.intValue ?? told?["grpc_code"]?.intValue
        throw refused(words, number, status: answer.status)
    }

    private func refused(_ words: String, _ number: Int?, status: Int) -> BackendError {
        let reply = number.map(String.init)
        if number == 14 || number == 4 || status == 503 {
            return BackendError(
                code: .unavailable, message: "etcd cannot answer now: \(words)", place: configuration.place,
                remedy: "see whether most members of the cluster run", reply: reply)
        }
        let isLogin =
            reply == Self.noLogin || number == 7
            || ["authentication failed", "user name is empty"].contains { words.contains($0) }
        guard isLogin else {
            return BackendError(
                code: .refused, message: "etcd refused: \(words)", place: configuration.place,
                remedy: "see that the address is that of an etcd server of version 3.4 or later", reply: reply)
        }
        return BackendError(
            code: .authentication, message: "etcd does not let us in: \(words)", place: configuration.place,
            remedy: "put the user's name into the address (etcd://user@host), and export its password as "
                + "\(RegistryConfiguration.passwordVariable); it needs the right to read and write below "
                + "\(configuration.prefix)/", reply: reply)
    }
}
