import AnnealContext
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("The Model Context Protocol", .timeLimit(.minutes(2)))
struct MCPDispatcherTests {
    private static let files = ["store.py": PackedFolder.function("load_record", lines: 4)]

    private func request(_ method: String, _ parameters: JSONValue = [:], modern: Bool, version: String = "2026-07-28")
        -> JSONValue
    {
        guard case .object(var members) = parameters else { return .null }
        if modern {
            members["_meta"] = [
                "io.modelcontextprotocol/protocolVersion": .string(version),
                "io.modelcontextprotocol/clientCapabilities": [:],
            ]
        }
        return ["jsonrpc": "2.0", "id": 7, "method": .string(method), "params": .object(members)]
    }

    private func headers(_ method: String, name: String? = nil) -> [String: String] {
        var headers = [
            "mcp-protocol-version": "2026-07-28", "mcp-method": method,
            "accept": "application/json, text/event-stream",
        ]
        headers["mcp-name"] = name
        return headers
    }

    @Test("revision 2026-07-28: discover, list and call, each complete and by itself")
    func modern() async throws {
        try await ServedFolder.with(Self.files) { folder in
            let discovered = try await folder.send(
                "/mcp", request("server/discover", modern: true), headers: headers("server/discover")
            ).json["result"]
            #expect(discovered?["supportedVersions"]?[0]?.stringValue == "2026-07-28")
            #expect(discovered?["resultType"]?.stringValue == "complete")
            #expect(discovered?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["version"]?.stringValue == "1.2.3")
            let listed = try await folder.send(
                "/mcp", request("tools/list", modern: true), headers: headers("tools/list")
            ).json["result"]
            #expect(listed?["tools"]?.arrayValue?.compactMap { $0["name"]?.stringValue }.first == "search")
            #expect(listed?["ttlMs"]?.intValue != nil && listed?["cacheScope"]?.stringValue != nil)
            let called = try await folder.send(
                "/mcp",
                request(
                    "tools/call", ["name": "pack", "arguments": ["task": "load_record is slow", "budget": 200]],
                    modern: true),
                headers: headers("tools/call", name: "pack")
            ).json["result"]
            #expect(called?["content"]?[0]?["text"]?.stringValue?.contains("def load_record") == true)
            #expect(called?["isError"]?.boolValue == false)
        }
    }

    @Test("headers that do not agree, versions and methods that are unknown are refused by their codes")
    func refused() async throws {
        try await ServedFolder.with(Self.files) { folder in
            let mismatch = try await folder.send(
                "/mcp", request("tools/list", modern: true), headers: headers("tools/call"))
            #expect(mismatch.status == 400)
            #expect(mismatch.json["error"]?["code"]?.intValue == -32020)
            let version = try await folder.send("/mcp", request("tools/list", modern: true, version: "2031-01-01"))
            #expect(version.status == 400)
            #expect(version.json["error"]?["code"]?.intValue == -32022)
            #expect(version.json["error"]?["data"]?["supported"]?[0]?.stringValue == "2026-07-28")
            let method = try await folder.send("/mcp", request("ping", modern: true), headers: headers("ping"))
            #expect(method.status == 404)
            #expect(method.json["error"]?["code"]?.intValue == -32601)
            let broken = try await folder.send("/mcp", text: "{")
            #expect(broken.status == 400)
            #expect(broken.json["error"]?["code"]?.intValue == -32700)
            #expect(try await folder.send("/mcp").status == 405)
        }
    }

    @Test("older clients shake hands, and a notification gets no answer")
    func older() async throws {
        try await ServedFolder.with(Self.files) { folder in
            let asked = request("initialize", ["protocolVersion": "2025-06-18", "capabilities": [:]], modern: false)
            let begun = try await folder.send("/mcp", asked).json["result"]
            #expect(begun?["protocolVersion"]?.stringValue == "2025-06-18")
            #expect(begun?["serverInfo"]?["name"]?.stringValue == "anneal-context")
            let noted = try await folder.send(
                "/mcp", ["jsonrpc": "2.0", "method": "notifications/initialized"])
            #expect(noted.status == 202 && noted.body.isEmpty)
            let listed = try await folder.send("/mcp", request("tools/list", modern: false)).json["result"]
            #expect(listed?["tools"]?.arrayValue?.count == 5)
            #expect(listed?["resultType"] == nil)
            let unknown = request("initialize", ["protocolVersion": "1999-01-01"], modern: false)
            let newest = try await folder.send("/mcp", unknown).json["result"]
            #expect(newest?["protocolVersion"]?.stringValue == "2025-11-25")
        }
    }

    @Test("what a model can mend is told to the model; an unknown tool is an error of the protocol")
    func toolErrors() async throws {
        try await ServedFolder.with(Self.files) { folder in
            let unfit = request("tools/call", ["name": "search", "arguments": ["limit": 3]], modern: false)
            let result = try await folder.send("/mcp", unfit).json["result"]
            #expect(result?["isError"]?.boolValue == true)
            #expect(result?["content"]?[0]?["text"]?.stringValue?.contains("'query' is missing") == true)
            let none = try await folder.send("/mcp", request("tools/call", ["name": "none"], modern: false))
            #expect(none.json["error"]?["code"]?.intValue == -32602)
        }
    }
}
