extension SecretSample {
    /// Code, names, patterns and sentences without a secret.
    static let code = #"""

        a.py | def check_password(password: str, token_hash2: bytes) -> bool:
        a.py | password = request.form["password2"]
        a.py | if password == confirm_password2: pass
        a.py | token = parser.next_token2()
        a.py | PASSWORD_RE = re.compile(r"^(?=.*[A-Z])[a-z0-9]{8,}$")
        a.py | raise ValueError("password must be at least 8 characters1")
        a.py | "password_reset2": "accounts/password_reset2.html",
        a.py | key = "user2_settings"
        a.py | for key, value2 in tokens.items(): pass
        a.py | tokens = ["open2", "close2"]
        a.py | AUTH_BACKEND = "django.contrib.auth.backends.ModelBackend2"
        a.swift | let token = Token(kind: .identifier2, range: start..<end)
        a.swift | guard let password2 = try keychain.password(for: "account2") else { return nil }
        a.swift | case secretKey = "secret_key2"
        a.swift | let kSecAttrKeyType2 = "kSecAttrKeyTypeECSECPrimeRandom2"
        a.js | const tokenUrl = "https://auth.internal/oauth2/token";
        a.js | localStorage.getItem("authToken2");
        a.js | const PASSWORD_MIN_LENGTH = 12;
        a.js | t("password_prompt2")
        a.js | <input type="password" name="password2" placeholder="Password2" />
        a.js | const re = /ghp_[A-Za-z0-9]{36}/;
        a.js | const re = /AKIA[0-9A-Z]{16}/;
        a.js | const re = new RegExp("sk_live_[0-9a-zA-Z]{24}");
        a.toml | regex = '''xox[baprs]-[0-9]{12}-[0-9a-zA-Z]{24}'''
        a.ts | password: string; token?: string | undefined;
        a.ts | interface Token2 { accessToken: string }
        a.java | private final PasswordEncoder2 passwordEncoder2 = new BCryptPasswordEncoder2();
        A.java | @Value("${app.jwt.secret2}") private String jwtSecret;
        a.go | type Token2 struct { Key string `json:"key2"` }
        a.go | func (t *Token2) Key() string { return t.key2 }
        a.c | #define TOKEN_STRING_LITERAL2 0x1234
        a.c | static const char *password_field2 = "password2";
        a.h | extern int auth_key_length2;
        a.rs | Token2::Ident(name2) => tokens.push(name2),
        a.css | .token.keyword2 { color: #a1b2c3; }
        a.yml | token_url: https://idp.internal/token2
        a.yml | max_tokens: 4096
        a.yml | key: value2
        a.yml | password_policy: min-length-12
        a.yml | secretName: tls-secret-2
        a.yml | existingSecret: my-app-secrets2
        a.yml | tokenizer: bert-base-uncased-v2
        a.yml | kind: SecretProviderClass⏎data:⏎  objects: dGVzdC1vYmplY3RzMTIz
        en.json | "password_prompt": "Enter your password to continue2",
        en.json | "token_expired": "Your token2 has expired",
        README.md | Never commit API keys; rotate a leaked token within 1 hour.
        README.md | The password must have 12 characters, one digit and one symbol!
        README.md | Basic authentication and bearer tokens2 are supported.
        README.md | Set the `--password` flag or the `PGPASSWORD` variable.
        README.md | pass the token as `Authorization: Bearer`
        README.md | `pnpm add passport-jwt2 @types/passport-jwt2`
        a.log | INFO authentication succeeded for bob in 12ms
        a.log | api_key=null token=undefined password=None
        a.sql | CREATE TABLE users (id int, password varchar(255), token char(64));
        a.sql | UPDATE users SET password = ? WHERE id = 1
        a.sh | read -s -p "Password2: " PASSWORD
        a.sh | mysql -p db2 < dump.sql
        a.sh | ssh-keygen -t ed25519 -f key2
        a.sh | mkdir -p/tmp/x2
        postgresql.conf | password_encryption = scram-sha-256
        sshd_config | PasswordAuthentication no
        sshd_config | AuthorizedKeysFile .ssh/authorized_keys2
        pam.conf | auth required pam_unix.so nullok_secure2
        a.ini | auth_type = oauth2
        a.xml | <xs:element name="password2" type="xs:string2"/>
        a.html | <label for="password2">Password2</label>
        a.proto | string access_token2 = 12;
        a.graphql | login(password: String!): Token2!
        a.txt | compass2: bypass2 = "passive-mode-2"
        a.ex | config :app, secret_key_base: System.get_env("SECRET_KEY_BASE2")
        a.cmake | set(KEY_FILE2 "${CMAKE_SOURCE_DIR}/keys/test2.pem")
        a.py | assert sha1("abc") == "{h:40}"
        """#
}
