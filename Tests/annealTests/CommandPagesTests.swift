import AnnealFoundation
import AnnealTesting
import ArgumentParser
import Foundation
import Testing

@testable import anneal

@Suite("The command line's own pages") struct CommandPagesTests {
    @Test("every command's help page is as written down") func help() throws {
        var pages = ["$ anneal --help\n\(OverviewPage.text)"]
        collect(AnnealCommand.self, name: "anneal", into: &pages)
        #expect(try GoldenFile("help.txt").difference(from: pages.joined(separator: "\n\n") + "\n") == nil)
    }

    @Test("every command of the overview exists") func overview() {
        let names = Set(AnnealCommand.configuration.subcommands.compactMap { $0.configuration.commandName })
        let told = OverviewPage.text.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("  "), !line.hasPrefix("   "), let word = line.split(separator: " ").first else {
                return nil
            }
            return String(word)
        }
        #expect(told.count > 10)
        for name in told { #expect(names.contains(name), "the overview tells of `anneal \(name)`") }
    }

    @Test("completions are there for three shells", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let kind = try #require(CompletionShell(rawValue: shell))
        let script = AnnealCommand.completionScript(for: kind)
        for name in ["init", "config", "completions"] { #expect(script.contains(name)) }
    }

    @Test("bash accepts its completions") func bash() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "anneal.bash")
            try Data(AnnealCommand.completionScript(for: .bash).utf8).write(to: file)
            let result = try await SystemProcessLauncher().run(Command("bash", ["-n", file.path]))
            #expect(result.succeeded, "\(result.standardError)")
        }
    }

    @Test("the configuration that init writes reads back, as it is and with every default uncommented")
    func initialConfiguration() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "config.yaml")
            try Data(InitCommand.text.utf8).write(to: file)
            let untouched = try Settings(projectFile: file.path)
            for setting in Setting.all { #expect(try untouched.explain(setting.key).source != file.path) }

            let lines = InitCommand.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                Setting.all.contains { setting in
                    let name = setting.key.split(separator: ".").last ?? ""
                    return !setting.standard.isEmpty && line == "  # \(name): \(setting.standard)"
                } ? "  " + line.dropFirst(4) : String(line)
            }
            try Data(lines.joined(separator: "\n").utf8).write(to: file)
            let uncommented = try Settings(projectFile: file.path)
            for setting in Setting.all where !setting.standard.isEmpty && !setting.isUsersOwn {
                let explanation = try uncommented.explain(setting.key)
                #expect(explanation.source == file.path && explanation.value == setting.standard, "\(setting.key)")
            }
        }
    }

    private func collect(_ command: any ParsableCommand.Type, name: String, into pages: inout [String]) {
        for child in command.configuration.subcommands {
            let childName = child.configuration.commandName ?? child._commandName
            pages.append("$ \(name) \(childName) --help\n\(AnnealCommand.helpMessage(for: child, columns: 100))")
            collect(child, name: "\(name) \(childName)", into: &pages)
        }
    }
}
