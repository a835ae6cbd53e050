import AnnealLearning
import Testing

@Suite("Reading workflows and projects") struct SchedulingReadingTests {
    private let workflow = """
        {"id": "w\\u00e9 \\ud83d\\ude00",
         "tasks": [
          {"id": 0, "kind": "a", "seconds": 2, "parents": []},
          {"id": 1, "kind": "b", "seconds": 1.5e1, "parents": [0]}]}
        """
    private let project = """
        {"id":"p1","capacity":[2],"lower":3,"upper":4,"tasks":[{"duration":0,"demand":[0],"successors":[1]},\
        {"duration":3,"demand":[2],"successors":[]}]}
        """

    private func failure(_ text: String) -> LearningError? {
        do throws(LearningError) {
            _ = try WorkGraph(json: Array(text.utf8), source: "w.json")
            return nil
        } catch { return error }
    }

    @Test("a workflow is read with its escapes, numbers and dependencies")
    func reads() throws {
        let graph = try WorkGraph(json: Array(workflow.utf8), source: "w.json")
        #expect(graph.name == "wé 😀")
        #expect(graph.kinds == ["a", "b"])
        #expect(graph.durations == [2, 15])
        #expect(graph.parents == [[], [0]])
        #expect(graph.children == [[1], []])
    }

    @Test("an error names the file and the line")
    func lines() {
        #expect(failure(workflow.replacing("1.5e1", with: "-1"))?.place == "w.json:4")
        #expect(failure(workflow.replacing("\"b\"", with: "7"))?.place == "w.json:4")
        #expect(failure(workflow.replacing("\"kind\": \"a\"", with: "\"sort\": \"a\""))?.place == "w.json:3")
        #expect(failure(workflow.replacing("[0]", with: "[2]"))?.place == "w.json:4")
        #expect(failure("{\"id\": \"x\",\n\"tasks\" []}")?.place == "w.json:2")
        #expect(failure(workflow.replacing("\"id\": 1", with: "\"id\": 0")) != nil)
        #expect(failure(workflow.replacing("[0]", with: "[1]")) != nil)
        #expect(failure(workflow + "x") != nil)
        #expect(failure(String(repeating: "[", count: 100_000)) != nil)
        #expect(failure("{\"id\":\"x\",\"id\":\"y\",\"tasks\":[]}") != nil)
        #expect(failure("{\"id\":\"x\",\"tasks\":[]}") != nil)
        for text in ["01", "+1", "1.", ".5", "1e", "--1", "1e999", "nul", "\"a", "\"\\x\"", "\"\\ud800\"", "\"\\u12\""]
        {
            #expect(failure("{\"id\": \(text)}")?.code == .malformed)
        }
    }

    @Test("projects are read line by line")
    func projects() throws {
        let projects = try ResourceProject.read(lines: Array("\(project)\n\n\(project)\n".utf8), source: "p.jsonl")
        #expect(projects.count == 2)
        #expect(projects[0].capacities == [2] && projects[0].bestKnown == 4 && projects[0].knownLowerBound == 3)
        #expect(projects[0].predecessors == [[], [0]])
        #expect(try ResourceProject.read(lines: [], source: "p.jsonl").isEmpty)
        for broken in [
            project.replacing("\"demand\":[2]", with: "\"demand\":[3]"),
            project.replacing("\"demand\":[2]", with: "\"demand\":[]"),
            project.replacing("\"successors\":[1]", with: "\"successors\":[0]"),
            project.replacing("\"duration\":3", with: "\"duration\":2000000000"),
        ] {
            do throws(LearningError) {
                _ = try ResourceProject.read(lines: Array("\(project)\n\(broken)".utf8), source: "p.jsonl")
                Issue.record("no error for \(broken)")
            } catch { #expect(error.place == "p.jsonl:2") }
        }
    }

    @Test("texts with anything changed in them are read or are errors")
    func fuzzed() {
        var random = RandomSource(seed: 1)
        let pieces = Array("{}[]\",:0123456789-+.eE\\untrfalse \n".utf8) + [0, 0x7F, 0xC3, 0xFF]
        for text in [workflow, project] {
            let bytes = Array(text.utf8)
            var refused = 0
            for _ in 0..<1_500 {
                var changed = bytes
                for _ in 0...random.index(below: 3) {
                    let position = random.index(below: changed.count)
                    switch random.index(below: 3) {
                    case 0: changed[position] = pieces[random.index(below: pieces.count)]
                    case 1: changed.remove(at: position)
                    default: changed.insert(pieces[random.index(below: pieces.count)], at: position)
                    }
                }
                do throws(LearningError) {
                    _ = try WorkGraph(json: changed, source: "w")
                } catch { refused += 1 }
                _ = try? ResourceProject.read(lines: changed, source: "p")
            }
            #expect(refused > 500)
        }
    }
}
