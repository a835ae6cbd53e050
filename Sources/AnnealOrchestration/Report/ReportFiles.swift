public import Foundation

/// The reports of a run as files: `report.md` and `report.html`.
public enum ReportFiles {
    /// Writes both reports into a folder, which is made when it is not there.
    ///
    /// - Parameters:
    ///   - summary: the run.
    ///   - folder: where to.
    ///   - redacting: replaces secrets in what is written.
    /// - Returns: the paths, the page for browsers last.
    /// - Throws: `CocoaError` when they cannot be written.
    public static func write(
        _ summary: RunSummary, into folder: URL, redacting: (String) -> String = { $0 }
    ) throws -> [String] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = [
            ("report.md", ReportMarkdown(summary).text), ("report.html", ReportHTML(summary).text),
        ]
        return try files.map { name, text in
            let file = folder.appending(path: name)
            try Data(redacting(text).utf8).write(to: file, options: .atomic)
            return file.path
        }
    }
}
