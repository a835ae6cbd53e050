import Foundation
import Testing

/// Imports go downward only: `Package.swift` names the modules from the ground up, and a module may import what is named
/// before it.
@Suite("The import rule") struct ImportRuleTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The floors of the house, from the ground up; the order within a floor is that of `Package.swift`.
    static let floors: [[String]] = [
        [
            "CMarkGFM", "CZlib", "AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealTelemetry",
            "AnnealServing", "CLearningKernels", "AnnealLearning", "CAllocation", "CAllocationCount",
            "AnnealLearningBenchmarks",
        ],
        ["AnnealEvents", "AnnealDecisions", "AnnealCache", "AnnealExperience"],
        ["AnnealSafety", "AnnealContext"],
        ["AnnealRecommendation", "AnnealPlanning", "AnnealSelection", "AnnealExecution"],
        ["AnnealOrchestration"],
        ["CKafka", "AnnealBackends", "AnnealTesting", "AnnealFuzzing", "AnnealServer", "anneal"],
    ]

    /// The modules in the order of `Package.swift`.
    static func declared() throws -> [String] {
        let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        let pattern =
            /(?:module\(|\.target\(\s*name:|\.executableTarget\(\s*name:|\.systemLibrary\(\s*name:)\s*"([\w-]+)"/
        return manifest.matches(of: pattern).map { String($0.1) }
    }

    /// The modules of the package that the files of a folder import, each with a file that does.
    static func imports(of folder: URL, among modules: Set<String>) throws -> [(module: String, file: String)] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var found: [(String, String)] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where line.contains("import ") {
                let pattern =
                    /^\s*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|typealias)\s+)?(\w+)/
                guard let match = line.firstMatch(of: pattern) else { continue }
                let name = String(match.1)
                if modules.contains(name) { found.append((name, file.lastPathComponent)) }
            }
        }
        return found
    }

    @Test("every module is declared, and its folder is there") func folders() throws {
        let sources = Self.root.appending(path: "Sources").path
        let folders = try FileManager.default.contentsOfDirectory(atPath: sources).filter { !$0.hasPrefix(".") }
        #expect(Set(folders) == Set(try Self.declared()))
        #expect(folders.count > 8)
    }

    @Test("modules import only what is declared before them") func downward() throws {
        let order = try Self.declared()
        for (index, module) in order.enumerated() {
            let folder = Self.root.appending(path: "Sources").appending(path: module)
            for (imported, file) in try Self.imports(of: folder, among: Set(order)) where imported != module {
                let place = order.firstIndex(of: imported) ?? order.count
                #expect(place < index, "\(module)/\(file) imports \(imported), which is not below it")
            }
        }
    }

    @Test("modules import only their own floor and those below") func floors() throws {
        let floors = Dictionary(
            Self.floors.enumerated().flatMap { index, names in names.map { ($0, index) } }, uniquingKeysWith: { $1 })
        for module in try Self.declared() {
            guard let floor = floors[module] else { continue }
            let folder = Self.root.appending(path: "Sources").appending(path: module)
            for (imported, file) in try Self.imports(of: folder, among: Set(floors.keys)) {
                #expect(floors[imported] ?? 0 <= floor, "\(module)/\(file) imports \(imported) from a floor above")
            }
        }
    }

    @Test("what tests share is not part of the program") func testing() throws {
        for module in try Self.declared() where !["AnnealTesting", "anneal-mock-model"].contains(module) {
            let folder = Self.root.appending(path: "Sources").appending(path: module)
            let shared = try Self.imports(of: folder, among: ["AnnealTesting"])
            #expect(shared.isEmpty, "\(module) imports AnnealTesting")
        }
    }
}
