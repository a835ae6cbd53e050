import AnnealContext
import AnnealEvents
import AnnealFoundation
import AnnealServing
import AnnealTesting
import Foundation
import Testing

@Suite("The context service over HTTP", .timeLimit(.minutes(2)))
struct ContextServerTests {
    private let files = [
        "store.py": PackedFolder.function("load_record", lines: 4), "view.py": PackedFolder.function("paint", lines: 4),
    ]

    @Test("search, pack, map and explain answer with what the commands would")
    func calls() async throws {
        try await ServedFolder.with(files) { folder in
            let found = try await folder.send("/v1/search", ["query": "load record", "limit": 1])
            #expect(found.status == 200)
            #expect(found.json["results"]?[0]?["path"]?.stringValue == "store.py")
            let pack = try await folder.send("/v1/pack", ["task": "`load_record` is slow", "budget": 300])
            #expect(pack.json["text"]?.stringValue?.contains("def load_record(value):") == true)
            #expect((pack.json["tokens"]?.intValue ?? .max) <= 300)
            let id = try #require(pack.json["id"]?.stringValue)
            let next = try await folder.send(
                "/v1/pack", ["task": "paint is slow", "budget": 600, "after": .string(id)])
            let text = try #require(pack.json["text"]?.stringValue)
            #expect(next.json["text"]?.stringValue?.hasPrefix(text) == true)
            let map = try await folder.send("/v1/map", ["tokens": 200])
            #expect(map.json["text"]?.stringValue?.contains("def paint(value)") == true)
            let why = try await folder.send("/v1/explain", ["query": "paint", "path": "view.py"])
            #expect(why.json["rank"]?.intValue == 1)
        }
    }

    @Test("a file that is changed while the service runs is found as it is now")
    func fresh() async throws {
        try await ServedFolder.with(files) { folder in
            _ = try await folder.send("/v1/search", ["query": "load"])
            let path = folder.service.index.root + "/later.py"
            try Data("def brand_new_thing():\n    pass\n".utf8).write(to: URL(fileURLWithPath: path))
            var found = false
            // An index counts as fresh for half a second.
            for _ in 0..<40 where !found {
                try await Task.sleep(for: .milliseconds(50))
                let answer = try await folder.send("/v1/search", ["query": "brand_new_thing"])
                found = answer.json["results"]?[0]?["path"]?.stringValue == "later.py"
            }
            #expect(found)
        }
    }

    @Test("without the token nothing but the health is answered, and pages of elsewhere get nothing")
    func refused() async throws {
        try await ServedFolder.with(files) { folder in
            #expect(try await folder.send("/healthz", withToken: false).status == 200)
            for path in ["/metrics", "/openapi.json", "/v1/search", "/mcp"] {
                let answer = try await folder.send(path, ["query": "x"], withToken: false)
                #expect(answer.status == 401)
                #expect(answer.json["remedy"]?.stringValue?.contains("Bearer") == true)
            }
            let wrong = ["authorization": "Bearer a-token-for-testz"]
            #expect(try await folder.send("/metrics", headers: wrong).status == 401)
            #expect(try await folder.send("/metrics", headers: ["origin": "https://evil.example"]).status == 403)
            #expect(try await folder.send("/metrics", headers: ["host": "evil.example"]).status == 403)
            let metrics = try await folder.send("/metrics", headers: ["origin": "http://localhost:3000"])
            #expect(metrics.status == 200)
            #expect(metrics.body.contains("anneal_context_refused_requests_total 7\n"))
        }
    }

    @Test("unfit requests are told what is wrong and what to do, and the service goes on")
    func unfit() async throws {
        try await ServedFolder.with(files) { folder in
            let cases: [(String, String, Int, String)] = [
                ("/v1/search", "{", 400, "no JSON"), ("/v1/search", "{}", 400, "'query' is missing"),
                ("/v1/search", "[1]", 400, "no JSON object"),
                ("/v1/search", "{\"query\":\"x\",\"limit\":0}", 400, "integer from 1 to 500"),
                ("/v1/search", "{\"query\":\"x\",\"lim\":1}", 400, "no argument 'lim'"),
                ("/v1/pack", "{\"task\":\"…\"}", 400, "no words"),
                ("/v1/pack", "{\"task\":\"x\",\"after\":\"gone\"}", 400, "no pack 'gone'"),
                ("/v1/explain", "{\"query\":\"x\",\"path\":\"none.py\"}", 400, "matches nothing"),
                ("/v1/nothing", "{}", 404, "is not answered"), ("/elsewhere", "{}", 404, "is not answered"),
            ]
            for (path, body, status, message) in cases {
                let answer = try await folder.send(path, text: body)
                #expect(answer.status == status, "\(path) \(body)")
                #expect(answer.json["message"]?.stringValue?.contains(message) == true, "\(answer.body)")
            }
            #expect(try await folder.send("/v1/search").status == 405)
            let long = String(repeating: "x", count: 5 << 20)
            #expect(try await folder.send("/v1/search", ["query": .string(long)]).status == 413)
            #expect(try await folder.send("/healthz").status == 200)
        }
    }

