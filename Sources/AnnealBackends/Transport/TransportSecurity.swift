internal import Foundation
internal import NIOCore
internal import NIOSSL

/// How a connection is encrypted. The server's certificate is checked, with its name, unless that is given up by name.
public struct TransportSecurity: Sendable, Hashable {
    /// A file of certificates to trust, in PEM; the system's when not given.
    public var authorities: String?
    /// The client's certificate in PEM, for servers that ask for one.
    public var certificate: String?
    /// The key to the client's certificate, in PEM.
    public var key: String?
    /// The name that the server's certificate has to have; the host's when not given.
    public var serverName: String?
    /// Whether any certificate will do: then the connection is encrypted, and nobody knows with whom.
    public var takesAnyCertificate = false

    /// Creates settings.
    public init(
        authorities: String? = nil, certificate: String? = nil, key: String? = nil, serverName: String? = nil
    ) {
        self.authorities = authorities
        self.certificate = certificate
        self.key = key
        self.serverName = serverName
    }

    /// Reads the options `ca`, `cert`, `key` and `serverName` of an address.
    public init(options: [String: String]) {
        self.init(
            authorities: options["ca"], certificate: options["cert"], key: options["key"],
            serverName: options["serverName"])
    }

    /// The handler that encrypts a connection to a host.
    ///
    /// - Throws: `BackendError` when a file cannot be read.
    func context(for place: String) throws(BackendError) -> NIOSSLContext {
        let configuration = try configuration(for: place)
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw Self.unusable(error, place)
        }
    }

    /// The same as a configuration, for clients that make their connections themselves; it has no `serverName`.
    ///
    /// - Throws: `BackendError` when a file cannot be read.
    func configuration(for place: String) throws(BackendError) -> TLSConfiguration {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            if takesAnyCertificate { configuration.certificateVerification = .none }
            if let authorities { configuration.trustRoots = .file(authorities) }
            if let certificate {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map {
                    .certificate($0)
                }
            }
            if let key {
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            }
            return configuration
        } catch {
            throw Self.unusable(error, place)
        }
    }

    private static func unusable(_ error: any Error, _ place: String) -> BackendError {
        BackendError(
            code: .address, message: "the certificates cannot be used: \(error)", place: place,
            remedy: "see that the files of the options ca, cert and key are there and are PEM")
    }

    /// The name for the handshake; an address in numbers has none.
    func name(for host: String) -> String? {
        let name = serverName ?? host
        let isNumeric = (try? SocketAddress(ipAddress: name, port: 0)) != nil
        return isNumeric ? nil : name
    }
}
