/// What sort of secret was found: a short name in kebab case such as `github-token`.
public struct SecretKind: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The name.
    public let rawValue: String

    /// Takes a name.
    ///
    /// - Parameter rawValue: lower-case words with hyphens between.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }

    /// A password under a name that says so.
    public static let password = SecretKind(rawValue: "password")
    /// A random value under a name that means a secret.
    public static let secret = SecretKind(rawValue: "generic-secret")
    /// A random value under a name that means a token.
    public static let token = SecretKind(rawValue: "generic-token")
    /// A random value under a name that means a key.
    public static let key = SecretKind(rawValue: "generic-key")
    /// A private key in PEM, OpenPGP, PuTTY or another armour.
    public static let privateKey = SecretKind(rawValue: "private-key")
    /// A signed or encrypted JSON Web Token.
    public static let jsonWebToken = SecretKind(rawValue: "json-web-token")
    /// A password or token in the user part of an address.
    public static let urlPassword = SecretKind(rawValue: "url-password")
    /// User and password in base64 (HTTP Basic, container registries).
    public static let basicCredentials = SecretKind(rawValue: "basic-credentials")
    /// A token in an `Authorization` header.
    public static let bearerToken = SecretKind(rawValue: "bearer-token")
    /// A session's cookie.
    public static let sessionCookie = SecretKind(rawValue: "session-cookie")
    /// A salted hash of a password as `crypt`, Apache and frameworks write it.
    public static let passwordHash = SecretKind(rawValue: "password-hash")
    /// A value of a Kubernetes `Secret`.
    public static let kubernetesSecret = SecretKind(rawValue: "kubernetes-secret")
    /// The secret half of an AWS key pair.
    public static let awsSecretKey = SecretKind(rawValue: "aws-secret-access-key")
    /// The words of a wallet's seed.
    public static let seedPhrase = SecretKind(rawValue: "seed-phrase")
    /// The signature of a shared access link.
    public static let signedLink = SecretKind(rawValue: "signed-link")
}

/// A secret in a text.
public struct SecretFinding: Sendable, Hashable {
    /// What it is.
    public var kind: SecretKind
    /// Where the secret value itself lies, in bytes of UTF-8, without quotes and names.
    public var range: Range<Int>
    /// The line of its first byte, counted from 1.
    public var line: Int
    /// The place of its first byte within the line, in bytes, counted from 1.
    public var column: Int
    /// How sure the scanner is, from 0 to 1.
    public var confidence: Double
    /// Why it is thought to be one, in a few words that do not hold the value.
    public var reason: String
    /// What stands before it on its line, and its length in the place of the value; nothing of the value.
    public var preview: String
}
