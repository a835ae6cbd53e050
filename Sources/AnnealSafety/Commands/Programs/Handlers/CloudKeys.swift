/// Requests to which clouds answer with keys, tokens or passwords.
enum CloudKeys {
    private static let requests: [String] = """
        get-secret-value; batch-get-secret-value; get-session-token; get-federation-token; sts assume-role
        assume-role-with-saml; assume-role-with-web-identity; get-role-credentials; create-access-key; get-login-password
        get-authorization-token; generate-db-auth-token; eks get-token; get-password-data; create-key-pair
        download-default-key-pair; get-cluster-credentials; get-credentials-for-identity; export-credentials
        configure get; kms decrypt
        print-access-token; print-identity-token; secrets versions access; service-accounts keys create; config-helper
        generate-login-token
        get-access-token; keyvault secret show; keyvault secret download; keyvault key download; account keys list
        show-connection-string; acr credential show; create-for-rbac; credential reset; list-publishing-credentials
        list-publishing-profiles; cosmosdb keys list; functionapp keys list; authorization-rule keys list; list-keys
        """
        .split { $0 == ";" || $0 == "\n" }.map { " " + $0.split(separator: " ").joined(separator: " ") + " " }

    /// Whether one of them is among the words of a command, which a blank stands between.
    static func areAsked(_ text: String) -> Bool {
        let text = " " + text + " "
        return requests.contains { text.contains($0) }
    }
}
