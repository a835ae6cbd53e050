import Testing

@testable import AnnealExperience

@Suite("The choice of an index") struct VectorIndexChoiceTests {
    @Test("every vector is looked at while that is quick; beyond a million links are followed") func choice() {
        #expect(ExperienceLibrary.index(of: 0, width: 8).name == "exact")
        #expect(ExperienceLibrary.index(of: 100_001, width: 8).name == "exact")
        #expect(ExperienceLibrary.index(of: 1_000_000, width: 8).name == "exact")
        #expect(ExperienceLibrary.index(of: 1_000_001, width: 8).name != "exact")
    }
}
