/// Decides which variables of an environment a child process sees: what is permitted by name, and never what looks
/// like a secret by its name or by its value, permitted or not.
public struct EnvironmentFilter: Sendable {
    private let names: Set<String>
    private let prefixes: [String]
    private let scanner: SecretScanner

    /// Creates a filter.
    ///
    /// - Parameters:
    ///   - permitted: names besides the usual ones; a `*` at the end stands for any rest.
    ///   - scanner: what examines the values.
    public init(permitting permitted: [String] = [], scanner: SecretScanner = SecretScanner()) {
        let all = PermittedVariables.names + permitted
        names = Set(all.filter { !$0.hasSuffix("*") })
        // A star alone would permit everything, which is no list.
        prefixes = all.filter { $0.hasSuffix("*") && $0.count > 1 }.map { String($0.dropLast()) }
        self.scanner = scanner
    }

    /// Filters an environment.
    ///
    /// - Parameter environment: names and values.
    /// - Returns: what may be passed on, and what was left out and why.
    ///
    /// Complexity: O(n) in the length of names and values.
    public func filter(_ environment: [String: String]) -> FilteredEnvironment {
        var result = FilteredEnvironment(variables: [:], omissions: [])
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            if let reason = reasonToOmit(name, value) {
                result.omissions.append(FilteredEnvironment.Omission(name: name, reason: reason))
            } else {
                result.variables[name] = value
            }
        }
        return result
    }

    private func reasonToOmit(_ name: String, _ value: String) -> FilteredEnvironment.Reason? {
        if isSecretName(name) { return .secretName }
        if let kind = secretKind(name, value) { return .secretValue(kind) }
        return isPermitted(name) ? nil : .notPermitted
    }

    private func isPermitted(_ name: String) -> Bool {
        names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }

    private func isSecretName(_ name: String) -> Bool {
        guard !PermittedVariables.names.contains(name) else { return false }
        var name = name
        return name.withUTF8 { bytes in
            guard let text = ScannedText(bytes, place: FilePlace(path: nil)) else { return false }
            guard let meaning = KeyMeaning.of(text, 0..<bytes.count) else { return false }
            return meaning.sort != .weak
        }
    }

    private func secretKind(_ name: String, _ value: String) -> SecretKind? {
        if let finding = scanner.scan("\(name)=\(value)", path: ".env").first { return finding.kind }
        if let finding = scanner.scan(value).first { return finding.kind }
        var bytes = value
        let isSecret = bytes.withUTF8 { ScannedText($0, place: FilePlace(path: nil)).map { isRandom($0) } ?? false }
        return isSecret ? .secret : nil
    }

    /// Whether a value is one long random word, whatever its name: no path, no hash of a commit.
    private func isRandom(_ text: ScannedText) -> Bool {
        let range = 0..<text.count
        guard text.count >= 20, text.count <= 512, text.first(Byte.slash, in: 0..<1) == nil else { return false }
        let profile = ValueProfile(text, range)
        return profile.strength == .long && profile.groups >= 3 && !profile.isHexadecimal && profile.spaces == 0
            && profile.joints * 10 <= profile.length && !Placeholder.isReference(text, range)
    }
}
