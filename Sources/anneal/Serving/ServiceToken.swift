import AnnealFoundation
import AnnealSafety
import AnnealServing
import Foundation

/// The token that a service asks for, and how its clients on this machine learn of it.
enum ServiceToken {
    /// A token: that of an environment variable, otherwise a new one.
    static func make(variable: String) -> String {
        let given = ProcessInfo.processInfo.environment[variable] ?? ""
        guard given.isEmpty else { return given }
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(format: "%016lx", UInt(generator.next() as UInt64)) }.joined()
    }

    /// Writes address and token to a file in the state folder that only its owner can read, and tells where it is.
    static func tell(
        _ server: ServiceServer, _ token: String?, file name: String, what: String, more: [String: JSONValue],
        json: Bool
    ) throws {
        let file = StateDirectories(environment: ProcessInfo.processInfo.environment).state.appending(path: name)
        var members = more
        members["url"] = .string(server.address)
        members["token"] = token.map { .string($0) }
        try PrivateFile(url: file).replace(Array(CanonicalJSON.data(JSONValue.object(members))))
        members["tokenFile"] = .string(file.path)
        members["token"] = nil
        Terminal.result(
            json
                ? try CanonicalJSON.string(JSONValue.object(members))
                : "serving \(what) at \(server.address); "
                    + (token == nil ? "no token is asked for" : "the token is in \(file.path)"))
    }
}
