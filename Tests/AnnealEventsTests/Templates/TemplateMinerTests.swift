import Testing

@testable import AnnealEvents

@Suite struct TemplateMinerTests {
    private func templates(_ lines: [String]) throws -> TemplateAssignment {
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        return TemplateAssignment(try LogFile(EventInput(name: "log", bytes: bytes)))
    }

    @Test("What is variable by its form is masked")
    func masks() {
        let cases = [
            ("Connection from 10.0.0.7:5544 closed", "Connection from <*> closed"),
            ("took 12.5 ms", "took <*>"),
            ("wrote 4.0 KB to /var/log/syslog", "wrote <*> to <*>"),
            ("id=7f3a pid=12, user=root", "id=<*> pid=<*>, user=root"),
            ("at 0x7ffe12 and deadbeef and cafe", "at <*> and <*> and cafe"),
            ("request 123e4567-e89b-12d3-a456-426614174000 done", "request <*> done"),
            ("mail to jo@example.org from www.example.org", "mail to <*> from <*>"),
            ("list 1, 2, 3, 4 end", "list <*> end"),
            ("seen Wed Jun 22 13:16:30 2005 last", "seen <*> last"),
            ("mac FF:F2:9F:16:EB:27:00:0D:60:E9:14:D8 up", "mac <*> up"),
            ("host (a.b.net) and host ()", "host (<*>) and host (<*>)"),
            ("ruser= rhost=", "ruser=<*> rhost=<*>"),
            ("ws=null tag=Rect(0, 0)", "ws=<*> tag=<*>)"),
            ("lifetime <1 sec", "lifetime <*>"),
            ("open https://example.org/x?y=z now", "open <*> now"),
            ("a ==b and x != y", "a ==b and x != y"),
            ("std::vector::push failed", "std::vector::push failed"),
        ]
        for (line, text) in cases { #expect(MaskedLine.text(line) == text, "\(line)") }
    }

    @Test("Words at one place become variable when there are three of them, not with two")
    func words() throws {
        let two = try templates(["session opened for user alice", "session opened for user bob"])
        #expect(two.templates.count == 2)
        let three = try templates(["alice", "bob", "carol", "bob"].map { "session opened for user \($0)" })
        #expect(three.templates.map(\.text) == ["session opened for user <*>"])
        #expect(three.templates.map(\.count) == [4])
        #expect(three.indices == [0, 0, 0, 0])
    }

    @Test("A value seen after the merge joins at once")
    func later() {
        var miner = TemplateMiner()
        let numbers = ["ann", "bea", "cid"].map { miner.observe("login of user \($0) accepted") }
        let merged = miner.takeChanges()
        #expect(merged.contains(.merged(numbers[1], into: numbers[0])))
        let next = miner.observe("login of user dora accepted")
        let changes = miner.takeChanges()
        #expect(next == numbers[0] || changes.contains(.merged(next, into: numbers[0])))
        #expect(miner.templates.map(\.template.count) == [4])
    }

    @Test("States in capitals and values of keys need more values")
    func enumerations() throws {
        let states = ["OPEN", "SHUT", "DONE"].map { "state of job is \($0) now" }
        #expect(try templates(states).templates.count == 3)
        let keys = ["red", "green", "blue"].map { "light shown with color=\($0)" }
        #expect(try templates(keys).templates.count == 3)
        #expect(try templates(keys + ["light shown with color=pink"]).templates.count == 1)
    }

    @Test("The first word of a line stays")
    func first() throws {
        let lines = ["cups", "nfs", "sshd", "cron", "dbus"].map { "\($0) startup succeeded today" }
        #expect(try templates(lines).templates.count == 5)
    }

    @Test("Two places that change together become variable")
    func pairs() throws {
        let names = ["anna", "berta", "clara", "dora"]
        let lines = names.map { "user \($0) of group g\($0) was moved elsewhere" }
        #expect(try templates(lines).templates.map(\.text) == ["user <*> of group <*> was moved elsewhere"])
    }

    @Test("So do three, and what comes later joins at once")
    func triples() throws {
        let names = ["anna", "berta", "clara", "dora", "emma", "fritz"]
        let lines = names.map { "user \($0) moved her file f\($0) from desk d\($0) to the attic" }
        let found = try templates(lines)
        #expect(found.templates.map(\.text) == ["user <*> moved her file <*> from desk <*> to the attic"])
        let few = try templates(Array(lines[..<3]))
        #expect(few.templates.count == 3)
    }

    @Test("Quoted texts of several lengths become variable")
    func runs() throws {
        let titles = ["the cat", "some dogs bark", "a bird", "one more fish here"]
        let lines = titles.map { "window shown with title \"\($0)\" on screen" }
        #expect(try templates(lines).templates.map(\.text) == ["window shown with title \"<*>\" on screen"])
    }

    @Test("Identities depend on the text alone")
    func identity() throws {
        let one = try templates(["disk 3 of host a7 failed"])
        let other = try templates(["something else first", "disk  99 of host b1 failed"])
        #expect(one.templates.map(\.id) == [other.templates[1].id])
        #expect(one.templates[0].id == LogTemplate.identity(of: "disk <*> of host <*> failed"))
        #expect(one.templates[0].id.count == 16)
    }

    @Test("The outcome is the same every time")
    func determinism() throws {
        let lines = (0..<500).map { "worker \($0 % 7) took job \(["a", "bb", "ccc", "dd"][$0 % 4]) from queue q\($0)" }
        let first = try templates(lines)
        let second = try templates(lines)
        #expect(first.templates == second.templates)
        #expect(first.indices == second.indices)
    }

    @Test("Memory is bounded, and a template that was forgotten has the same identity when it comes again")
    func bounds() {
        var limits = TemplateMiner.Limits()
        limits.shapes = 64
        limits.places = 256
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        var miner = TemplateMiner(limits: limits)
        _ = miner.observe("a line that is known well")
        for index in 0..<2000 {
            let word = String([letters[index % 26], letters[index / 26 % 26], letters[index / 676], "x"])
            _ = miner.observe("\(word) \(word)\(word) unlike any other")
        }
        #expect(miner.templates.count <= 128)
        let forgotten = miner.takeChanges().compactMap { change -> LogTemplate? in
            guard case .forgotten(_, let template) = change else { return nil }
            return template
        }
        #expect(!forgotten.isEmpty)
        let again = miner.observe("a line that is known well")
        #expect(miner.template(again)?.id == LogTemplate.identity(of: "a line that is known well"))
    }

    @Test("Lines of any bytes and lengths are taken")
    func anyBytes() {
        var miner = TemplateMiner()
        let odd: [[UInt8]] = [
            [], [0xFF, 0xFE, 0x20, 0x3D], Array(repeating: 0x28, count: 100_000), [0x3D, 0x3D], [0x22],
        ]
        for line in odd {
            _ = line.withUnsafeBufferPointer { miner.observe($0) }
        }
        for seed in 0..<300 {
            let line = (0..<40).map { UInt8(truncatingIfNeeded: ($0 * 31 + seed * 17) ^ (seed >> 2)) }
            _ = line.withUnsafeBufferPointer { miner.observe($0) }
        }
        #expect(miner.templates.reduce(0) { $0 + $1.template.count } == 305)
    }

    @Test("Every line of a log has a template, and counts add up")
    func counts() throws {
        let lines = (0..<200).map { "value \($0) of sensor \(["north", "south", "east"][$0 % 3]) read" } + ["", "end"]
        let found = try templates(lines)
        #expect(found.indices.count == lines.count)
        #expect(found.templates.reduce(0) { $0 + $1.count } == lines.count)
        for (index, template) in found.templates.enumerated() {
            #expect(found.indices.count { $0 == index } == template.count)
        }
    }
}
