import AnnealFoundation
import AnnealRecommendation
import Foundation
import Testing

@testable import AnnealRecommendation

@Suite("Stacks")
struct StackAdvisorTests {
    private func advise(_ need: String, _ features: ProjectFeatures = ProjectFeatures()) throws -> StackAdvice {
        try StackAdvisor(list: TechnologyList.own()).advise(need, features: features)
    }

    private func names(_ need: String, _ features: ProjectFeatures = ProjectFeatures()) throws -> [String] {
        try advise(need, features).stacks[0].names
    }

    @Test("every need of every part is met, and nothing is beside what it excludes")
    func compatibility() throws {
        let advice = try StackAdvisor(list: TechnologyList.own()).advise(
            "a web application in Python with background jobs, dashboards, a cache, single sign-on and kubernetes",
            features: ProjectFeatures(), alternatives: 50)
        #expect(advice.stacks.count > 10)
        for stack in advice.stacks {
            let names = Set(stack.names)
            #expect(names.count == stack.parts.count)
            for part in stack.parts {
                #expect(part.technology.needs.allSatisfy { !names.isDisjoint(with: $0) }, "\(part.technology.name)")
                #expect(names.isDisjoint(with: part.technology.excludes), "\(part.technology.name)")
                #expect(
                    part.technology.languages.isEmpty || part.technology.languages.contains("python"),
                    "\(part.technology.name)")
                #expect(!part.reasons.isEmpty)
            }
        }
    }

    @Test("what the need names and what is in use is taken")
    func named() throws {
        #expect(try names("a web application with postgres").contains("postgresql"))
        let stack = try advise("a web application", ProjectFeatures(stack: ["ruby"])).stacks[0]
        #expect(stack.language == "ruby")
        #expect(try names("a cache", ProjectFeatures(integration: ["memcached"])).contains("memcached"))
    }

    @Test("everyday words are no technologies unless something is made with them")
    func everyday() throws {
        #expect(try advise("a swift rest api").stacks.count > 1)
        let list = try TechnologyList.own()
        #expect(NeedReading(["a swift api to go"], list: list).named.isEmpty)
        #expect(NeedReading(["an api in Swift"], list: list).named == ["swift"])
    }

    @Test("a web application gets a store, one with a store named no second")
    func store() throws {
        let plain = try advise("a web application").stacks[0].parts.map(\.role)
        #expect(plain.contains("relational-database"))
        let named = try advise("a web application with mongodb").stacks[0].parts.map(\.role)
        #expect(named.contains("document-store"))
        #expect(!named.contains("relational-database"))
    }

    @Test("with open source only, no other licence is let in")
    func licences() throws {
        let advice = try advise(
            "a document database, secrets management and provisioning", ProjectFeatures(compliance: ["open-source"]))
        let closed = advice.stacks.flatMap(\.parts).map(\.technology).filter { !$0.isOpenSource }
        #expect(closed.isEmpty)
    }

    @Test("more weight on an axis never gives a stack that is worse on it")
    func weights() throws {
        let usual = try advise("an event log and search engine").stacks[0]
        let large = try advise("an event log and search engine", ProjectFeatures(scalability: .high)).stacks[0]
        #expect(large.marks.scalability >= usual.marks.scalability)
    }

    @Test("the order is the same each time, and confidence is a share")
    func repeats() throws {
        let first = try advise("a web application with search")
        let second = try advise("a web application with search")
        #expect(first == second)
        #expect((0...1).contains(first.confidence))
        #expect(zip(first.stacks, first.stacks.dropFirst()).allSatisfy { $0.value >= $1.value })
    }

    @Test("a need without a known part, and a name that is not known, are refused with a remedy")
    func refuses() throws {
        let nothing = try #require(throws: RecommendationError.self) { try advise("hello") }
        #expect(nothing.exitCode == .badInput)
        #expect(nothing.remedy?.contains("web application") == true)
        let unknown = try #require(throws: RecommendationError.self) {
            try advise("a cache", ProjectFeatures(stack: ["cobol-9000"]))
        }
        #expect(unknown.message.contains("cobol-9000"))
    }

    @Test("features are read from the words")
    func features() {
        let features = ProjectFeatures.read(from: "A prototype for a bank. Millions of users, small budget; GDPR.")
        #expect(features.urgency == .high)
        #expect(features.industry == "finance")
        #expect(features.scalability == .high)
        #expect(features.budget == .low)
        #expect(features.compliance == ["gdpr"])
        #expect(abs(features.weights.reduce(0, +) - 1) < 1e-12)
    }

    @Test("a point that another one dominates is not on the front")
    func front() {
        #expect(ParetoFront.members([[1, 2], [2, 1], [1, 1], [2, 1]]) == [true, true, false, true])
    }
}

@Suite("The list of technologies")
struct TechnologyListTests {
    @Test("the list that comes along has at least 150, in each role that words call for")
    func own() throws {
        let list = try TechnologyList.own()
        #expect(list.technologies.count >= 150)
        for role in StackRole.all {
            #expect(list.technologies.contains { $0.role == role.name }, "\(role.name)")
        }
        #expect(list["celery"]?.needs == [["rabbitmq", "redis", "valkey"]])
    }

    @Test(
        "a line that is wrong is refused with its place",
        arguments: [
            ("a | b", "columns"), ("a | b | | MIT | 9 | 1 2 3 4 5 | | | |", "numbers"),
            ("a | b | | MIT | 3 | 1 2 3 4 | | | |", "numbers"),
            ("a | b | | MIT | 3 | 1 2 3 4 5 | nobody | | |", "nobody"),
        ])
    func refuses(line: String, message: String) throws {
        let error = try #require(throws: RecommendationError.self) {
            try TechnologyList("# note\n" + line, source: "list")
        }
        #expect(error.place == "list:2")
        #expect(error.message.contains(message))
    }

    @Test("licences that forbid uses are no open source")
    func licences() throws {
        let list = try TechnologyList.own()
        #expect(list["mongodb"]?.isOpenSource == false)
        #expect(list["vault"]?.isOpenSource == false)
        #expect(list["postgresql"]?.isOpenSource == true)
    }
}

@Suite("The present stack")
struct PresentStackTests {
    @Test("build files tell the language")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "present-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(PresentStack.technologies(in: folder).isEmpty)
        try Data().write(to: folder.appending(path: "go.mod"))
        try Data().write(to: folder.appending(path: "pyproject.toml"))
        try Data().write(to: folder.appending(path: "setup.py"))
        #expect(PresentStack.technologies(in: folder) == ["python", "go"])
    }
}
