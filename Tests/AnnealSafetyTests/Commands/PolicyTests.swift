import AnnealSafety
import Testing

@Suite("Policy")
struct PolicyLayerTests {
    private let places = WorkspacePlaces(root: "/work/shop", home: "/home/ines")

    private func document(_ text: String, _ layer: PolicyDocument.Layer) throws -> PolicyDocument {
        try PolicyDocument.parse(text, layer: layer, place: "policy.yaml")
    }

    @Test("The built-in rules can be read, and each has a name of its own and a reason")
    func standard() throws {
        let standard = try document(PolicyDocument.standardText, .builtIn)
        #expect(standard == PolicyDocument.standard)
        #expect(standard.rules.count > 40)
        #expect(standard.rules.allSatisfy { $0.reason.count > 10 })
    }

    @Test("A project makes the policy stricter, never laxer")
    func project() throws {
        let rules = """
            rules:
              - {id: no-make, verdict: deny, when: {programs: [make]}, reason: this project is not built with make}
              - {id: all, verdict: allow, reason: everything}
            """
        let guardian = CommandGuard(policy: Policy(project: try document(rules, .project)), places: places)
        #expect(guardian.judge("make -j2").verdict == .deny)
        #expect(guardian.judge("make -j2").rule == "no-make")
        #expect(guardian.judge("sudo ls").verdict == .deny)
        #expect(guardian.judge("npm install").verdict == .ask)
        #expect(guardian.judge("ls").verdict == .allow)
    }

    @Test("A user may allow what is asked otherwise, by program, subcommand and target")
    func user() throws {
        let rules = """
            version: 1
            rules:
              - id: installs
                verdict: allow
                when: {actions: [install], programs: [npm, "pip*"]}
                reason: packages may be installed
              - id: own-host
                verdict: allow
                when: {actions: [network], targets: ["*.shop.example"]}
                reason: it is our own server
            """
        let guardian = CommandGuard(policy: Policy(user: try document(rules, .user)), places: places)
        #expect(guardian.judge("npm install left").verdict == .allow)
        #expect(guardian.judge("pip3 install left").verdict == .allow)
        #expect(guardian.judge("cargo add left").verdict == .ask)
        #expect(guardian.judge("curl https://api.shop.example/x").verdict == .allow)
        #expect(guardian.judge("curl https://api.shop.example.evil.example/x").verdict == .ask)
    }

    @Test(
        "A wrong policy is refused with the line and what is possible",
        arguments: [
            ("rules:\n  - {id: a, verdict: maybe}", "allow, ask or deny", "policy.yaml:2"),
            ("rules:\n  - id: a\n    verdict: deny\n    when: {actions: [fly]}", "no action fly", "policy.yaml:4"),
            ("rules:\n  - id: a\n    verdict: deny\n    when: {places: [moon]}", "no place moon", "policy.yaml:4"),
            ("rules:\n  - {id: a, verdict: deny, unless: x}", "has no unless", "policy.yaml:2"),
            ("rules: [a", "not YAML", "policy.yaml"), ("version: 2", "version must be 1", "policy.yaml:1"),
            ("rules:\n  - {id: a, verdict: deny}\n  - {id: a, verdict: ask}", "two rules", "policy.yaml:3"),
            ("- a", "must be a mapping", "policy.yaml:1"),
        ])
    func refused(text: String, message: String, place: String) throws {
        let error = #expect(throws: PolicyError.self) { try document(text, .project) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.place?.hasPrefix(place) == true, "\(error?.place ?? "")")
    }

    @Test("A policy's examples are its tests")
    func examples() throws {
        let rules = """
            rules:
              - id: no-docker
                verdict: deny
                when: {programs: [docker]}
                examples: ["docker ps", "podman ps"]
            tests:
              - {command: "ls", verdict: allow}
              - {command: "git push", verdict: allow}
            """
        let policy = try document(rules, .project)
        let result = PolicyTests.run(policy, with: CommandGuard(policy: Policy(project: policy), places: places))
        #expect(result.count == 4)
        #expect(result.failures.map(\.command) == ["podman ps", "git push"])
        #expect(result.failures.map(\.rule) == ["no-docker", nil])
    }

    @Test("More than a hundred and fifty programs are known")
    func known() {
        #expect(KnownPrograms.names.count > 400)
    }
}
