extension SecretSample {
    /// Secrets in tables, in files of credentials, in the protocols' own words and in less common languages.
    static let formats = read(columns + languages)

    private static let columns = #"""

        users.csv | username,password⏎bob,⟦{word:1}{d:3}{Word:1}⟧
        vault.csv | "Title","Username","Password","URL"⏎"bank","bob","⟦{Word:1}{d:2}{word:1}!⟧","https://x"
        wiki.md | | host | user | password |⏎|---|---|---|⏎| db1 | root | ⟦{Word:1}{d:2}{word:1}!⟧ |
        a.sql | INSERT INTO users (name, password) VALUES ('bob', '⟦{word:1}{d:3}{Word:1}⟧');
        sasl_passwd | [smtp.host]:587 mailer@x.example:⟦{word:1}{d:3}{Word:1}⟧
        chap-secrets | "bob" * "⟦{word:1}{d:3}{Word:1}⟧" *
        ipsec.secrets | carol : EAP "⟦{word:1}{d:3}{Word:1}⟧"
        psk.txt | 10.1.1.2  ⟦{word:1}{d:3}{Word:1}⟧
        cloud-init.yaml | chpasswd:⏎  list: |⏎    root:⟦{word:1}{d:3}{Word:1}⟧⏎  expire: False
        ks.cfg | rootpw --plaintext ⟦{word:1}_{Word:1}{d:2}⟧
        proftpd.conf | SQLConnectInfo mail@localhost mail ⟦{word:1}{d:3}{Word:1}⟧
        router.cfg | tacacs-server key 0 ⟦{word:1}{d:3}{Word:1}⟧
        sssd.conf | ldap_default_authtok = ⟦{word:1}{d:3}{Word:1}⟧
        smtp.log | C: AUTH PLAIN ⟦{64:‡¶‡¶}⟧
        imap.log | a001 LOGIN bob ⟦{word:1}{d:3}{Word:1}⟧
        cookies.txt | # Netscape HTTP Cookie File⏎.x.example→TRUE→/→TRUE→1800000000→session_id→⟦{a:40}⟧
        consul.hcl | encrypt = "⟦{b:43}=⟧"
        kubeadm.sh | kubeadm join h:6443 --token ⟦{l:6}.{l:16}⟧
        app.log | DSN: app:⟦{word:1}{d:3}{Word:1}⟧@tcp(db:3306)/shop
        a.sql | CONNECT scott/⟦{word:1}{d:3}{Word:1}⟧@orcl
        swarm.sh | docker swarm join --token ⟦SWMTKN-1-{l:50}-{l:25}⟧ h:2377
        a.env | X=⟦ATTA{h:64}⟧
        a.env | X=⟦AVNS_{a:19}⟧
        a.py | t = deepl.Translator("⟦{h:8}-{h:4}-{h:4}-{h:4}-{h:12}:fx⟧")
        """#

    private static let languages = #"""

        a.clj | {:dbtype "mysql" :user "app" :password "⟦{word:1}{d:3}{Word:1}⟧"}
        a.erl | {password, "⟦{word:1}{d:3}{Word:1}⟧"},
        build.gradle | storePassword '⟦{word:1}{d:3}{Word:1}⟧'
        a.groovy | sql = Sql.newInstance("jdbc:x", "app", "⟦{word:1}{d:3}{Word:1}⟧", "driver")
        a.vbs | o.OpenDSObject(path, "CORP\bob", "⟦{word:1}{d:3}{Word:1}⟧", 1)
        a.bas | ActiveSheet.Unprotect "⟦{word:1}{d:3}{Word:1}⟧"
        a.m | conn = database('shop','app','⟦{word:1}{d:3}{Word:1}⟧','MySQL');
        a.go | mac := hmac.New(sha256.New, []byte("⟦{a:32}⟧"))
        a.go | s, err := token.SignedString([]byte("⟦{a:32}⟧"))
        a.java | new Pusher("{d:7}", "{h:20}", "⟦{h:20}⟧")
        a.swift | request.setValue("⟦{h:40}⟧", forHTTPHeaderField: "X-Api-Key")
        a.ts | cy.get('#pass').type('⟦{Word:1}{d:3}!{word:1}⟧')
        Matchfile | password("⟦{word:1}{d:3}{Word:1}⟧")
        notes.org | * wifi: SSID Attic, key ⟦{Word:1}{d:3}!{word:1}⟧
        """#

    /// What stands in the same places and is no secret.
    static let formatLookalikes = read(
        #"""
        users.csv | username,password,role⏎bob,true,admin22
        fields.md | | field | type |⏎|---|---|⏎| password | string22 |
        options.md | | option | password |⏎|---|---|⏎| a | none-22 |
        a.sql | INSERT INTO users (name, password) VALUES ($1, crypt($2, gen_salt('bf', 12)));
        a.sql | INSERT INTO fields (name, label) VALUES ('password', 'Password 22');
        sasl_passwd | # [host]:587 user:password22
        smtp.log | S: 250-AUTH PLAIN LOGIN CRAM-MD5
        app.log | AUTH login succeeded for mailer22@x.example
        cookies.txt | # Netscape HTTP Cookie File⏎.x.example→TRUE→/→FALSE→1800000000→theme→dark-mode-enabled-for-all
        a.swift | request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        a.swift | request.setValue("Bearer \(token22)", forHTTPHeaderField: "Authorization")
        a.go | mac := hmac.New(sha256.New, []byte(os.Getenv("KEY22")))
        a.java | "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".toCharArray()
        a.sh | kubeadm join h:6443 --token $TOKEN22
        a.sh | connect ssh/repo22
        policy.py | "arn:aws:secretsmanager:*:*:secret:app/db-22*"
        types.py | "Vendor::Manager::Secret": "{h:16}",
        a.json | {"nextToken": "{a:40}"}
        a.yml | password: ((pipeline-password-22))
        a.yml | password: <%= ENV["DB_PASS22"] %>
        README.md | AES-256-GCM / ChaCha20-Poly1305 keys
        README.md | Admin: Web22-Interface
        """#)
}
