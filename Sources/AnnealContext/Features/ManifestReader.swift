internal import AnnealFoundation
internal import Foundation

/// Reads the names of direct dependencies from the manifests of a project, as far as they can be told without running
/// anything.
enum ManifestReader {
    private static let frameworks: Set<String> = [
        "django", "flask", "fastapi", "starlette", "pyramid", "tornado", "aiohttp", "numpy", "pandas", "torch",
        "tensorflow", "jax", "scikit-learn", "sqlalchemy", "pytest", "react", "vue", "svelte", "angular",
        "@angular/core",
        "next", "nuxt", "express", "koa", "fastify", "@nestjs/core", "electron", "jest", "vitest", "mocha", "vapor",
        "hummingbird", "swift-nio", "grdb.swift", "gin", "echo", "fiber", "chi", "cobra", "axum", "actix-web", "tokio",
        "rocket", "serde", "rails", "sinatra", "rspec", "spring-boot-starter", "spring-boot-starter-web", "junit",
        "ktor",
    ]

    /// The dependencies and the frameworks among them, sorted.
    ///
    /// - Parameter root: the project's folder; its own manifests and those one folder deeper are read.
    /// - Returns: names in small letters.
    static func read(root: String) -> (dependencies: [String], frameworks: [String]) {
        var names: Set<String> = []
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let folders =
            [""] + entries.filter { !$0.hasPrefix(".") && $0 != "node_modules" }.sorted().prefix(60).map { $0 + "/" }
        for folder in folders {
            for (name, parse) in parsers {
                guard let data = BoundedFile.read(root: root, path: folder + name, limit: 1 << 20) else { continue }
                names.formUnion(parse(String(decoding: data, as: UTF8.self)))
            }
        }
        return (names.sorted(), names.filter { frameworks.contains($0) }.sorted())
    }

    private static let parsers: [(String, @Sendable (String) -> [String])] = [
        ("requirements.txt", requirements), ("pyproject.toml", PythonManifest.dependencies),
        ("package.json", packageJSON),
        ("Package.swift", packageSwift), ("go.mod", goModule), ("Cargo.toml", cargo), ("Gemfile", gemfile),
        ("build.gradle", gradle), ("build.gradle.kts", gradle), ("pom.xml", maven),
    ]

    /// The name that a requirement begins with, in small letters: `flask` of `Flask[async]>=3`.
    static func name(_ text: some StringProtocol) -> String? {
        let name = text.trimmingCharacters(in: .whitespaces).prefix {
            $0.isLetter || $0.isNumber || "-_./@".contains($0)
        }
        return name.isEmpty ? nil : name.lowercased()
    }

    private static func requirements(_ text: String) -> [String] {
        text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("-") }.compactMap { name($0) }
    }

    private static func packageJSON(_ text: String) -> [String] {
        guard let value = try? JSONValue(parsing: text) else { return [] }
        return ["dependencies", "devDependencies", "peerDependencies"].flatMap {
            value[$0]?.objectValue?.keys.map { $0.lowercased() } ?? []
        }
    }

    private static func packageSwift(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.contains(".package(") }.compactMap { line in
            guard let start = line.range(of: "url: \"")?.upperBound else { return nil }
            let address = line[start...].prefix { $0 != "\"" }
            let last = address.split(separator: "/").last.map(String.init) ?? ""
            return name(last.hasSuffix(".git") ? String(last.dropLast(4)) : last)
        }
    }

    private static func goModule(_ text: String) -> [String] {
        var isBlock = false
        return text.split(separator: "\n").compactMap { line in
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.hasPrefix("require (") { isBlock = true; return nil }
            if trimmed == ")" { isBlock = false }
            guard !trimmed.contains("// indirect"), isBlock || trimmed.hasPrefix("require ") else { return nil }
            let module = trimmed.split(separator: " ").first { $0.contains("/") } ?? ""
            return module.split(separator: "/").last { !$0.hasPrefix("v") || $0.dropFirst().contains { !$0.isNumber } }
                .flatMap { name($0) }
        }
    }

    private static func cargo(_ text: String) -> [String] {
        var isTable = false
        return text.split(separator: "\n").compactMap { line in
            if line.hasPrefix("[") { isTable = line.hasSuffix("dependencies]"); return nil }
            return isTable && line.contains("=") ? name(line) : nil
        }
    }

    private static func gemfile(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(whereSeparator: { $0 == "'" || $0 == "\"" })
            return parts.count > 1 && parts[0].trimmingCharacters(in: .whitespaces) == "gem" ? name(parts[1]) : nil
        }
    }

    private static func gradle(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            guard ["implementation", "api", "testImplementation", "compileOnly"].contains(where: trimmed.hasPrefix),
                let quoted = trimmed.split(whereSeparator: { $0 == "'" || $0 == "\"" }).dropFirst().first
            else { return nil }
            let parts = quoted.split(separator: ":")
            return parts.count > 1 ? name(parts[1]) : nil
        }
    }

    private static func maven(_ text: String) -> [String] {
        text.components(separatedBy: "<dependency>").dropFirst().compactMap { part in
            guard let start = part.range(of: "<artifactId>")?.upperBound else { return nil }
            return name(part[start...].prefix { $0 != "<" })
        }
    }
}
