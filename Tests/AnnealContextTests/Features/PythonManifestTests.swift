import Testing

@testable import AnnealContext

@Suite("Dependencies in pyproject.toml")
struct PythonManifestTests {
    @Test("extras and groups are lists of packages, and their keys are none")
    func lists() {
        let text = """
            [build-system]
            requires = ["hatchling"]

            [project]
            name = "shop"
            dependencies = [
                "Flask[async]>=3", # "commented"
                'httpx ~= 0.27',
            ]
            keywords = ["not", "these"]

            [project.optional-dependencies]
            dev = ["pytest>=8", "ruff"]
            all = ["shop[dev]"]

            [dependency-groups]
            docs = [{include-group = "dev"}, "sphinx"]

            [tool.uv]
            dev-dependencies = ["mypy"]

            [tool.pdm.dev-dependencies]
            lint = [
              "black"
            ]

            [tool.ruff]
            line-length = 100
            """
        let found = PythonManifest.dependencies(text)
        #expect(found == ["flask", "httpx", "pytest", "ruff", "sphinx", "mypy", "black"])
    }

    @Test("Poetry's tables name packages by their keys")
    func poetry() {
        let text = """
            [tool.poetry.dependencies]
            python = "^3.11"
            requests = "^2"
            numpy = [{version = "1", python = "<3.12"}, {version = "2", python = ">=3.12"}]

            [tool.poetry.group.test.dependencies]
            pytest = {version = "8", extras = ["x"]}
            """.replacing("\n", with: "\r\n")
        #expect(PythonManifest.dependencies(text) == ["requests", "numpy", "pytest"])
    }

    @Test(
        "what is broken ends nothing",
        arguments: ["dependencies = [\"a", "[project", "dependencies = [[[", "= = =", ""])
    func broken(text: String) {
        // The list that follows is read as far as it is whole.
        #expect(PythonManifest.dependencies(text + "\n[dependency-groups]\nx = [\"b\", \"c") == ["b"])
    }
}
