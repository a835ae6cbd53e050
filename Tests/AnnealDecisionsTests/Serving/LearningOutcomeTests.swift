import AnnealDecisions
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Outcomes told to the learning service", .timeLimit(.minutes(2)))
struct LearningOutcomeTests {
    @Test("an outcome is logged with its decision's probability, apart from those of runs, and the gate sees it")
    func logged() async throws {
        try await ServedPolicies.with(.cascade) { served in
            for number in 0..<40 {
                let answer = try await served.choose(["key": .string("k\(number)")]).json
                let id = try #require(answer["id"]?.stringValue)
                #expect(try await served.log.decision(id) == nil)
                let told = try await served.outcome(id, reward: 0.25).json
                #expect(told["isCounted"] == true && told["samples"]?.intValue == number + 1)
                let (decision, outcome) = try #require(try await served.log.decision(id))
                #expect(decision.probability == answer["probability"]?.doubleValue)
                #expect(decision.point == "selection.arm.served")
                #expect(decision.choice == (answer["mode"] == "canary" ? 1 : 0))
                #expect(decision.state["words"] == 40 && abs((decision.state["p.learned"] ?? 0) - 0.1) < 1e-9)
                #expect(outcome?.reward == 0.25)
            }
            #expect(try served.store.gate(of: "selection.arm.served").evidence.samples == 40)
            #expect(try served.store.gate(of: "selection.arm").evidence.samples == 0)
            let status = try await served.status()
            #expect(status["served"]?["outcomes"]?.intValue == 40 && status["outcomes"]?.intValue == 0)
        }
    }

    @Test("outcomes alone let a policy into charge of what is served; what it decides is told, and runs keep their own")
    func letIn() async throws {
        try await ServedPolicies.with(.cascade, exploration: 0.2) { served in
            var change: JSONValue?
            for _ in 0..<2_000 where change == nil {
                let answer = try await served.choose().json
                let reward = answer["mode"] == "canary" ? 1.0 : 0
                let told = try await served.outcome(answer["id"]?.stringValue ?? "", reward: reward).json
                if told["inCharge"]?.stringValue == served.version { change = told["change"] }
            }
            #expect(change?["evidence"]?["samples"]?.intValue ?? 0 >= 20)
            var modes: Set<String> = []
            for number in 0..<100 {
                let answer = try await served.choose(["key": .string("k\(number)")]).json
                modes.insert(answer["mode"]?.stringValue ?? "")
                let isLearned = answer["mode"] == "charge"
                #expect(abs((answer["probability"]?.doubleValue ?? 0) - (isLearned ? 0.8 : 0.2)) < 1e-9)
            }
            #expect(modes == ["charge", "holdout"])
            let status = try await served.status()
            #expect(status["served"]?["inCharge"]?.stringValue == served.version)
            #expect(status["inCharge"] == "fixed")
            #expect(status["changes"]?[0]?["point"] == "selection.arm.served")
            let metrics = try await served.client.send("/metrics").body
            #expect(
                metrics.contains(
                    "anneal_learning_in_charge{point=\"selection.arm\",version=\"\(served.version)\"} 1\n"))
            #expect(metrics.contains("anneal_learning_in_charge{point=\"selection.arm\",version=\"fixed\"} 0\n"))
            // Taken back for runs, it is taken back here.
            var gate = try served.store.gate(of: "selection.arm")
            _ = gate.withdraw(at: ServedPolicies.time)
            try served.store.store(gate)
            let back = try await served.eventually { $0["served"]?["inCharge"] == "fixed" }
            #expect(back["served"]?["inCharge"] == "fixed")
            #expect(try await served.choose().json["mode"] == "fixed")
        }
    }

    @Test("an outcome that is unknown, told twice or out of range is refused with what to do, and nothing is logged")
    func refused() async throws {
        try await ServedPolicies.with(.cascade) { served in
            let unknown = try await served.outcome("served-none", reward: 1)
            #expect(unknown.status == 400 && unknown.json["place"] == "id")
            #expect(unknown.json["remedy"]?.stringValue?.contains("/v1/choose") == true)
            let id = try #require(try await served.choose().json["id"]?.stringValue)
            for reward in [-0.1, 1.1] {
                let answer = try await served.outcome(id, reward: reward)
                #expect(answer.status == 400)
                #expect(answer.json["message"]?.stringValue?.contains("number from 0 to 1") == true)
            }
            #expect(try await served.log.decision(id) == nil)
            #expect(try await served.outcome(id, reward: 1).status == 200)
            let second = try await served.outcome(id, reward: 0)
            #expect(second.status == 400)
            #expect(second.json["message"]?.stringValue?.contains("was told already") == true)
            #expect(try await served.log.decision(id)?.1?.reward == 1)
            #expect(try served.store.gate(of: "selection.arm.served").evidence.samples == 1)
        }
    }

    @Test("metrics count calls, choices by mode and outcomes, in both formats")
    func metrics() async throws {
        try await ServedPolicies.with(.cascade) { served in
            let id = try await served.choose(["exploration": 0]).json["id"]?.stringValue ?? ""
            _ = try await served.choose(["exploration": 0])
            _ = try await served.outcome(id, reward: 1)
            _ = try await served.outcome(id, reward: 1)
            let text = try await served.client.send("/metrics").body
            for line in [
                "anneal_learning_calls_total{call=\"choose\"} 2", "anneal_learning_calls_total{call=\"outcome\"} 2",
                "anneal_learning_call_failures_total{call=\"outcome\"} 1",
                "anneal_learning_call_seconds_count{call=\"choose\"} 2",
                "anneal_learning_decisions_total{point=\"selection.arm\",version=\"fixed/1\",mode=\"shadow\"} 2",
                "anneal_learning_outcomes_total{point=\"selection.arm\",counted=\"true\"} 1",
                "anneal_learning_policies{point=\"selection.arm\"} 1", "anneal_learning_open_decisions 1",
                "anneal_learning_in_charge{point=\"selection.arm\",version=\"fixed\"} 1",
                "anneal_learning_reload_failures_total 0",
            ] { #expect(text.contains(line + "\n"), "\(line)") }
            #expect(text.contains("anneal_learning_call_seconds_bucket{call=\"choose\",le=\"0.002\"}"))
            let open = try await served.client.send(
                "/metrics", headers: ["accept": "application/openmetrics-text; version=1.0.0"]
            ).body
            #expect(open.contains("# TYPE anneal_learning_calls counter\n") && open.hasSuffix("# EOF\n"))
            let description = try await served.client.send("/openapi.json").json
            for path in ["choose", "outcome"] {
                #expect(description["paths"]?["/v1/\(path)"]?["post"]?["requestBody"] != nil)
            }
            #expect(description["paths"]?["/v1/policies"]?["get"] != nil)
        }
    }
}
