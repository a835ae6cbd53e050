public import AnnealFoundation
public import Foundation

/// An InfluxDB 1 server of a test, with a database `anneal`.
public struct InfluxServer: Sendable {
    /// Its port on 127.0.0.1.
    public let port: Int
    /// The program.
    public let program: ServerProgram
    private let client: String

    /// `http://127.0.0.1:PORT`.
    public var address: String { "http://127.0.0.1:\(port)" }

    /// Describes a server in a folder.
    ///
    /// - Parameter folder: where it keeps its files.
    /// - Throws: `ServerProgram.Failure` when InfluxDB is not installed.
    public init(in folder: URL) async throws {
        port = try await ServerProgram.freePort()
        client = try ServerProgram.find("python3", package: "python3")
        let configuration = folder.appending(path: "influxdb.conf")
        let text = """
            reporting-disabled = true
            bind-address = "127.0.0.1:\(port + 10_000)"
            [meta]
              dir = "\(folder.path)/meta"
            [data]
              dir = "\(folder.path)/data"
              wal-dir = "\(folder.path)/wal"
              query-log-enabled = false
            [http]
              bind-address = "127.0.0.1:\(port)"
              log-enabled = false
            [monitor]
              store-enabled = false

            """
        try Data(text.utf8).write(to: configuration)
        program = ServerProgram(
            try ServerProgram.find("influxd", package: "influxdb"), ["run", "-config", configuration.path], in: folder)
    }

    /// Starts it, waits until it answers, and makes the database.
    ///
    /// - Throws: `ServerProgram.Failure` when it does not.
    public func start() async throws {
        try await program.start {
            (try? await ask("/query", "CREATE DATABASE anneal"))?.contains("results") == true
        }
    }

    /// The rows that a query finds in the database.
    ///
    /// - Parameter query: in InfluxQL.
    /// - Returns: each row by column.
    /// - Throws: an error when the program cannot be started or the answer is no JSON.
    public func rows(_ query: String) async throws -> [[String: JSONValue]] {
        let answer = try JSONValue(parsing: await ask("/query?db=anneal&epoch=ns", query))
        return (answer["results"]?[0]?["series"]?.arrayValue ?? []).flatMap { series in
            let columns = (series["columns"]?.arrayValue ?? []).compactMap(\.stringValue)
            return (series["values"]?.arrayValue ?? []).map { row in
                Dictionary(zip(columns, row.arrayValue ?? []), uniquingKeysWith: { $1 })
            }
        }
    }

    private func ask(_ path: String, _ query: String) async throws -> String {
        let script = """
            import sys, urllib.parse, urllib.request
            form = urllib.parse.urlencode({"q": sys.argv[2]}).encode()
            print(urllib.request.urlopen(sys.argv[1], form, timeout=10).read().decode())
            """
        let result = try await SystemProcessLauncher().run(
            Command(client, ["-c", script, address + path, query]), timeout: .seconds(15), outputLimit: 1 << 22)
        return result.standardOutput
    }

    /// Runs a server while a closure runs.
    ///
    /// - Parameters:
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `ServerProgram.Failure`.
    public static func running<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (InfluxServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await InfluxServer(in: folder)
            try await server.start()
            defer { server.program.kill() }
            return try await body(server)
        }
    }
}
