extension SecretSample {
    /// Texts without a secret.
    static let harmless = read(placeholders + hashes + code) + lookalikes + formatLookalikes + impostors

    /// What stands for a secret or refers to one.
    private static let placeholders = #"""
        .env | API_KEY=<your-api-key>
        .env | API_KEY=your_api_key_here
        .env | DB_PASSWORD=changeme
        .env | DB_PASSWORD=change-me-please1
        .env | SECRET_KEY=xxxxxxxxxxxxxxxxxxxxxxxx
        .env | SECRET_KEY=${SECRET_KEY}
        .env | SECRET_KEY=$SECRET_KEY
        .env | PASSWORD=
        .env | TOKEN=""
        .env | TOKEN=REPLACE_WITH_TOKEN_1
        .env | TOKEN=TODO
        .env | TOKEN=null
        .env | TOKEN=op://vault/item/field1
        .env | PASSWORD=********
        .env | PASSWORD=/run/secrets/db_password_1
        a.yml | password: {{ .Values.db.password }}
        a.yml | password: {{ vault_db_password1 }}
        a.yml | password: !vault |
        a.yml | password: !Ref DbPassword1
        a.yml | token: ${{ secrets.GITHUB_TOKEN }}
        a.yml | password: ENC[AES256_GCM,data:{b:24},iv:{b:43}=,tag:{b:22}==,type:str]
        a.yml | password: "%(db_password1)s"
        a.yml | password: vault:secret/data/app1#key
        a.yml | password: arn:aws:secretsmanager:eu-west-1:{d:12}:secret:db-{a:6}
        a.yml |   - name: DB_PASSWORD⏎    valueFrom:⏎      secretKeyRef:⏎        name: db-secret-1
        a.py | api_key = os.environ["API_KEY_1"]
        a.py | api_key = os.getenv("OPENAI_API_KEY2", "")
        a.py | password = getpass.getpass("Password1: ")
        a.py | password = settings.DB_PASSWORD1
        a.py | token = f"{user.token1}-{salt}"
        a.js | const token = process.env.TOKEN1;
        a.js | const auth = `Bearer ${token1}`;
        a.js | headers: { Authorization: "Bearer <token>" }
        a.js | headers: { Authorization: "Bearer YOUR_ACCESS_TOKEN_123" }
        a.go | token := os.Getenv("GITHUB_TOKEN1")
        a.rb | secret_key_base: ENV.fetch("SECRET_KEY_BASE1")
        a.tf | password = var.db_password1
        a.tf | password = random_password.db1.result
        a.tf | token = data.vault_generic_secret.x1.data["token"]
        a.sh | PASSWORD=$(cat /run/secrets/db1)
        a.sh | export TOKEN=`gh auth token1`
        a.sh | ./tool --password "$PASSWORD1"
        a.sh | curl -u user:password https://x
        a.sh | curl -u "$USER:$PASS1" https://x
        a.sh | mysql -u root -p"$MYSQL_PASS1" db
        a.sh | docker login -u x -p $TOKEN1
        README.md | export OPENAI_API_KEY=sk-...
        README.md | set `GITHUB_TOKEN` to `ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`
        README.md | Use `AKIAIOSFODNN7EXAMPLE` and `wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`.
        README.md | postgres://user:password@localhost:5432/db
        README.md | postgres://postgres:postgres@localhost/test
        README.md | https://user:pass@example.com/
        README.md | https://<user>:<password>@host/
        README.md | redis://:${REDIS_PASSWORD1}@h:6379
        README.md | amqp://guest:guest@localhost
        README.md | `xoxb-your-token-here-12345`
        README.md | Authorization: Basic dXNlcjpwYXNzd29yZA==
        README.md | Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
        a.json | "token": "[secret:github-token:3f9a2c81d0aa]"
        a.json | {"password": "string", "token": "<TOKEN>"}
        a.json | {"client_secret": "{CLIENT_SECRET1}"}
        a.properties | db.password=@db.password1@
        a.properties | db.password=${DB_PASSWORD1:}
        a.xml | <password>${db.password1}</password>
        a.xml | <password></password>
        a.cs | "Server=db;Password={0};"
        id | -----BEGIN RSA PRIVATE KEY-----⏎...⏎-----END RSA PRIVATE KEY-----
        id | -----BEGIN PRIVATE KEY-----⏎<your private key here>⏎-----END PRIVATE KEY-----
        a.md | eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.{web:‹"sub":"1234567890","name":"John Doe","iat":1516239022›}.{w:43}
        a.md | a token looks like `eyJhbGciOiJIUzI1NiIs...`
        .netrc | machine host login user password yourpassword1
        """#

    /// Hashes, identifiers, public keys, data.
    private static let hashes = #"""

