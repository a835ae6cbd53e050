extension SecretSample {
    /// What stands beside the passwords that people think of, and is none.
    static let lookalikes = read(references + names + texts)

    private static let references = #"""

        plan.txt | + random_password.api  = (known after apply)
        plan.txt | ~ password = (sensitive value)
        chat.txt | ann: did you change the password?⏎bob: yesterday
        chat.txt | ann: where is the password?⏎bob: docs/access-2024.md
        app.yml | password: <password>
        app.yml | password: changeme-{d:3}
        app.yml | password: ${DB_PASSWORD_22}
        app.yml | password: {{ lookup('env', 'DB_PASS_22') }}
        app.yml | password: vault:secret/app-22#password
        app.yml | passwordSecretRef: db-credentials-22
        app.yml | existingSecret: grafana-oauth-{d:2}
        app.yml | secret: app-tls-{d:4}-wildcard
        app.tf | secret_id = "prod/db/master-4{a:5}"
        log.txt | password=******** user=bob22
        a.py | password = os.environ["DB_PASSWORD_22"]
        a.js | new PDO(process.env.DSN22, user, process.env.PASS22)
        a.php | new PDO($dsn, $user, $password22);
        a.php | new PDO($dsn, 'user', getenv('DB_PASS_22'));
        a.java | DriverManager.getConnection(url22, user22, password22);
        a.java | DriverManager.getConnection("jdbc:h2:mem:test22", "sa", "");
        a.go | req.SetBasicAuth(cfg.User22, cfg.Password22)
        a.rs | .basic_auth(user22, Some(&password22))
        a.py | smtp.login(user, password22)
        a.js | jwt.verify(token, process.env.JWT_SECRET_22)
        a.js | jwt.verify(token, config.jwtSecret22, options)
        a.sh | echo "$USER:$PASS22" | chpasswd
        a.sh | echo "$SUDO_PASS22" | sudo -S ls
        a.sh | htpasswd -Bbn user22 "$PASSWORD22"
        a.sh | net use P: \\srv22\share /user:CORP\scan %PASS22%
        a.sh | vercel deploy -t $VERCEL_TOKEN22
        a.sh | cargo login <token22>
        a.sh | read -s PASSWORD22; export PASSWORD22
        a.exp | expect "assword:"⏎send "$password22\r"
        a.sql | CREATE USER app IDENTIFIED BY '<password22>';
        a.sql | CREATE USER app IDENTIFIED BY :password22;
        a.xml | <password>${db.password.22}</password>
        a.plist | <key>PasswordKey22</key><string>com.app.password22</string>
        a.tf | variable "db_password" {⏎  type = string⏎  description = "Password of the 22 databases"⏎}
        stack.yaml | DbPassword:⏎    Type: String⏎    NoEcho: true⏎    MinLength: 12
        """#

    private static let names = #"""

        a.ts | export const TOKEN_ADDRESS = '0x{h:40}';
        a.html | <a href="z_{h:16}_secrets_py.html">secrets</a>
        a.html | <style nonce="{a:24}">.password{display:none}</style>
        a.html | <a href="#index-hmac_005fset_005fkey">key</a>
        a.js | const APPLICATION_SERVER_KEY = 'BB{w:85}';
        a.jsonl | {"msg":"token issued","traceparent":"00-{h:32}-{h:16}-01"}
        a.jsonl | {"msg":"password expired","trace_id":"{h:32}","user_id":"{h:8}-{h:4}-4{h:3}-a{h:3}-{h:12}"}
        ci.log | Cache restored from key: node-cache-Linux-x64-npm-{h:64}
        ci.log | Post job cleanup, cache key secrets-scan-{h:40} not saved
        rules.py | PATTERNS = {"password": re.compile(r"(?i)pass(word)?22=")}
        a.h | # define TLS1_TXT_PSK "PSK-AES128-CCM"
        a.h | #define PASSWORD_FIELD "password_field22"
        a.py | sasl_mechanism_password = "SCRAM_SHA_512_AUTH"
        a.py | password = factory.Faker("password22")
        a.js | { name: "password22", type: "password", label: "Password22" }
        a.js | { user: "form-user-label", password: "form-password-label" }
        a.java | char[] digits = "0123456789ABCDEFGH".toCharArray();
        a.java | @Column(name = "password_hash22") private String password;
        a.swift | case password = "user_password22"
        a.rb | validates :password, length: { minimum: 12 }
        schema.json | "password": {"type": "string", "minLength": 12, "description": "at least 12 signs"}
        openapi.yaml | password:⏎  type: string⏎  format: password22⏎  example: "string22"
        a.css | .password-input22 { width: 12em; }
        services | kpasswd 464/tcp⏎kpasswd 464/udp
        a.vim | syn keyword sshPass \<ssh-ed25519-cert-v01@openssh\.com\>
        packages.txt | libpam-passwdqc→1:4.13+dfsg1-1+deb12u1
        firebase.json | "appId": "1:{d:12}:web:{h:22}"
        a.ts | agora.init({ appid: '{h:32}' });
        a.rs | let pass = "shadow-pass-22";
        """#

    private static let texts = #"""

        en.json | "password_hint": "use eight characters or more please",
        en.json | "password": "Password must contain 12 characters",
        de.json | "password": "Bitte geben Sie ihr neues Passwort ein",
        README.md | The password is SHA-256 hashed before it is stored.
        README.md | The password is case-sensitive and at most 64-bytes long.
        README.md | The default password is printed by version v2.10.4-rc1.
        README.md | a password of 12-characters is enough
        README.md | passwords in 2024-01 leaked
        README.md | the token is RFC-6750 conformant
        README.md | Log in at https://x.example/login22 / Sign up
        README.md | see admin/README-22.md / CHANGELOG-2024.md
        README.md | password: at least 12 characters long
        README.md | Pass phrase: whatever you have chosen for the key
        README.md | Added the `--root-password` flag to `gcloud sql instances create`.
        a.swift | ///     - password: authentication password associated with the username
        a.py | # the password is stored in settings.DB22 and never logged
        a.log | Failed password for invalid user admin from 10.0.0.22 port 22022 ssh2
        a.log | Enter PEM pass phrase for key-22.pem:
        ru.txt | Пароль: ********
        """#
}
