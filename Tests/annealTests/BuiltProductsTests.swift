import Foundation
import Testing

/// `anneal` alone has no second fence and no way to the network in its sandbox: `anneal-confine` has to lie beside it.
@Suite("What make builds") struct BuiltProductsTests {
    @Test("every program that a run needs")
    func products() throws {
        let makefile = try String(contentsOf: ImportRuleTests.root.appending(path: "Makefile"), encoding: .utf8)
        let lines = makefile.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("build:") })
        let recipe = lines[(start + 1)...].prefix { $0.hasPrefix("\t") }
        for product in ["anneal", "anneal-confine"] {
            #expect(recipe.contains { $0.hasSuffix("--product \(product)") }, "\(product)")
        }
    }
}
