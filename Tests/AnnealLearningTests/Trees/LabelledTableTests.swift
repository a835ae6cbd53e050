import AnnealLearning
import Testing

@Suite("Tables with folds") struct LabelledTableTests {
    private func table(_ text: String) throws(LearningError) -> LabelledTable {
        try LabelledTable(csv: Array(text.utf8), source: "t.csv")
    }

    @Test("a table is read with missing values, blank lines and line ends of both kinds")
    func reads() throws {
        let table = try table("a,b,target,fold\r\n1,2.5,0,0\r\n\r\n, -3e1 ,1,1\n")
        #expect(table.names == ["a", "b"])
        #expect(table.features.rows == 2 && table.features.values[1] == 2.5)
        #expect(table.features.values[2].isNaN && table.features.values[3] == -30)
        #expect(table.targets == [0, 1] && table.folds == [0, 1] && table.foldCount == 2)
    }

    @Test(
        "an error names the file and the line",
        arguments: [
            ("a,t,f\n1,2,0\n1,2\n", "t.csv:3"), ("a,t,f\n1,x,0\n", "t.csv:2"), ("a,t,f\n1,,0\n", "t.csv:2"),
            ("a,t,f\n1,2,0.5\n", "t.csv:2"), ("a,t,f\n1,2,-1\n", "t.csv:2"), ("a,t,f\ninf,2,0\n", "t.csv:2"),
            ("1,2,3\n1,2,0\n", "t.csv:1"), ("a,b\n", "t.csv:1"), ("", "t.csv:1"), ("a,t,f\n1,2,0\n1,2,2\n", "t.csv"),
        ])
    func refused(_ text: String, _ place: String) {
        do throws(LearningError) {
            _ = try table(text)
            Issue.record("no error for \(text)")
        } catch {
            #expect(error.code == .malformed && error.place == place)
        }
    }

    @Test("what is predicted follows from the targets")
    func objectives() throws {
        func objective(_ targets: [Int]) throws -> TreeParameters.Objective {
            let rows = targets.enumerated().map { "\($0.offset),\($0.element),\($0.offset % 2)" }
            return TreeValidation.objective(for: try table("a,t,f\n" + rows.joined(separator: "\n")))
        }
        #expect(try objective([0, 1, 1, 0]) == .logistic)
        #expect(try objective([0, 1, 2, 1]) == .softmax(classes: 3))
        #expect(try objective([0, 2, 3, 1, 5]) == .squaredError)
    }

    @Test("folds are predicted by trees that did not see them", .enabled(if: BoostedTrees.isAvailable))
    func validates() throws {
        let rows = (0..<200).map { "\($0 % 10),\($0 % 10 < 5 ? 0 : 1),\($0 / 40)" }
        let table = try table("a,t,f\n" + rows.joined(separator: "\n"))
        var parameters = TreeParameters(objective: .logistic, rounds: 10)
        parameters.method = .exact
        var trainings = 0
        let validation = try TreeValidation(table, parameters: parameters) { train in
            trainings += 1
            try train()
        }
        #expect(trainings == 5 && validation.scores == [1, 1, 1, 1, 1] && validation.firstFold.count == 40)
        #expect(validation.predictions.count == 200 && Array(validation.predictions.prefix(40)) == validation.firstFold)
        #expect(validation.predictions.indices.allSatisfy { (validation.predictions[$0] > 0.5) == ($0 % 10 >= 5) })
        parameters.objective = .softmax(classes: 2)
        #expect(try TreeValidation(table, parameters: parameters).score == 1)
    }
}
