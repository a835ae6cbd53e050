import AnnealFoundation

extension Doctor {
    /// Which languages can be worked in. One is enough; the one of the project has to be there.
    func toolchainFindings() async throws -> [Finding] {
        async let python = pythonFinding()
        async let node = nodeFinding()
        async let swift = swiftFinding()
        var all = [try await python, try await node, try await swift]
        if all.allSatisfy({ $0.status != .ok }) {
            all.append(
                .fail(
                    "languages", "no language can be worked in",
                    remedy: "install Python, Node or Swift, whichever your project is written in"))
        }
        return all
    }

    private func pythonFinding() async throws -> Finding {
        guard let version = try await firstLine("python3", ["--version"]) else {
            return .warn(
                "python", "python3 is not installed: no Python projects, no local model",
                remedy: "apt-get install python3 python3-venv python3-pytest")
        }
        guard VersionText.isAtLeast(version, [3, 9]) else {
            return .warn("python", "\(version) is too old", remedy: "install Python 3.9 or newer")
        }
        guard let pytest = try await answer("python3", ["-c", "import pytest; print(pytest.__version__)"]),
            pytest.succeeded
        else {
            return .warn(
                "python", "\(version) without pytest: tests are run with unittest",
                remedy: "apt-get install python3-pytest, or python3 -m pip install pytest")
        }
        let tests = pytest.standardOutput.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
        return .ok("python", "\(version), pytest \(tests)")
    }

    private func nodeFinding() async throws -> Finding {
        guard let version = try await firstLine("node", ["--version"]) else {
            return .warn("node", "node is not installed: no JavaScript projects", remedy: "apt-get install nodejs")
        }
        guard VersionText.isAtLeast(version, [18]) else {
            return .warn("node", "node \(version) has no test runner", remedy: "install Node 18 or newer")
        }
        return .ok("node", "node \(version)")
    }

    private func swiftFinding() async throws -> Finding {
        guard let version = try await firstLine("swift", ["--version"], seconds: 30) else {
            return .warn("swift", "swift is not installed: no Swift projects", remedy: "see swift.org/install")
        }
        return .ok("swift", version)
    }
}
