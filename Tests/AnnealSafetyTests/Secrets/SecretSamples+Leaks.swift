extension SecretSample {
    /// Secrets as machines, programs and people leave them behind.
    static let leaks = read(operated + programmed + reported)

    /// What those who run machines write.
    private static let operated = #"""

        k8s/deploy.yaml | env:⏎  - name: MYSQL_ROOT_PASSWORD⏎    value: "⟦{word:1}{d:3}{Word:1}⟧"⏎  - name: TZ⏎    value: UTC
        .github/workflows/deploy.yml | env:⏎  AWS_SECRET_ACCESS_KEY: ⟦{b:40}⟧⏎  AWS_REGION: eu-west-1
        Vagrantfile | config.ssh.username = "vagrant"⏎config.ssh.password = "⟦{Word:1}{d:3}{word:1}⟧"
        setup.sh | curl -su elastic:⟦{a:20}⟧ https://es:9200/_cat/indices
        setup.sh | mongo --host m1 -u root -p ⟦{word:1}_{Word:1}{d:2}⟧ --authenticationDatabase admin
        setup.sh | ldapsearch -x -D cn=admin,dc=x -w ⟦{Word:1}{d:3}!{word:1}⟧ -b dc=x
        setup.sh | openssl rsa -in k.pem -passin pass:⟦{Word:1}{d:3}{word:1}⟧ -out k2.pem
        setup.sh | keytool -genkeypair -keystore k.jks -storepass ⟦{word:1}{d:3}{Word:1}⟧ -alias x
        setup.sh | borg init; export BORG_PASSPHRASE='⟦{word:1} {word:1} {word:1} {word:1}⟧'
        setup.sh | kubectl create secret docker-registry r --docker-username=ci --docker-password=⟦{a:20}⟧
        setup.sh | kubeadm join 10.0.0.1:6443 --token ⟦{l:6}.{l:16}⟧ --discovery-token-ca-cert-hash sha256:{h:64}
        setup.sh | snmpwalk -v2c -c ⟦{Word:1}{d:3}!{word:1}⟧ 10.0.0.9 sysDescr
        setup.sh | ipmitool -I lanplus -H bmc1 -U ADMIN -P ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧ power status
        setup.sh | git remote add origin https://bob:⟦{Word:1}{d:3}{word:1}⟧@git.example.org/x.git
        setup.sh | rclone config create x webdav url https://h user bob pass ⟦{a:22}⟧
        setup.sh | mc alias set minio http://m:9000 admin ⟦{a:20}⟧
        etc/ppp/pap-secrets | bob * ⟦{Word:1}{d:3}!{word:1}⟧
        etc/openvpn/auth.txt | vpnuser⏎⟦{word:1}{d:3}{Word:1}⟧
        etc/freeradius/clients.conf | client nas1 {⏎  ipaddr = 10.0.0.7⏎  secret = ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧⏎}
        etc/alertmanager.yml | slack_api_url: ⟦https://hooks.slack.com/services/T{u:9}/B{u:9}/{a:24}⟧
        etc/nginx/.htpasswd | bob:⟦$apr1${a:8}${a:22}⟧
        etc/tomcat/server.xml | <Connector port="8443" keystoreFile="k.jks" keystorePass="⟦{word:1}{d:3}{Word:1}⟧"/>
        etc/fortigate.conf | config vpn ipsec phase1-interface⏎ set psksecret ENC ⟦{b:60}==⟧
        etc/mikrotik.rsc | /interface wireless security-profiles set default wpa2-pre-shared-key="⟦{word:1}-{word:1}-{d:2}-{word:1}⟧"
        etc/lilo.conf | password=⟦{word:1}_{Word:1}{d:2}⟧⏎restricted
        ks.cfg | rootpw --plaintext ⟦{Word:1}{d:3}!{word:1}⟧
        pip.conf | [global]⏎index-url = https://bob:⟦{Word:1}{d:3}!{word:1}⟧@pypi.example.com/simple
        .condarc | channels:⏎  - https://conda.example.com/t/⟦xy-{h:8}-{h:4}-{h:4}-{h:4}-{h:12}⟧/main
        .env | MAILER_DSN=smtp://bob:⟦{word:1}{d:3}{Word:1}⟧@smtp.example.com:587
        notes/onboarding.txt | VPN: jsmith2 / ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧ (ask Lena if it fails)
        mail/fwd.eml | Hallo Tom,⏎das neue WLAN-Passwort lautet ⟦{word:1}_{Word:1}{d:2}⟧.⏎Gruß
        conf/hikari.properties | dataSource.user=app⏎dataSource.password=⟦{word:1}-{word:1}-{d:2}-{word:1}⟧
        conf/caddy | basicauth {⏎  bob ⟦$2a$14${a:53}⟧⏎}
        conf/userlist.txt | "app" "⟦{Word:1}{d:3}!{word:1}⟧"
        conf/ddclient.conf | login=bob⏎password='⟦{word:1}_{Word:1}{d:2}⟧'
        conf/frigate.yml | - path: rtsp://viewer:⟦{word:1}_{Word:1}{d:2}⟧@10.0.0.20:554/live
        conf/rsyncd.secrets | backup:⟦{Word:1}{d:3}!{word:1}⟧
        conf/sam.yaml | Parameters:⏎  DbPassword:⏎    Type: String⏎    Default: ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧
        conf/cdk.ts | masterUserPassword: SecretValue.unsafePlainText('⟦{Word:1}{d:3}{word:1}⟧'),
        code/a.py | ftp = FTP("ftp.x.com", "bob", "⟦{Word:1}{d:3}!{word:1}⟧")
        code/b.py | paramiko_client.connect(host, username="bob", password="⟦{word:1}-{word:1}-{d:2}-{word:1}⟧")
        code/f.py | API_KEYS = {"prod": "⟦{h:40}⟧"}
        code/g.py | zf.setpassword(b"⟦{word:1}_{Word:1}{d:2}⟧")
        code/s.ts | sgMail.setApiKey('⟦SG.{w:22}.{w:43}⟧')
        code/al.sh | kinit bob <<< "⟦{word:1}-{word:1}-{d:2}-{word:1}⟧"
        code/ar.sh | ansible-vault view x --vault-password-file <(echo ⟦{Word:1}{d:3}{word:1}⟧)
        code/az.m | options = weboptions('Username','bob','Password','⟦{word:1}_{Word:1}{d:2}⟧');
        web/a.har | {"name":"X-Api-Key","value":"⟦{a:40}⟧"}
        """#

    /// What programmers write.
    private static let programmed = #"""

        src/settings.py | SECRET_KEY = 'django-insecure-⟦{p:50}⟧'
        src/settings.py | EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PW", "⟦{word:1}-{word:1}-{d:2}-{word:1}⟧")
        src/tok.py | def connect(password: str = "⟦{word:1}_{Word:1}{d:2}⟧"):
        src/tok.py | if password == "⟦{Word:1}{d:3}!{word:1}⟧":
        src/crypt.py | cipher = AES.new(b"⟦{a:32}⟧", AES.MODE_CBC, iv)
        src/crypt.py | f = Fernet(b"⟦{w:43}=⟧")
        src/app.js | fetch(url, { headers: { 'Authorization': 'Basic ' + btoa('admin:⟦{word:1}{d:3}{Word:1}⟧') } });
        src/app.js | process.env.TWILIO_TOKEN = "⟦{h:32}⟧";
        src/app.ts | const creds: Credentials = { username: 'bob', password: '⟦{Word:1}{d:3}!{word:1}⟧' };
        src/Db.java | String url = "jdbc:oracle:thin:scott/⟦{a:10}⟧@//db:1521/orcl";
        app/build.gradle | signingConfigs { release { storePassword "⟦{word:1}{d:3}{Word:1}⟧"; keyAlias "x" } }
        src/Api.swift | URLCredential(user: "bob", password: "⟦{Word:1}{d:3}!{word:1}⟧", persistence: .none)
        src/main.go | const dbPassword = "⟦{Word:1}{d:3}{word:1}⟧"
        src/main.go | var jwtKey = []byte("⟦{Word:1}{d:3}{word:1}⟧")
        src/main.rs | let secret = String::from("⟦{a:32}⟧");
        web.config | <add name="Main" connectionString="Server=db;uid=sa;pwd=⟦{word:1}-{word:1}-{d:2}-{word:1}⟧" />
        web.config | <machineKey validationKey="⟦{H:128}⟧" decryptionKey="AutoGenerate" />
        src/db.php | $config['password'] = '⟦{word:1}-{word:1}-{d:2}-{word:1}⟧';
        src/db.php | $mail->Password = '⟦{word:1}_{Word:1}{d:2}⟧';
        src/db.php | Stripe::setApiKey('⟦sk_live_{a:24}⟧');
        src/app.rb | config.omniauth :github, "{h:20}", "⟦{h:40}⟧"
        src/app.rb | API_TOKEN = %q(⟦{a:32}⟧)
        src/app.lua | red:auth("⟦{word:1}_{Word:1}{d:2}⟧")
        src/main.cpp | std::string token{"⟦{a:40}⟧"};
        src/main.sql | CREATE DATABASE LINK l CONNECT TO scott IDENTIFIED BY ⟦{a:10}⟧ USING 'x';
        src/main.vb | Dim password As String = "⟦{word:1}_{Word:1}{d:2}⟧"
        src/main.fs | let apiKey = "⟦{a:32}⟧"
        src/main.clj | (def api-key "⟦{a:32}⟧")
        src/main.ex | @api_token "⟦{a:32}⟧"
        hardhat.config.js | accounts: ["⟦0x{h:64}⟧"]
        test/login.test.js | await login('bob@example.com', '⟦{Word:1}{d:3}!{word:1}⟧');
        docs/setup.md | Login with `bob` / `⟦{Word:1}{d:3}!{word:1}⟧` on staging.
        src/i18n.ts | // TODO remove before release: apiKey=⟦{a:32}⟧
        src/url.js | const u = "https://maps.example.com/v1?key=⟦{a:39}⟧&q=x";
        src/pem.js | const key = `⟦-----BEGIN EC PRIVATE KEY-----⏎{b:64}⏎{b:64}⏎{b:36}⏎-----END EC PRIVATE KEY-----⟧`;
        settings_prod.py | AWS_SECRET_ACCESS_KEY = "⟦{b:40}⟧"
        config.rb | set :deploy_password, '⟦{word:1}_{Word:1}{d:2}⟧'
        env.php | 'crypt' => ['key' => '⟦{h:32}⟧'],
        parameters.yml | parameters:⏎    database_password: ⟦{Word:1}{d:3}{word:1}⟧⏎    secret: ⟦{h:40}⟧
        credentials.json | {"installed":{"client_id":"x","client_secret":"⟦GOCSPX-{w:28}⟧"}}
        main.py | openai.api_key = '⟦sk-{a:20}T3BlbkFJ{a:20}⟧'
        main.py | wandb.login(key="⟦{h:40}⟧")
        main.py | cursor.execute("CREATE USER app WITH PASSWORD '⟦{word:1}{d:3}{Word:1}⟧'")
        main.py | subprocess.run(["mysql", "-uroot", "-p⟦{Word:1}{d:3}!{word:1}⟧"])
        test_api.py | USERNAME, PASSWORD = "bob", "⟦{word:1}_{Word:1}{d:2}⟧"
        index.js | webpush.setVapidDetails('mailto:x@x.com', 'B{w:86}', '⟦{w:43}⟧')
        index.js | const algoliasearch = require('algoliasearch')('{u:10}', '⟦{h:32}⟧')
        index.js | bcrypt.hash('⟦{word:1}-{word:1}-{d:2}-{word:1}⟧', 10)
        Main.java | .withUser("admin").password("{noop}⟦{word:1}{d:3}{Word:1}⟧")
        Main.kt | basic("bob", "⟦{Word:1}{d:3}!{word:1}⟧")
        Main.cs | new BasicAuthenticationCredential("bob", "⟦{Word:1}{d:3}{word:1}⟧")
        deploy.sh | PASS='⟦{word:1}-{word:1}-{d:2}-{word:1}⟧'⏎sshpass -p "$PASS" ssh x
        deploy.sh | keytool -import -storepass ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧ -file c.crt
        docker-compose.yml | - SECRET_KEY=⟦{p:50}⟧
        values.yaml | adminPassword: ⟦{word:1}_{Word:1}{d:2}⟧
        readme.md | Login: admin@x.com / ⟦{word:1}{d:3}{Word:1}⟧
        sftp-config.json | "user": "bob",⏎    "password": "⟦{word:1}-{word:1}-{d:2}-{word:1}⟧",
        dbeaver.json | {"#connection":{"user":"x","password":"⟦{Word:1}{d:3}{word:1}⟧"}}
        robomongo.json | "userPassword" : "⟦{word:1}_{Word:1}{d:2}⟧",
        .ftpconfig | "pass": "⟦{Word:1}{d:3}!{word:1}⟧",
        """#

    /// What stands in logs, dumps and messages.
    private static let reported = #"""

        ticket-882.txt | user: jdoe⏎pw: ⟦{word:1}_{Word:1}{d:2}⟧⏎please check
        ticket-883.eml | Subject: access⏎⏎Login: m.meier⏎Password: ⟦{word:1}{d:3}{Word:1}⟧⏎⏎Best
        chat.txt | <ann> creds for staging: qa@example.com / ⟦{word:1}{d:3}{Word:1}⟧
        chat.json | {"user":"U1","text":"the wifi password for guests is ⟦{Word:1}{d:3}!{word:1}⟧","ts":"1700000000.1"}
        app.log | x-api-key: ⟦{a:40}⟧
        ps.txt | app 77 /usr/bin/python worker.py --token ⟦{a:40}⟧
        token.json | {"access_token":"⟦ya29.{w:120}⟧","expires_in":3599}
        dump.sql | INSERT INTO users (id, login, password_hash) VALUES (1,'bob','⟦$2y$10${a:53}⟧');
        vardump.txt | array(2) {⏎  ["password"]=>⏎  string(12) "⟦{Word:1}{d:3}!{word:1}⟧"⏎}
        soap.xml | <wsse:Username>bob</wsse:Username><wsse:Password Type="PasswordText">⟦{word:1}{d:3}{Word:1}⟧</wsse:Password>
        soap.xml | <ns1:password xsi:type="xsd:string">⟦{Word:1}{d:3}!{word:1}⟧</ns1:password>
        sip.conf | [100]⏎type=friend⏎secret=⟦{Word:1}{d:3}!{word:1}⟧⏎host=dynamic
        netsh.txt | Key Content            : ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧
        wifi.txt | SSID: Guest⏎WPA2 key: ⟦{word:1}{d:3}{Word:1}⟧
        router.txt | wireless ssid Guest⏎ wpa-psk ascii 0 ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧
        router.txt | username bob secret 0 ⟦{Word:1}{d:3}{word:1}⟧
        router.txt | tunnel-group 1.2.3.4 ipsec-attributes⏎ ikev1 pre-shared-key ⟦{word:1}-{word:1}-{d:2}-{word:1}⟧
        handover.md | The PIN-protected token password: `⟦{word:1}{d:3}{Word:1}⟧`
        handover.md | Passphrase: ⟦{word:1} {word:1} {word:1} {word:1} {word:1}⟧
        mfa.txt | Setup key: ⟦{2:4} {2:4} {2:4} {2:4} {2:4} {2:4} {2:4} {2:4}⟧
        sentry.json | {"extra":{"smtp":{"user":"bob","pass":"⟦{word:1}{d:3}{Word:1}⟧"}}}
        win.txt | psexec \\srv -u CORP\bob -p ⟦{word:1}{d:3}{Word:1}⟧ cmd
        gmail.txt | App password for the scanner: ⟦{z:4} {z:4} {z:4} {z:4}⟧
        consul.log | agent: using ACL token=⟦{h:8}-{h:4}-{h:4}-{h:4}-{h:12}⟧
        elastic.log | PASSWORD elastic = ⟦{a:20}⟧
        elastic.log | The generated password for the elastic built-in superuser is : ⟦{a:20}⟧
        jenkins.log | Please use the following password to proceed to installation:⏎⏎⟦{h:32}⟧
        codes.txt | Backup codes:⏎⟦{d:5}-{z:5}⟧⏎{d:5}-{z:5}⏎{d:5}-{z:5}⏎{d:5}-{z:5}
        chat.txt | ann: what is the database password?⏎bob: ⟦{a:16}{d:2}!⟧
        snmpd.conf | createUser monitor SHA "⟦{Word:1}{d:3}!{word:1}⟧" AES
        etc/monitor.conf | auth_pass = ⟦{Word:1}{Word:1}{d:2}!⟧
        codes.txt | Your recovery codes⏎1. ⟦{d:4}{z:4}⟧⏎2. {d:4}{z:4}⏎3. {d:4}{z:4}
        """#
}
