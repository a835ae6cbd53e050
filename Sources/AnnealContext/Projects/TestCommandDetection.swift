public import AnnealFoundation
internal import Foundation

/// Recognises how a project's tests are run, from its files.
public struct TestCommandDetection: Sendable {
    /// The project.
    public var project: Project

    /// Creates a detection.
    ///
    /// - Parameter project: the project; its manifest files are read.
    public init(project: Project) { self.project = project }

    /// The commands of all languages and build tools that were recognised.
    public var commands: [Command] {
        var commands = Languages.all.flatMap { $0.testCommands(in: project) }
        let rules: [(String, Command)] = [
            ("go.mod", Command("go", ["test", "./..."])),
            ("Cargo.toml", Command("cargo", ["test"])),
            ("pom.xml", Command("mvn", ["-q", "test"])),
            ("gradlew", Command("./gradlew", ["test"])),
            ("build.gradle", Command("gradle", ["test"])),
            ("build.gradle.kts", Command("gradle", ["test"])),
        ]
        let hasWrapper = has("gradlew")
        commands += rules.filter { has($0.0) && !($0.1.executable == "gradle" && hasWrapper) }.map(\.1)
        if has("CMakeLists.txt"), text("CMakeLists.txt").contains("enable_testing") {
            commands += [
                Command("cmake", ["-S", ".", "-B", "build"]), Command("cmake", ["--build", "build"]),
                Command("ctest", ["--test-dir", "build", "--output-on-failure"]),
            ]
        }
        // A make target often wraps one of the above; it counts when nothing else is known.
        if commands.isEmpty, let makefile = ["Makefile", "makefile", "GNUmakefile"].first(where: { has($0) }) {
            let targets = text(makefile).sourceLines
            for target in ["test", "check"] where targets.contains(where: { $0.hasPrefix("\(target):") }) {
                return [Command("make", [target])]
            }
        }
        return commands
    }

    private func has(_ path: String) -> Bool { project.files.contains(path) }

    private func text(_ path: String) -> String { project.text(of: path) ?? "" }

    // MARK: - Python

    /// Whether the tests of a project are written for pytest.
    static func usesPytest(_ project: Project) -> Bool {
        if project.files.contains(where: { $0 == "pytest.ini" || $0.hasSuffix("conftest.py") }) { return true }
        for file in ["pyproject.toml", "setup.cfg", "tox.ini"] where project.files.contains(file) {
            if project.text(of: file)?.contains("pytest") == true { return true }
        }
        let language = PythonLanguage()
        return project.files.filter { language.isTest(path: $0) }.contains { path in
            guard let text = project.text(of: path) else { return false }
            return text.sourceLines.contains { line in
                line.hasPrefix("import pytest") || line.hasPrefix("from pytest") || line.hasPrefix("def test")
            }
        }
    }

    static func pythonCommands(in project: Project) -> [Command] {
        let language = PythonLanguage()
        let tests = project.files.filter { language.isTest(path: $0) && !$0.hasSuffix("conftest.py") }
        guard !tests.isEmpty else { return [] }
        if usesPytest(project) { return [Command("python3", ["-m", "pytest", "-q"])] }
        let folders = Set(tests.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
        if folders.count == 1, let folder = folders.first, !folder.isEmpty {
            return [Command("python3", ["-m", "unittest", "discover", "-s", folder])]
        }
        if folders == [""] { return [Command("python3", ["-m", "unittest"])] }
        return [Command("python3", ["-m", "unittest"] + tests)]
    }
}
