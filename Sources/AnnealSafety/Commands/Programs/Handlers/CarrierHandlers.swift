/// Programs that take what others do to another machine: proxies, backups, playbooks that are fetched.
extension ProgramHandlers {
    static let carrierHandlers: [String: Handler] = [
        "proxychains": { analysis, invocation in proxied(analysis, invocation, "-f=read") },
        "proxychains4": { analysis, invocation in proxied(analysis, invocation, "-f=read") },
        "torsocks": { analysis, invocation in
            proxied(analysis, invocation, "-a -P -u -p --address --port --user --pass")
        },
        "torify": { analysis, invocation in proxied(analysis, invocation, "") },
        "tsocks": { analysis, invocation in proxied(analysis, invocation, "") },
        "restic": { analysis, invocation in backup(analysis, invocation, saving: ["backup"]) },
        "borg": { analysis, invocation in backup(analysis, invocation, saving: ["create"]) },
        "duplicity": { analysis, invocation in backup(analysis, invocation, saving: []) },
        "ansible-pull": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-U -d -i -C -e -l -t --url --directory --inventory"))
            if let address = arguments.value("-U", "--url"), !analysis.isLoopback(address) {
                analysis.emit(.fetched, target: address.text)
            }
            analysis.emit(.remote, target: invocation.name)
            return .generated
        },
    ]

    /// Runs the program behind the options, whose connections go by way of another machine.
    private static func proxied(_ analysis: CommandAnalysis, _ invocation: Invocation, _ options: String) -> Flow {
        analysis.emit(.network, target: invocation.name)
        return wrap(analysis, invocation, options)
    }

    /// Programs that copy files to where backups are kept, which may be another machine.
    private static func backup(_ analysis: CommandAnalysis, _ invocation: Invocation, saving: Set<String>) -> Flow {
        analysis.emit(.opaque, target: invocation.name)
        analysis.suspectArguments(invocation.words)
        let saves = saving.isEmpty || invocation.words.contains { saving.contains($0.text) }
        let places = invocation.words.map { $0.text.hasPrefix("--") ? $0.halves?.value ?? $0 : $0 }
        if saves, let place = places.first(where: { isElsewhere($0.text) }) { analysis.emit(.send, target: place.text) }
        return .generated
    }

    /// Whether a place for backups is on another machine: `sftp:host:/x`, `s3:https://…`, `ssh://host/x`, `me@host:x`.
    private static func isElsewhere(_ text: String) -> Bool {
        let scheme = text.prefix { $0 != ":" }
        guard scheme.count < text.count, !scheme.contains("/") else { return false }
        if ["sftp", "s3", "rest", "b2", "azure", "gs", "swift", "rclone"].contains(scheme) { return true }
        return scheme.contains("@") || text.contains("://") && scheme != "file"
    }
}