    @Test("the description names every call with what it takes")
    func description() async throws {
        try await ServedFolder.with(files) { folder in
            let answer = try await folder.send("/openapi.json").json
            #expect(answer["openapi"]?.stringValue == "3.1.0")
            for call in ["search", "pack", "map", "explain", "features"] {
                let post = answer["paths"]?["/v1/\(call)"]?["post"]
                let schema = post?["requestBody"]?["content"]?["application/json"]?["schema"]
                #expect(schema?["properties"]?.objectValue?.isEmpty == false)
            }
        }
    }

    @Test("metrics count calls and failures in Prometheus' text format")
    func metrics() async throws {
        try await ServedFolder.with(files) { folder in
            _ = try await folder.send("/v1/search", ["query": "load"])
            _ = try await folder.send("/v1/search", [:])
            let text = try await folder.send("/metrics").body
            #expect(text.contains("anneal_context_calls_total{call=\"search\"} 2\n"))
            #expect(text.contains("anneal_context_call_failures_total{call=\"search\"} 1\n"))
            #expect(text.contains("anneal_context_call_seconds_count{call=\"search\"} 2\n"))
            #expect(text.contains("anneal_context_index_files 2\n"))
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+(\{[^}]*\})? [0-9.e+-]+/) != nil, "\(line)")
            }
            let open = try await folder.send(
                "/metrics", headers: ["accept": "application/openmetrics-text; version=1.0.0"]
            ).body
            #expect(open.contains("# TYPE anneal_context_calls counter\n"))
            #expect(open.contains("anneal_context_calls_total{call=\"search\"} 2\n"))
            #expect(open.hasSuffix("# EOF\n"))
        }
    }

    @Test("features come from events as they happen, each with its age")
    func features() async throws {
        try await ServedFolder.with(files) { folder in
            let run = RunID("20261124-093015-k3f9")
            let root = folder.service.index.root
            let events = [
                CloudEvent(
                    type: "run.started", source: "/t", time: Date(), run: run, data: ["repository": .string(root)]),
                CloudEvent(
                    type: "item.edit", source: "/t", time: Date(), run: run, task: TaskID("T001"),
                    data: ["path": "store.py"]),
            ]
            _ = try await folder.log.append(events)
            let first = try await folder.send("/v1/features", [:]).json
            #expect(first["live"]?["files"]?["store.py"]?["edits"]?.intValue == 1)
            let age = try #require(first["live"]?["files"]?["store.py"]?["editAge"]?.doubleValue)
            #expect(age >= 0 && age < 60)
            #expect(first["project"]?["code"]?["languages"]?["python"]?.doubleValue == 1)
            #expect(first["vector"]?["language.python"]?.doubleValue == 1)
        }
    }

    @Test("a client that waits for the vector of its query is not idle")
    func waiting() async throws {
        let limits = ConnectionLimits(connections: 4, idle: .milliseconds(100))
        let embedder = SlowEmbedder(pause: .milliseconds(600))
        try await ServedFolder.with(files, embedder: embedder, limits: limits) { folder in
            try await folder.service.index.embed(with: [embedder])
            let answer = try await folder.send("/v1/search", ["query": "load record"])
            #expect(answer.status == 200)
            #expect(answer.json["results"]?[0]?["path"]?.stringValue == "store.py")
        }
    }
}

/// Takes its time.
private struct SlowEmbedder: TextEmbedder {
    let model = "slow"
    let pause: Duration

    func vectors(of texts: [String]) async throws -> [[Float]] {
        try await Task.sleep(for: pause)
        return texts.map { _ in [1, 0] }
    }
}