        package-lock.json | "integrity": "sha512-{b:86}==",
        yarn.lock |   resolved "https://registry.yarnpkg.com/a/-/a-1.tgz#{h:40}"⏎  integrity sha512-{b:86}==
        Cargo.lock | checksum = "{h:64}"
        go.sum | golang.org/x/crypto v0.1.0 h1:{b:43}=
        poetry.lock | {file = "a.whl", hash = "sha256:{h:64}"},
        Package.resolved | "revision" : "{h:40}",
        requirements.txt | a==1 --hash=sha256:{h:64}
        a.md | fixed in {h:40} and {h:7}
        a.md | commit {h:40} removes the token
        a.yml | uses: actions/checkout@{h:40}
        a.yml | image: r/app@sha256:{h:64}
        a.py | TENANT = "{h:8}-{h:4}-4{h:3}-a{h:3}-{h:12}"
        a.py | client_id = "{h:8}-{h:4}-4{h:3}-a{h:3}-{h:12}"
        a.py | key_id = "{h:40}"
        a.py | sha256 = "{h:64}"
        a.py | EXPECTED_HASH = "{h:64}"
        a.py | password_hash = "{h:64}"
        a.py | etag = "{h:32}"
        a.py | cache_key = "{h:32}"
        a.py | public_key = "{b:64}"
        a.json | "fingerprint": "SHA256:{b:43}"
        a.json | "publicKey": "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A{b:200}"
        a.json | "stripe": "pk_live_{a:24}"
        a.html | <img src="data:image/png;base64,iVBORw0KGgo{b:300}">
        a.html | <script integrity="sha384-{b:64}" nonce="{b:22}==">
        a.css | url(data:font/woff2;base64,d09GMgAB{b:400})
        a.pub | ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA{b:44} bob@host
        known_hosts | github.com ssh-rsa AAAAB3NzaC1yc2EAAAA{b:340}
        a.pem | -----BEGIN CERTIFICATE-----⏎MIID{b:60}⏎{b:64}⏎-----END CERTIFICATE-----
        a.pem | -----BEGIN PUBLIC KEY-----⏎MIIB{b:60}⏎{b:64}⏎-----END PUBLIC KEY-----
        a.asc | -----BEGIN PGP SIGNATURE-----⏎⏎iQIz{b:60}⏎{b:64}⏎-----END PGP SIGNATURE-----
        a.asc | -----BEGIN PGP PUBLIC KEY BLOCK-----⏎⏎mQIN{b:60}⏎-----END PGP PUBLIC KEY BLOCK-----
        a.py | digest = hashlib.md5(b"abc").hexdigest() == "{h:32}"
        a.js | //# sourceMappingURL=data:application/json;base64,{b:200}
        a.js.map | "mappings": "AAAA,SAAS,GAAG,CAAC,CAAC;AACd,IAAI,CAAC,CAAC"
        a.svg | <path d="M10.5 20.25c1.2-3.4 5.6-7.8 9-1"/>
        a.log | request_id={h:32} trace={h:16}
        a.log | session {h:32} opened
        a.xcodeproj | {H:24} /* Foo.swift */ = {isa = PBXFileReference;};
        a.ipynb | "image/png": "iVBORw0KGgo{b:200}"
        a.yml | digest: {h:64}
        a.sh | echo "{h:64}  file.tar.gz" | sha256sum -c
        Dockerfile | ENV NODE_SHASUM={h:64}
        a.txt | MD5 ({h:8}) = {h:32}
        a.json | "sitekey": "6L{a:38}"
        a.json | "appId": "1:{d:12}:web:{h:22}"
        a.json | "idempotency_key": "{h:8}-{h:4}-4{h:3}-a{h:3}-{h:12}"
        a.js | const key = "{h:40}";
        a.sql | insert into t values ('{h:8}-{h:4}-4{h:3}-a{h:3}-{h:12}', 1);
        a.go | var publicKeyHex = "{h:64}"
        a.txt | bitcoin: 1{a:33}
        a.txt | eth address 0x{h:40}
        a.json | "$schema": "https://json.schemastore.org/x1"
        a.py | csrf_token = "{a:64}"
        """#
}
