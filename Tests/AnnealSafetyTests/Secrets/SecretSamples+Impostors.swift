extension SecretSample {
    /// What only looks like a secret to those who run machines, write programs and read logs.
    static let impostors = read(operatedLikes + programmedLikes + reportedLikes)

    /// From settings and scripts.
    private static let operatedLikes = #"""

        k8s/deploy.yaml | - name: DB_PASSWORD⏎  valueFrom:⏎    secretKeyRef:⏎      name: db-creds⏎      key: password
        docker-compose.yml | environment:⏎  POSTGRES_PASSWORD_FILE: /run/secrets/db_password
        Dockerfile | ENV GPG_KEY={H:40}
        .travis.yml | env:⏎  global:⏎    - secure: "{b:170}="
        azure-pipelines.yml | password: $(registryPassword)
        jenkins/credentials.xml | <password>{AQAAABAAAAAQ{b:43}=}</password>
        setup.sh | read -s -p "Enter password: " PASSWORD
        setup.sh | TOKEN=$(curl -s -X PUT http://169.254.169.254/latest/api/token)
        setup.sh | [ -z "$DB_PASSWORD" ] && echo "DB_PASSWORD is not set" && exit 1
        setup.sh | mysql -h 127.0.0.1 -u root -p shop < schema.sql
        setup.sh | mysql -P 3306 -p -u root
        setup.sh | curl -u "$USER:$PASS" https://example.com
        setup.sh | docker login -u ci -p $CI_JOB_TOKEN registry.example.com
        setup.sh | gpg --recv-keys {H:40}
        setup.sh | git checkout {h:40}
        setup.sh | kubectl get secret db-creds -o jsonpath='{.data.password}' | base64 -d
        setup.sh | ./configure --with-password-hashing --enable-tokenizer
        setup.sh | SSH_KEY_PATH=/home/ci/.ssh/id_ed25519
        setup.sh | SECRET_NAME=prod-database-credentials
        setup.sh | psql postgresql://localhost:5432/app
        etc/wireguard/wg0.conf | [Peer]⏎PublicKey = {b:43}=⏎AllowedIPs = 10.9.0.2/32
        etc/prometheus.yml | basic_auth:⏎  username: prom⏎  password_file: /etc/prometheus/pw
        etc/nginx/site.conf | limit_req_zone $binary_remote_addr zone=auth:10m rate=5r/s;
        etc/cisco.cfg | ip ospf authentication message-digest
        pip.conf | [global]⏎index-url = https://pypi.org/simple⏎trusted-host = pypi.example.com
        .gitattributes | *.key filter=git-crypt diff=git-crypt
        .env | SENTRY_DSN=https://{h:32}@o12345.ingest.sentry.io/6789
        .env | NEXT_PUBLIC_GA_ID=G-{u:10}
        README.md | Run `vault login -method=token token=$VAULT_TOKEN` first.
        audit.log | type=USER_AUTH msg=audit(1700000000.123:456): op=PAM:authentication acct="root" res=success
        syslog | sudo: bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/ls
        values.schema.json | {"properties":{"password":{"type":"string","minLength":12,"description":"Password of the admin user"}}}
        crds.yaml | passwordSecretRef:⏎  description: PasswordSecretRef points to the secret with the password⏎  type: object
        argo.yaml | valueFrom: {secretKeyRef: {name: github-access, key: token}}
        sheet.tsv | system→user→password⏎erp→bob→n/a
        conf/a.properties | password.encoder.id=bcrypt2a⏎password.min=12
        conf/d.yml | api:⏎  encryption:⏎    key: !secret api_key
        conf/f.yml | authMethod: token-review-v2⏎tokenTTL: 1h30m
        conf/g.yml | passwordPolicy: strong-2023⏎secretBackend: vault-kv2
        conf/h.yml | password: <path:secret/data/app#password>
        conf/l.yml | password: ${file(./secrets.json):db.password}
        conf/o.toml | secret_store = "azure-keyvault-prod01"
        conf/s.ini | passwd_file = /etc/svc/passwd01.db
        conf/u.xml | <property name="passwordEncoder" ref="bcryptEncoder12"/>
        conf/ah.env | PASSWORD=prompt⏎TOKEN=auto
        conf/al.env | SECRET_KEY=replace_with_random_string_32
        code/c.py | if token == "END_OF_FILE_2": break
        code/q.js | password: yup.string().matches(/[A-Z]/).min(8)
        code/s.ts | const testid = "password-input-01";
        code/w.java | @RequestParam("token2") String token
        code/z.cs | Token = reader.ReadToken(TokenType.String2);
        code/aa.rb | validates :password, length: { minimum: 12 }, format: /\d/
        code/ak.sh | PASSWORD_FILE=/run/secrets/db_password01
        web/b.txt | https://example.com/docs/password-policy-2024#section-3
        web/e.html | <input type="password" id="pw2" autocomplete="current-password" minlength="12">
        web/f.html | <meta name="csrf-token" content="{b:86}==">
        web/g.json | {"error":{"code":"InvalidAuthenticationToken","innerError":{"request-id":"{h:8}-{h:4}-{h:4}-{h:4}-{h:12}"}}}
        web/i.xml | <string name="pw_hint">8+ characters</string><string name="token_name">Token 2FA</string>
        doc/f.md | password = "correct horse battery staple" is the well-known example.
        """#

    /// From programs.
    private static let programmedLikes = #"""

        src/config.py | SECRET_KEY = env.str("SECRET_KEY")
        src/config.py | PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
        src/config.py | raise ValueError("password must not be empty")
        src/config.py | TOKEN_ENDPOINT = "/oauth/token"
        src/config.py | key = "user:{}:profile".format(uid)
        src/config.py | assert hashlib.md5(b"x").hexdigest() == "{h:32}"
        src/config.py | request_id = "{h:8}-{h:4}-{h:4}-{h:4}-{h:12}"
        src/config.py | parser.add_argument("--token", help="API token for the service", required=True)
        src/config.py | PASSWORD_RE = re.compile(r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,}$")
        src/config.py | if "password" in form.errors: messages.error(request, "Wrong password")
        src/test_auth.py | token = "fake-token-for-tests"
        src/test_auth.py | mock_secret = "not-a-real-secret"
        src/app.js | <Input type="password" name="password" placeholder="Enter your password" autoComplete="new-password" />
        src/app.js | case 'auth/invalid-api-key': return 'Invalid API key';
        src/app.js | const authToken = useSelector(selectAuthToken);
        src/app.js | export const STORAGE_KEY = 'acme-dashboard-settings';
        src/app.js | const stripe = Stripe('pk_live_{a:24}');
        src/app.js | const re = /^(ghp|gho|ghu)_[A-Za-z0-9]{36}$/;
        src/app.js | expect(mask('sk_live_abc')).toBe('sk_live_***');
        src/app.js | const passwordRules = 'At least 8 characters, one uppercase and one number';
        src/app.js | gtag('config', 'G-{u:10}');
        src/Db.java | private static final String PASSWORD_KEY = "user.password";
        src/Db.java | private static final String TOKEN_HEADER = "X-Auth-Token";
        src/Db.java | private static final long serialVersionUID = -{d:18}L;
        src/Db.java | props.setProperty("password", dbConfig.getPassword());
        src/Db.java | @Value("${db.password}") private String dbPassword;
        src/Db.java | messages.put("error.password.tooShort", "The password is too short");
        src/Db.kt | val password = BuildConfig.DB_PASSWORD
        src/Api.swift | let password = KeychainItem(service: "acme", account: "bob").read()
        src/Api.swift | let key = "AppleLanguagesOverride"
        src/main.go | password := os.Getenv("DB_PASSWORD")
        src/main.go | hash, err := bcrypt.GenerateFromPassword([]byte(password), 12)
        Podfile.lock | SPEC CHECKSUMS:⏎  Alamofire: {h:40}
        src/main.rs | #[error("invalid token: {0}")] InvalidToken(String),
        src/main.rs | const NONCE_LEN: usize = 12; const KEY: &str = "settings.theme.dark";
        src/Program.cs | [Guid("{h:8}-{h:4}-{h:4}-{h:4}-{h:12}")]
        src/Program.cs | ModelState.AddModelError("Password", "The passwords do not match.");
        src/db.php | 'password' => Hash::make($request->password),
        src/db.php | protected $hidden = ['password', 'remember_token'];
        src/db.php | define('PASSWORD_COLUMN', 'users.password_digest');
        src/app.rb | password: ENV.fetch("DB_PASSWORD") { "" }
        src/app.rb | Rails.application.credentials.dig(:aws, :secret_access_key)
        src/app.scala | val password = config.getString("db.password")
        src/application.properties | management.endpoint.env.keys-to-sanitize=password,secret,key,token
        src/application.yml | jwk-set-uri: https://idp.example.com/.well-known/jwks.json
        src/main.hs | parseToken :: Parser Token
        src/main.ex | @token_ttl_seconds 86_400
        postman.json | {"_postman_id":"{h:8}-{h:4}-{h:4}-{h:4}-{h:12}","name":"auth token flow"}
        docs/setup.md | See "Secret management" for how the password vault is unsealed; key shares are held by operators.
        settings.py | CACHES = {"default": {"KEY_PREFIX": "shop-prod-v3"}}
        application.yml | password: '{cipher}{h:128}'
        config.json | {"passwordMinLength":8,"tokenExpiry":"24h","keyFile":"server-key01.pem"}
        config.js | secretOrKey: process.env.SECRET_OR_KEY
        main.py | TOKEN_REGEX = r"[MN][A-Za-z\d]{23}\.[\w-]{6}\.[\w-]{27}"
        main.py | salt = os.urandom(16)
        main.py | AUTH_USER_MODEL = "accounts.User2"
        test_api.py | user = User(username="alice", password="password123")
        test_api.py | auth_token = "dummy_token_value_1"
        index.js | <PasswordInput label="Password" tokenSeparators={[',', ' ']} />
        Main.java | String password = prop.getProperty("db.password");
        Main.java | .withUser("admin").password(encoder.encode(adminPassword))
        Main.cs | Password = Environment.GetEnvironmentVariable("DB_PASSWORD"),
        main.go | apiKey := viper.GetString("api.key")
        deploy.sh | curl -H "Authorization: Bearer $(gcloud auth print-access-token)" https://x
        readme.md | `password` defaults to `Passw0rd!`; override with `--set`.
        uuid.txt | token bucket {h:8}-{h:4}-{h:4}-{h:4}-{h:12}
        """#

    /// From logs and messages.
    private static let reportedLikes = #"""

        ticket-904.txt | My password is not accepted since update 4.2.1, error E1042
        ticket-907.txt | Never send your password by mail! Password: ********
        ticket-910.eml | X-MS-Exchange-Organization-Network-Message-Id: {h:8}-{h:4}-{h:4}-{h:4}-{h:12}⏎Thread-Index: AdF{b:20}==
        chat.txt | password: I'll send it to you on Signal
        chat.txt | pw: same as always ;)
        app.log | INFO password=[REDACTED] token=[FILTERED]
        app.log | at com.acme.security.PasswordEncoderFactory.create(PasswordEncoderFactory.java:88)
        app.log | GET /reset-password?lang=de HTTP/1.1" 200
        app.log | GET /auth/token HTTP/1.1" 401
        app.log | Connecting to amqp://rabbit:5672/prod
        app.log | [warn] mysql: Using a password on the command line interface can be insecure.
        app.log | tx 0x{h:64} mined in block 18882234
        app.log | from 0x{h:40} to 0x{h:40}
        app.log | commit {h:40}⏎Author: bob <bob@x.com>
        app.log | session_id=8812 user=bob duration=88s
        app.log | job token-cleanup-nightly finished in 882ms
        app.log | Config(password=null, token=None, secret='')
        app.log | + '[' -z *** ']'
        app.log | + TOKEN=***
        ps.txt | redis 8 redis-server *:6379 --requirepass xxxxxxxx
        env.txt | GPG_KEY={H:40}⏎PYTHON_SHA256={h:64}
        env.txt | KUBERNETES_SERVICE_HOST=10.0.0.1⏎HOSTNAME=app-{h:10}-{l:5}
        iam.json | {"PolicyId":"ANPA{u:17}","PasswordLastUsed":"2026-01-03T00:00:00Z"}
        jwks.json | {"kty":"RSA","n":"{w:342}","e":"AQAB","kid":"{w:22}"}
        ansible.txt | TASK [users : set password for deploy] ****
        fix.diff | -    password = os.environ["PW"]⏎+    password = settings.DB_PASSWORD
        dump.sql | INSERT INTO `settings` VALUES (1,'password_min_length','12');
        imap.log | * CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR
        netsh.txt | Authentication         : WPA2-Personal⏎Security key           : Present
        handover.md | Passwords are in KeePass (share `\\nas\it\keepass\team.kdbx`), master password with Renate.
        handover.md | ssh root@10.0.0.8 (password auth disabled, use key `ops-2024`)
        handover.md | ticket OPS-4412: token rotation for build-agent-07
        handover.md | License: MIT, SPDX-License-Identifier: MIT OR Apache-2.0
        codes.txt | Tracking numbers:⏎1Z{u:16}⏎1Z{u:16}
        ci.log | warning: unused variable: `token_value1` --> src/auth.rs:88:9
        ci.log | src/auth.c:88:12: error: 'password_buf2' undeclared (first use in this function)
        crash.txt | Register dump: rax={h:16} rbx={h:16}⏎Stack: {h:16} {h:16}
        crash.json | {"request":{"headers":{"Authorization":"[Filtered]","Cookie":"[Filtered]"}}}
        har.json | {"name": "password", "value": ""}
        win.reg | "LimitBlankPasswordUse"=dword:00000001
        win.txt | cmdkey /list⏎Target: Domain:target=TERMSRV/srv1⏎User: CORP\bob
        key.log | age1{c:58} recipient added
        vault.log | Unseal Progress 1/3, Unseal Nonce {h:8}-{h:4}-{h:4}-{h:4}-{h:12}
        elastic.log | [node-1] license [{h:8}-{h:4}-{h:4}-{h:4}-{h:12}] mode [basic] - valid
        mysql.log | Plugin mysql_native_password reported: 'mysql_native_password' is deprecated
        stripe.log | evt_{a:24} pi_{a:24} pk_live_{a:24}
        gcp.txt | projects/acme-prod/serviceAccounts/ci@acme-prod.iam.gserviceaccount.com/keys/{h:40}
        maps.txt | https://maps.app.goo.gl/{a:17}
        lorem.txt | In cryptography, a key is a string; a password is a word; a passphrase is a sentence.
        story.txt | He whispered the password, "open sesame", and the door swung open.
        """#
}
