import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@Suite("Choices of the learning service", .timeLimit(.minutes(2)))
struct LearningChoiceTests {
    private static let kinds: [StoredPolicy.Kind] =
        BoostedTrees.isAvailable ? StoredPolicy.Kind.allCases : [.cascade, .linucb, .thompson]

    @Test("the learned choice is the one that a run would make from the same features", arguments: kinds)
    func sameAsRuns(kind: StoredPolicy.Kind) async throws {
        try await ServedPolicies.with(kind) { served in
            let stored = try served.store.policy(served.version, point: ServedPolicies.point)
            let policy = try stored.policy()
            for requirements in 0..<12 {
                let features = ["requirements": Double(requirements), "words": 30]
                let plan = try ArmPlan(policy, arms: stored.arms, features: features, model: nil)
                let answer = try await served.choose([
                    "features": ["requirements": .int(requirements), "words": 30], "version": .string(served.version),
                ]).json
                let wanted = plan.arms.isEmpty ? "fixed" : "pinned"
                #expect(answer["mode"]?.stringValue == wanted)
                let steps = answer["plan"]?.arrayValue?.compactMap { $0["arm"]?.stringValue }
                #expect(steps == plan.arms.map(\.name) + [SelectionArm.fixed])
                #expect(answer["choice"]?.stringValue == steps?.first)
                #expect(answer["isCounted"] == false)
                if kind != .cascade { #expect(answer["scores"]?.arrayValue?.isEmpty == false) }
            }
        }
    }

    @Test("a specification gives the features that a run makes of it, and arms of other models are left out")
    func specification() async throws {
        let text = """
            # Numbers

            A Python module `numbers_of_ours.py` in the repository root.

            ## Requirements

            ### R1 Double
            `double_of(number: int) -> int` returns twice the number.

            - `double_of(4)` returns `8`.
            """
        try await ServedPolicies.with(.cascade) { served in
            let stored = try served.store.policy(served.version, point: ServedPolicies.point)
            let features = TaskFeatures.of(try SpecDocument(parsing: text, path: "spec.md"))
            for model in ["qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b", "another"] {
                let plan = try ArmPlan(stored.policy(), arms: stored.arms, features: features, model: model)
                let answer = try await served.client.send(
                    "/v1/choose",
                    [
                        "point": "selection.arm", "specification": .string(text), "language": "python",
                        "model": .string(model), "version": .string(served.version),
                    ])
                let steps = answer.json["plan"]?.arrayValue?.compactMap { $0["arm"]?.stringValue }
                #expect(steps == plan.arms.map(\.name) + [SelectionArm.fixed], "\(answer.body)")
            }
            let answer = try await served.client.send(
                "/v1/choose", ["point": "selection.arm", "specification": .string(text)])
            let id = try #require(answer.json["id"]?.stringValue)
            _ = try await served.outcome(id, reward: 1)
            let logged = try #require(try await served.log.decision(id)?.0.state)
            #expect(logged.filter { !$0.key.hasPrefix("p.") } == features)
        }
    }

    @Test("in the shadow the fixed way is taken and the learned one told; a key falls on the same side, on its share")
    func canary() async throws {
        try await ServedPolicies.with(.cascade) { served in
            var canaries = 0
            for number in 0..<300 {
                let key = JSONValue.string("repository-\(number)")
                let answer = try await served.choose(["key": key]).json
                let again = try await served.choose(["key": key]).json
                #expect(answer["mode"] == again["mode"] && answer["choice"] == again["choice"])
                let isCanary = answer["mode"] == "canary"
                canaries += isCanary ? 1 : 0
                #expect(answer["mode"]?.stringValue == (isCanary ? "canary" : "shadow"))
                #expect(abs((answer["probability"]?.doubleValue ?? 0) - (isCanary ? 0.1 : 0.9)) < 1e-9)
                #expect(answer["policy"]?.stringValue == (isCanary ? served.version : "fixed/1"))
                #expect((answer["shadow"] == nil) == isCanary)
                if !isCanary {
                    #expect(answer["choice"]?.stringValue == SelectionArm.fixed)
                    #expect(answer["shadow"]?["choice"]?.stringValue == "small-greedy")
                } else {
                    // Who is a canary at a tenth is one at a fifth, too.
                    let more = try await served.choose(["key": key, "exploration": 0.2]).json
                    #expect(more["mode"] == "canary" && more["probability"]?.doubleValue == 0.2)
                }
                #expect(try await served.choose(["key": key, "exploration": 0]).json["mode"] == "shadow")
            }
            #expect((12...55).contains(canaries), "\(canaries)")
        }
    }

    @Test("what was tried is not tried again, nothing is left after what passed, and neither is counted")
    func tried() async throws {
        try await ServedPolicies.with(.cascade) { served in
            let failed: JSONValue = [["arm": "small-greedy", "passes": false]]
            let answer = try await served.choose(["tried": failed, "version": .string(served.version)]).json
            let steps = answer["plan"]?.arrayValue?.compactMap { $0["arm"]?.stringValue } ?? []
            #expect(!steps.contains("small-greedy") && steps.last == SelectionArm.fixed)
            #expect(try await served.choose(["tried": failed]).json["isCounted"] == false)
            let passed: JSONValue = [["arm": "small-greedy", "passes": true]]
            let done = try await served.choose(["tried": passed]).json
            #expect(done["choice"] == .null && done["plan"]?.arrayValue?.isEmpty == true)
        }
    }

    @Test("unfit requests are told what is wrong, where, and what to do")
    func unfit() async throws {
        try await ServedPolicies.with(.cascade) { served in
            let cases: [([String: JSONValue], String, String)] = [
                (["point": "planning.strategy"], "nothing learns at the point", "selection.arm"),
                (["point": "nowhere"], "no decision point 'nowhere'", "selection.arm"),
                (["features": ["wordz": 1]], "no feature 'wordz'", "words"),
                (["features": ["words": "many"]], "'features' must be of type object", "What is known"),
                (["specification": "# A"], "told twice", "either"),
                (["language": "python"], "belongs to a specification", "isPython"),
                (["exploration": 0.5], "number from 0 to 0.2", "probability"),
                (["version": "none"], "no policy 'none'", served.version),
                (["tried": [["arm": "huge", "passes": false]]], "no arm that there is", "large-long"),
                (["tried": [["arm": "large-four", "passes": false, "score": 7]]], "outside -1", "share"),
                (["why": 1], "no argument 'why'", "features"),
            ]
            for (arguments, message, remedy) in cases {
                let answer = try await served.choose(arguments)
                #expect(answer.status == 400, "\(arguments)")
                #expect(answer.json["message"]?.stringValue?.contains(message) == true, "\(answer.body)")
                #expect(answer.json["remedy"]?.stringValue?.contains(remedy) == true, "\(answer.body)")
                #expect(answer.json["place"]?.stringValue != nil)
            }
            let none = try await served.client.send("/v1/choose", ["point": "selection.arm"])
            #expect(none.status == 400 && none.json["message"]?.stringValue == "the task is missing")
            let empty = try await served.client.send(
                "/v1/choose", ["point": "selection.arm", "specification": ""])
            #expect(empty.status == 400 && empty.json["place"]?.stringValue != nil)
            #expect(try await served.client.send("/v1/choose", text: "{").status == 400)
            #expect(try await served.client.send("/v1/choose").status == 405)
            #expect(try await served.client.send("/v1/nothing", [:]).status == 404)
        }
    }

    @Test("without the token nothing is answered, and pages of elsewhere are refused")
    func refused() async throws {
        try await ServedPolicies.with(.cascade) { served in
            #expect(try await served.client.send("/healthz", withToken: false).status == 200)
            for path in ["/metrics", "/openapi.json", "/v1/policies"] {
                #expect(try await served.client.send(path, withToken: false).status == 401)
            }
            let answer = try await served.client.send("/v1/choose", ["point": "selection.arm"], withToken: false)
            #expect(answer.status == 401)
            #expect(answer.json["remedy"]?.stringValue?.contains("anneal learn serve") == true)
            let elsewhere = ["origin": "https://evil.example"]
            #expect(try await served.client.send("/v1/policies", headers: elsewhere).status == 403)
            let metrics = try await served.client.send("/metrics").body
            #expect(metrics.contains("anneal_learning_refused_requests_total 5\n"))
        }
    }
}
