internal import Foundation

/// Who is answered: whoever has the token and is no web page of elsewhere.
struct ServiceAccess: Sendable {
    /// Has to come with every request but `/healthz`; `nil` takes all.
    let token: String?
    /// The server's address.
    let address: String
    /// The command that serves, as errors name it: `anneal context serve`.
    let command: String

    /// Why a request is not answered; `nil` where it is.
    func refusal(of request: ServiceRequest) -> ServiceAnswer? {
        // A page of elsewhere must reach nothing here, neither by its own name nor by one that leads to this machine.
        if let origin = request.headers["origin"], !Self.isLocal(URL(string: origin)?.host()) {
            return .error(403, ServiceError(message: "requests from \(origin) are refused", place: "Origin"))
        }
        if address.contains("127.0.0.1") || address.contains("localhost"),
            let host = request.headers["host"], !Self.isLocal(URL(string: "http://\(host)")?.host())
        {
            return .error(403, ServiceError(message: "requests to \(host) are refused", place: "Host"))
        }
        guard let token, request.path != "/healthz" else { return nil }
        let given = request.headers["authorization"] ?? ""
        guard given.hasPrefix("Bearer "), Self.areEqual(String(given.dropFirst(7)), token) else {
            var answer = ServiceAnswer.error(
                401,
                ServiceError(
                    message: "the token is missing or wrong", place: "Authorization",
                    remedy: "send `Authorization: Bearer TOKEN` with the token of `\(command)`"))
            answer.headers = [("www-authenticate", "Bearer")]
            return answer
        }
        return nil
    }

    private static func isLocal(_ host: String?) -> Bool {
        host == "127.0.0.1" || host == "localhost" || host == "::1" || host == "[::1]"
    }

    /// Compares in a time that does not tell where texts differ.
    private static func areEqual(_ first: String, _ second: String) -> Bool {
        let (a, b) = (Array(first.utf8), Array(second.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
