import AnnealExecution
import AnnealFoundation
import Testing

@Suite("Ideas that are left out")
struct WorkflowIdeaTests {
    @Test(
        "known names are taken, in any number and order", arguments: ["", "heads", "wording, begun", "folding helpers"])
    func known(_ names: String) throws { try WorkflowExecutor.check(leavingOut: names) }

    @Test("an unknown name is an error that tells the setting and the names there are")
    func unknown() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try WorkflowExecutor.check(leavingOut: "heads, heds")
        }
        #expect(error.message.contains("'heds'"))
        #expect(error.place == "workflow.without")
        #expect(error.remedy?.contains("heads, documentation, begun") == true)
    }
}
