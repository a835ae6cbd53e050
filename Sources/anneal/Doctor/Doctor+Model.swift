import AnnealFoundation
import AnnealModels
import Foundation

extension Doctor {
    /// Which model a run would take, and whether it is there. Nothing is started, fetched or sent.
    func modelFindings(_ settings: Settings?) async throws -> [Finding] {
        guard let settings else { return [] }
        if let address = settings.text("model.baseUrl") {
            return [.ok("model", "the server at \(address); it is asked when a run begins")]
        }
        switch settings.text("model.provider") {
        case "openai": return [keyFinding("OPENAI_API_KEY", "OpenAI")]
        case "anthropic": return [keyFinding("ANTHROPIC_API_KEY", "Anthropic")]
        case nil where hasKey("OPENAI_API_KEY") && localName(settings) == nil:
            return [keyFinding("OPENAI_API_KEY", "OpenAI")]
        case nil where hasKey("ANTHROPIC_API_KEY") && localName(settings) == nil:
            return [keyFinding("ANTHROPIC_API_KEY", "Anthropic")]
        default: return try await localFindings(settings)
        }
    }

    private func hasKey(_ variable: String) -> Bool { !(environment[variable] ?? "").isEmpty }

    /// The name in the settings, when it is one of the catalogue's.
    private func localName(_ settings: Settings) -> String? {
        settings.text("model.name").flatMap { ModelCatalogue.standard.entry(named: $0) }?.name
    }

    private func keyFinding(_ variable: String, _ provider: String) -> Finding {
        hasKey(variable)
            ? .ok("model", "\(provider), with the key in \(variable)")
            : .fail(
                "model", "\(provider) is asked for, but there is no key",
                remedy: "export \(variable)=…, or set model.provider to local")
    }

    private func localFindings(_ settings: Settings) async throws -> [Finding] {
        let runtime = LocalRuntime(
            directories: directories, environment: environment, settings: settings, launcher: launcher)
        let entry: CatalogueEntry
        do {
            entry = try runtime.catalogue.resolve(settings.text("model.name"), folder: runtime.store.folder)
        } catch {
            return [.fail("model", error.message, remedy: error.remedy ?? "`anneal model list` shows the models")]
        }
        return [
            fileFinding(entry, runtime.store), try await runtimeFinding(runtime),
            try await serverFinding(entry, runtime, settings),
        ]
    }

    private func fileFinding(_ entry: CatalogueEntry, _ store: ModelStore) -> Finding {
        if store.holds(entry) { return .ok("model", "\(entry.name) is here: \(store.location(of: entry).path)") }
        let size = entry.bytes.map { " (\($0 / 1_000_000) MB)" } ?? ""
        return .warn(
            "model", "\(entry.name) is not here; the first run fetches it\(size)",
            remedy: "anneal model pull \(entry.name)")
    }

    private func runtimeFinding(_ runtime: LocalRuntime) async throws -> Finding {
        switch try await runtime.installedRuntime() {
        case .program(let path): return .ok("runtime", "llama-server: \(path)")
        case .module(let version): return .ok("runtime", "xllamacpp \(version) in \(directories.runtime.path)")
        case .none:
            return .warn(
                "runtime", "the runtime of local models is not here; the first run installs it (about 130 MB)",
                remedy: "anneal model serve")
        case .noPython:
            return .fail(
                "runtime", "local models need python3 or llama-server", remedy: "apt-get install python3 python3-venv")
        }
    }

    private func serverFinding(
        _ entry: CatalogueEntry, _ runtime: LocalRuntime, _ settings: Settings
    ) async throws -> Finding {
        guard let status = try await runtime.status().first(where: { $0.model == entry.name }) else {
            return planFinding(runtime.plan(for: entry), settings)
        }
        guard let server = status.server else {
            return status.state == .loading
                ? .ok("server", "\(entry.name) is loading")
                : .fail("server", "the server of \(entry.name) does not answer", remedy: "anneal model stop")
        }
        let served = "serves \(server.slots) slots of \(server.contextLength.value) tokens at \(server.baseURL)"
        guard server.contextLength.value >= status.plan.contextPerSlot, server.slots >= status.plan.slots else {
            return .warn(
                "server", "\(served), less than the \(status.plan.slots) of \(status.plan.contextPerSlot) asked for",
                remedy: "look at \(server.log); then anneal model stop")
        }
        let wanted = runtime.plan(for: entry)
        guard server.contextLength.value >= wanted.contextPerSlot, server.slots >= wanted.slots else {
            return .warn(
                "server", "\(served); the settings ask for \(wanted.slots) of \(wanted.contextPerSlot)",
                remedy: "anneal model serve starts it anew with the settings")
        }
        return .ok("server", served)
    }

    private func planFinding(_ plan: ServingPlan, _ settings: Settings) -> Finding {
        let text = "not running; a run starts it with \(plan.slots) slots of \(plan.contextPerSlot) tokens"
        let slots = settings.integer("model.localSlots") ?? plan.slots
        let context = settings.integer("model.localContextLength") ?? plan.contextPerSlot
        guard plan.slots < slots || plan.contextPerSlot < context else { return .ok("server", text) }
        return .warn(
            "server", "\(text): there is not the memory for \(slots) of \(context), or the model does not have it",
            remedy: "free memory, or set model.localSlots and model.localContextLength to these")
    }
}
