import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("docs/configuration.md") struct ConfigurationDocumentTests {
    @Test("lists every setting as it is") func everySetting() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = GoldenFile(url: root.appending(path: "docs/configuration.md"))
        #expect(try file.difference(from: Self.text) == nil)
    }

    static var text: String {
        var lines = [
            "# Settings", "",
            "A flag wins over the environment, the environment over the repository's `.anneal/config.yaml`, that over the",
            "user's own `config.yaml` (in `$ANNEAL_HOME/config`, or `~/.config/anneal`), that over the default.",
            "`anneal init` writes a commented file, `anneal config list` shows the values in force, and",
            "`anneal config explain KEY` tells where one comes from.", "",
            "Written from the program by `make docs`.",
        ]
        var group = ""
        for setting in Setting.all {
            let name = String(setting.key.prefix { $0 != "." })
            if name != group {
                group = name
                lines += ["", "## \(group)", "", "| key | takes | default | environment | what it does |"]
                lines.append("| --- | --- | --- | --- | --- |")
            }
            let standard = setting.standard.isEmpty ? "" : "`\(setting.standard)`"
            lines.append(
                "| `\(setting.key)` | \(setting.kind.rawValue) | \(standard) | `\(setting.environmentVariable)` "
                    + "| \(setting.summary) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
