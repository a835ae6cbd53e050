import AnnealDecisions
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Policies that change while they are served", .timeLimit(.minutes(2)))
struct PolicyReloadTests {
    private func file(_ served: ServedPolicies, _ version: String) -> URL {
        served.store.folder.appending(path: "models/selection.arm/\(version).json")
    }

    @Test("a new version is taken up without a restart, with its provenance, and begins in the shadow")
    func new() async throws {
        try await ServedPolicies.with(.cascade) { served in
            let before = try await served.status()
            #expect(before["served"]?["watched"]?.stringValue == served.version)
            #expect(before["policies"]?[0]?["data"]?["tasks"]?.intValue == 40)
            #expect(before["policies"]?[0]?["codeVersion"] == "1.0" && before["policies"]?[0]?["model"] == nil)
            let policy = try ServedPolicies.train(.linucb)
            try ServedPolicies.watch(policy, in: served.store)
            let after = try await served.eventually { $0["served"]?["watched"]?.stringValue == policy.version }
            #expect(after["served"]?["watched"]?.stringValue == policy.version)
            #expect(after["served"]?["inCharge"] == "fixed")
            #expect(after["policies"]?.arrayValue?.count == 2)
            let answer = try await served.choose(["version": .string(policy.version)]).json
            #expect(answer["version"]?.stringValue == policy.version)
        }
    }

    @Test("a broken file leaves the version before, is told and counted, and is taken up once it is whole")
    func broken() async throws {
        try await ServedPolicies.with(.cascade) { served in
            // The one that is served is overwritten, and a new one comes that is not whole.
            let whole = try Data(contentsOf: file(served, served.version))
            try Data("{".utf8).write(to: file(served, served.version))
            var policy = try ServedPolicies.train(.linucb)
            policy.kind = .dqn
            try ServedPolicies.watch(policy, in: served.store)
            let told = try await served.eventually { $0["failures"]?.objectValue?.count == 2 }
            #expect(told["failures"]?[served.version]?.stringValue?.contains("cannot be read") == true)
            #expect(told["failures"]?[policy.version]?.stringValue?.contains("not whole") == true)
            #expect(told["served"]?["watched"]?.stringValue == served.version)
            let answer = try await served.choose(["exploration": 0]).json
            #expect(answer["mode"] == "shadow" && answer["shadow"]?["choice"] == "small-greedy")
            #expect(answer["version"]?.stringValue == served.version)
            let metrics = try await served.client.send("/metrics").body
            #expect(!metrics.contains("anneal_learning_reload_failures_total 0\n"))
            try whole.write(to: file(served, served.version))
            policy.kind = .linucb
            try served.store.store(policy)
            let mended = try await served.eventually {
                $0["failures"]?.objectValue?.isEmpty == true
                    && $0["served"]?["watched"]?.stringValue == policy.version
            }
            #expect(mended["served"]?["watched"]?.stringValue == policy.version)
        }
    }

    @Test("a gate of runs that cannot be read leaves everything as it was")
    func gate() async throws {
        try await ServedPolicies.with(.cascade) { served in
            try Data("{".utf8).write(to: served.store.folder.appending(path: "gates/selection.arm.json"))
            let told = try await served.eventually { $0["failures"]?["gate"] != nil }
            #expect(told["failures"]?["gate"]?.stringValue?.contains("cannot be read") == true)
            #expect(try await served.choose(["exploration": 0]).json["mode"] == "shadow")
        }
    }
}
