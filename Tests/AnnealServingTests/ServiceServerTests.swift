import AnnealFoundation
import AnnealServing
import AnnealTesting
import Testing

@Suite("The HTTP server of services", .timeLimit(.minutes(2)))
struct ServiceServerTests {
    @Test("without the token nothing but the health is answered, pages of elsewhere get nothing, and both are counted")
    func refused() async throws {
        try await ServedRoutes.with { served in
            let client = served.client
            #expect(try await client.send("/healthz", withToken: false).status == 200)
            let answer = try await client.send("/echo", ["x": 1], withToken: false)
            #expect(answer.status == 401)
            #expect(answer.json["remedy"]?.stringValue?.contains("the token of `anneal test serve`") == true)
            let wrong = ["authorization": "Bearer a-token-for-testz"]
            #expect(try await client.send("/echo", ["x": 1], headers: wrong).status == 401)
            #expect(try await client.send("/healthz", headers: ["origin": "https://evil.example"]).status == 403)
            #expect(try await client.send("/healthz", headers: ["host": "evil.example"]).status == 403)
            #expect(try await client.send("/healthz", headers: ["origin": "http://localhost:3000"]).status == 200)
            #expect(served.refusals.requests == 4)
        }
    }

    @Test("bodies reach the routes whole; those that are no JSON, too long or for nobody are told so, and it goes on")
    func bodies() async throws {
        try await ServedRoutes.with { served in
            #expect(try await served.client.send("/echo", ["x": [1, 2]]).json["x"]?[1]?.intValue == 2)
            #expect(try await served.client.send("/echo", text: "").json == [:])
            let broken = try await served.client.send("/echo", text: "{")
            #expect(broken.status == 400 && broken.json["message"]?.stringValue == "the body is no JSON")
            #expect(try await served.client.send("/echo").status == 405)
            #expect(try await served.client.send("/elsewhere").status == 404)
            let long = String(repeating: "x", count: 5 << 20)
            #expect(try await served.client.send("/echo", ["x": .string(long)]).status == 413)
            #expect(try await served.client.send("/healthz").status == 200)
        }
    }

    @Test("a port that is taken is named, with what to do")
    func taken() async throws {
        try await ServedRoutes.with { served in
            let port = try #require(served.client.address.split(separator: ":").last.flatMap { Int($0) })
            let error = await #expect(throws: ServiceError.self) {
                _ = try await ServiceServer(
                    NoRoutes(), refusals: CountedRefusals(), command: "anneal test serve", port: port, token: nil)
            }
            #expect(error?.place == "127.0.0.1:\(port)")
            #expect(error?.remedy?.contains("--port") == true)
        }
    }

    @Test("arguments are checked by kind, range and name")
    func arguments() throws {
        let call = ServiceCall(
            name: "measure", summary: "Measures.",
            parameters: [
                .init(name: "share", kind: .number, isRequired: true, range: 0...0.5, summary: "A share."),
                .init(name: "values", kind: .numbers, summary: "Values."),
                .init(name: "tries", kind: .objects, summary: "Tries."),
            ], result: ["type": "object"])
        try call.check(["share": 0.25, "values": ["a": 1, "b": 0.5], "tries": [["x": 1]]])
        let cases: [(JSONValue, String)] = [
            (["share": 0.6], "'share' must be of type number from 0 to 0.5"), ([:], "'share' is missing"),
            (["share": 0.1, "values": ["a": "x"]], "'values' must be of type object"),
            (["share": 0.1, "tries": [1]], "'tries' must be of type array"),
            (["share": 0.1, "none": 1], "no argument 'none'"),
        ]
        for (arguments, message) in cases {
            let error = #expect(throws: ServiceError.self) { try call.check(arguments) }
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        }
        #expect(call.schema["properties"]?["share"]?["maximum"]?.doubleValue == 0.5)
    }
}

private struct NoRoutes: ServiceRoutes {
    func answer(_ request: ServiceRequest) async -> ServiceAnswer { .unknown(request, paths: []) }
}
