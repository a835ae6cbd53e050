/// Tools that keep secrets, and what they are asked for to give some.
enum Vaults {
    private static let table = """
        chamber: export, read, env
        gopass passage: show, cat, otp, env
        rbw: get, code
        skate: get
        keepassxc-cli kpcli: show, clip, export, attachment-export
        heroku: config, config:get
        doppler: secrets
        infisical: secrets, export
        teller: env, show, export, yaml, json, sh
        berglas: access
        akeyless: get-secret-value, static-secret
        ejson: decrypt
        dotenv-vault: decrypt, keys, pull
        eb: printenv
        railway: variables, vars
        netlify: env:get, env:list
        bao: read, kv get, print
        conjur: variable get, variable value
        kind: get kubeconfig
        k3d: kubeconfig get
        microk8s: config
        doctl: auth token, kubernetes cluster
        argocd: admin initial-password
        """

    private static let asked: [String: Set<String>] = {
        var asked: [String: Set<String>] = [:]
        for line in table.split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let requests = halves[1].split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
            for name in halves[0].split(separator: " ") { asked[String(name), default: []].formUnion(requests) }
        }
        return asked
    }()

    /// Whether a tool gives secrets with these arguments.
    static func give(_ name: String, _ words: [Word]) -> Bool {
        if name == "pulumi", words.contains(where: { $0.text == "--show-secrets" }) { return true }
        guard let requests = asked[name] else { return false }
        let texts = Array(words.map(\.text).filter { !$0.hasPrefix("-") }.prefix(2))
        return requests.contains(texts.first ?? "") || requests.contains(texts.joined(separator: " "))
    }
}
