import AnnealFoundation
import AnnealRecommendation
import Foundation
import Testing

@Suite("Catalogue files")
struct CatalogueFileTests {
    @Test("a package may lack section, description and tags")
    func readsPackages() throws {
        let packages = try CatalogueFile.packages(
            Data("{\"name\":\"redis\",\"summary\":\"key-value store\"}\n\n".utf8), source: "c.jsonl")
        #expect(packages == [CataloguePackage(name: "redis", summary: "key-value store")])
    }

    @Test(
        "what is no catalogue is refused with its place",
        arguments: [
            ("{\"name\":\"a\",\"summary\":\"b\"}\nnonsense", "c.jsonl:2", "not what is read"),
            ("{\"name\":\"a\",\"summary\":\"b\"}\n{\"name\":\"a\",\"summary\":\"c\"}", "c.jsonl:2", "twice"),
            ("{\"name\":\"\",\"summary\":\"b\"}", "c.jsonl:1", "no name"),
            ("{\"name\":\"a\"}", "c.jsonl:1", "not what is read"),
            ("\n", "c.jsonl", "empty"),
        ])
    func refuses(text: String, place: String, message: String) throws {
        let error = try #require(throws: RecommendationError.self) {
            try CatalogueFile.packages(Data(text.utf8), source: "c.jsonl")
        }
        #expect(error.place == place)
        #expect(error.message.contains(message))
        #expect(error.exitCode == .badInput)
    }

    @Test("an empty need is refused with its line")
    func refusesEmptyNeed() throws {
        let text = "{\"id\":\"1\",\"query\":\"cache\"}\n{\"id\":\"2\",\"query\":\"  \"}"
        let error = try #require(throws: RecommendationError.self) {
            try CatalogueFile.needs(Data(text.utf8), source: "q.jsonl")
        }
        #expect(error.place == "q.jsonl:2")
    }

    @Test("the catalogue that comes along is whole and has what everybody knows")
    func ownCatalogue() throws {
        let packages = try OwnCatalogue.packages()
        #expect(packages.count == 3000)
        let names = Set(packages.map(\.name))
        #expect(names.isSuperset(of: ["postgresql", "redis-server", "nginx", "python3-flask", "cmake", "git"]))
        #expect(packages.count { !$0.description.isEmpty } > 2900)
    }
}
