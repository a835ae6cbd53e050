/// The package managers of languages.
extension ProgramHandlers {
    static func compose(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-f=read -p --file=read --project-name --profile --env-file=read -v --volume --mount -e -u"))
        for volume in arguments.values("-v", "--volume", "--mount") where analysis.spend(8) { mount(analysis, volume) }
        let first = arguments.operands.first?.text ?? ""
        analysis.emit(
            ["config", "version", "help", "convert", ""].contains(first) ? .run : .container, target: "compose " + first
        )
        return .generated
    }

    static func npx(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-p -c=script --package --call=script -w --workspace"), .first)
        if let call = arguments.value("-c", "--call") { analysis.follow(call) }
        let isOffline = arguments.has("--no-install", "--no", "--offline")
        let tools: Set<String> = [
            "tsc", "eslint", "prettier", "jest", "vitest", "mocha", "tsx", "ts-node", "webpack", "vite", "rollup",
            "esbuild", "playwright", "cypress",
            "nyc", "c8", "ava", "tap", "biome", "next", "nuxt", "astro", "turbo", "nx", "lerna", "prisma",
            "tailwindcss", "storybook", "svelte-check",
            "vue-tsc", "stylelint", "markdownlint", "commitlint", "lint-staged", "husky", "rimraf", "cross-env",
            "concurrently", "nodemon", "knip", "depcheck", "swc", "babel", "karma", "ng",
        ]
        guard let tool = arguments.rest.first else { return .generated }
        if tool.isUnknown { analysis.emit(.opaque, target: tool.text) }
        let isInstalled = tools.contains(tool.text) && !arguments.has("-y", "--yes", "-p", "--package")
        if !isOffline, !isInstalled {
            analysis.emit(.install, target: "npx " + tool.text)
            analysis.suspect(Array(arguments.rest.dropFirst()))
            return .generated
        }
        if KnownPrograms.contains(tool.text) {
            return analysis.invoke(arguments.rest, input: invocation.input)
        }
        analysis.emit(.own, target: tool.text)
        return .generated
    }

    static func npm(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words.filter { !$0.text.hasPrefix("-") }
        if words.first?.text == "exec" || words.first?.text == "x" {
            let rest = Array(invocation.words.drop { $0.text != "exec" && $0.text != "x" }.dropFirst()).filter {
                $0.text != "--"
            }
            return npx(analysis, Invocation(name: "npx", words: rest, input: invocation.input, range: invocation.range))
        }
        for word in invocation.words where word.text.hasPrefix("--script-shell") {
            analysis.emit(.named, target: word.text)
            let value = word.text.drop { $0 != "=" }.dropFirst()
            if value.contains(" ") { analysis.follow(Word(text: String(value), range: word.range), isNamed: true) }
        }
        if words.first?.text == "audit", !words.contains(where: { $0.text == "fix" }) {
            analysis.emit(.network, target: "npm audit")
            return .generated
        }
        if words.first?.text == "config" || words.first?.text == "set",
            words.contains(where: {
                $0.text.hasPrefix("script-shell") || $0.text.hasPrefix("init-module")
                    || $0.text.hasPrefix("node-options") || $0.text.hasPrefix("git") || $0.text.hasPrefix("editor")
                    || $0.text.hasPrefix("globalconfig") || $0.text.hasPrefix("shell")
            })
        {
            analysis.emit(.later, target: "npm config")
        }
        if words.first?.text == "token"
            || words.first?.text == "config"
                && words.contains(where: {
                    $0.text.contains("authToken") || $0.text.contains("_auth") || $0.text.contains("_password")
                })
        {
            analysis.emit(.credentials, target: "npm " + (words.first?.text ?? ""))
        }
        return table(analysis, invocation)
    }

    static func pip(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words.filter { !$0.text.hasPrefix("-") }
        if words.first?.text == "install", invocation.words.contains(where: { $0.text == "--no-index" }) {
            let arguments = invocation.arguments(OptionNames("-t --target --root --prefix"))
            for folder in arguments.values("-t", "--target", "--root", "--prefix") { analysis.touch(.write, folder) }
            analysis.emit(.own, target: "pip install --no-index")
            return .generated
        }
        if words.first?.text == "config", ["list", "get", "debug"].contains(words.dropFirst().first?.text ?? "") {
            analysis.emit(.list, target: "settings of pip", place: .home)
            return .generated
        }
        let arguments = invocation.arguments(OptionNames("-t --target --root --prefix -d --dest -w --wheel-dir"))
        for folder in arguments.values("-t", "--target", "--root", "--prefix", "-d", "--dest") {
            analysis.touch(.write, folder)
        }
        return table(analysis, invocation)
    }
}
