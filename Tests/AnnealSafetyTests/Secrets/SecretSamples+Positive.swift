extension SecretSample {
    /// Texts with a secret.
    static let secrets = read(shapes + assignments + structures) + settings + calls + formats + leaks

    /// Tokens that their own shape gives away, in many kinds of files.
    private static let shapes = #"""
        deploy.sh | export GH_TOKEN=⟦ghp_{a:36}⟧
        a.yml | token: ⟦github_pat_{a:22}_{a:59}⟧
        - | git clone https://⟦ghs_{a:36}⟧@github.com/o/r
        ci.yml | GITLAB: "⟦glpat-{w:20}⟧"
        ci.yml | runner: ⟦glrt-{w:20}⟧
        a.py | slack = WebClient("⟦xoxb-{d:12}-{d:13}-{a:24}⟧")
        a.py | client = Client(⏎    '⟦xoxp-{d:12}-{d:12}-{d:13}-{h:32}⟧')
        notes.txt | the app level one is ⟦xapp-1-A{u:10}-{d:13}-{h:64}⟧, keep it
        hook.js | fetch("https://hooks.slack.com/services/⟦T{u:8}/B{u:10}/{a:24}⟧", {method: "POST"})
        hook.js | url: 'https://discord.com/api/webhooks/⟦{d:18}/{w:68}⟧'
        hook.cfg | teams https://x.webhook.office.com/webhookb2/⟦{h:8}-{h:4}-{h:4}-{h:4}-{h:12}@{h:8}-{h:4}-{h:4}-{h:4}-{h:12}/IncomingWebhook/{h:32}/{h:8}-{h:4}-{h:4}-{h:4}-{h:12}⟧
        pay.rb | Stripe.api_key = '⟦sk_live_{a:24}⟧'
        pay.rb | Stripe.api_key = '⟦rk_test_{a:99}⟧'
        pay.rb | endpoint = "⟦whsec_{a:32}⟧"
        credentials | aws_access_key_id = ⟦AKIA{2:16}⟧
        a.log | assumed role, key ⟦ASIA{2:16}⟧ until noon
        a.tf | access = "⟦AKIA{2:16}⟧"
        app.js | const maps = "https://maps.googleapis.com/maps/api/js?key=⟦AIza{w:35}⟧&v=3"
        client.json | "client_secret": "⟦GOCSPX-{w:28}⟧"
        a.log | got ⟦ya29.{w:120}⟧
        a.env | AZ=⟦{a:3}8Q~{a:34}⟧
        a.config | value="DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=⟦{b:86}==⟧;EndpointSuffix=core.windows.net"
        a.cs | var c = "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=⟦{b:43}=⟧";
        a.txt | https://acc.blob.core.windows.net/c/b?sv=2022-11-02&se=2026-01-01&sr=b&sp=r&sig=⟦{b:42}%3D⟧
        .npmrc | //registry.npmjs.org/:_authToken=⟦npm_{a:36}⟧
        .pypirc | password = ⟦pypi-AgEIcHlwaS5vcmc{w:120}⟧
        a.yml | rubygems: ⟦rubygems_{h:48}⟧
        a.toml | token = "⟦cio{a:32}⟧"
        a.py | openai.api_key = "⟦sk-{a:20}T3BlbkFJ{a:20}⟧"
        a.py | client = OpenAI(api_key="⟦sk-proj-{w:120}⟧")
        a.ts | new Anthropic({ apiKey: '⟦sk-ant-api03-{w:93}AA⟧' })
        a.sh | curl -H "x-goog-api-key: ⟦AIza{w:35}⟧" https://g
        a.py | login("⟦hf_{A:34}⟧")
        a.env | X=⟦gsk_{a:52}⟧
        a.env | X=⟦pplx-{a:48}⟧
        a.env | X=⟦r8_{a:37}⟧
        a.env | X=⟦xai-{a:80}⟧
        a.env | X=⟦sk-or-v1-{h:64}⟧
        a.env | X=⟦lsv2_pt_{h:32}_{h:10}⟧
        a.env | X=⟦nvapi-{w:64}⟧
        a.php | $sid = "⟦SK{h:32}⟧";
        a.php | $mail = '⟦SG.{w:22}.{w:43}⟧';
        a.rs | let m = "⟦key-{h:32}⟧";
        a.go | mc := "⟦{h:32}-us14⟧"
        a.go | b := "⟦xkeysib-{h:64}-{a:16}⟧"
        bot.py | bot = Bot("⟦{d:10}:AA{w:33}⟧")
        bot.sh | curl https://api.telegram.org/bot⟦{d:9}:AA{w:33}⟧/getMe
        bot.js | client.login("⟦{64:104857600123456789}.G{w:5}.{w:38}⟧")
        shop.rb | x = "⟦shpat_{h:32}⟧"
        shop.rb | x = "⟦shpss_{h:32}⟧"
        do.tf | x = "⟦dop_v1_{h:64}⟧"
        db.py | x = "⟦dapi{h:32}⟧"
        v.sh | vault login ⟦hvs.{w:94}⟧
        tf.hcl | x = "⟦{a:14}.atlasv1.{w:67}⟧"
        a.ts | const l = "⟦lin_api_{a:40}⟧"
        a.ts | const n = "⟦ntn_{a:46}⟧"
        a.ts | const n = "⟦secret_{a:43}⟧"
        a.ts | const f = "⟦figd_{w:40}⟧"
        a.ts | const s = "⟦sntryu_{h:64}⟧"
        a.yml | g: ⟦glsa_{a:32}_{H:8}⟧
        a.yml | d: ⟦dp.pt.{a:43}⟧
        key.txt | ⟦AGE-SECRET-KEY-1{c:58}⟧
        a.py | t = "⟦pat{a:14}.{h:64}⟧"
        a.py | t = "⟦PMAK-{h:24}-{h:34}⟧"
        a.py | t = "⟦NRAK-{u:27}⟧"
        a.py | t = "⟦dt0c01.{u:24}.{u:64}⟧"
        a.py | t = "⟦sq0csp-{w:43}⟧"
        a.py | t = "⟦EZAK{a:54}⟧"
        a.py | t = "⟦tskey-auth-{a:16}-{a:32}⟧"
        a.py | t = "⟦dckr_pat_{w:27}⟧"
        a.py | t = "⟦ATATT3{w:186}⟧"
        a.py | t = "⟦sgp_{h:40}⟧"
        a.py | t = "⟦pul-{h:40}⟧"
        a.py | t = "⟦rzp_live_{a:14}⟧"
        a.py | t = "⟦access-production-{h:8}-{h:4}-{h:4}-{h:4}-{h:12}⟧"
        a.py | t = "⟦pat-eu1-{h:8}-{h:4}-{h:4}-{h:4}-{h:12}⟧"
        a.py | t = "⟦sbp_{h:40}⟧"
        a.py | t = "⟦pscale_tkn_{w:43}⟧"
        a.py | t = "⟦CFPAT-{w:43}⟧"
        a.py | t = "⟦nfp_{a:36}⟧"
        a.py | t = "⟦{h:36}NRAL⟧"
        a.py | t = "⟦sk_{h:48}⟧"
        a.py | t = "⟦LTAI{a:20}⟧"
        a.py | t = "⟦oy2{l:43}⟧"
        a.diff | +  "url": "x\nghp\n⟦gho_{a:36}⟧"
        """#

    /// Values that their names give away.
    private static let assignments = #"""

        settings.py | SECRET_KEY = '⟦{s:50}⟧'
        settings.py | DATABASE = {'USER': 'app', 'PASSWORD': '⟦{a:14}⟧', 'HOST': 'db'}
        settings.py | password = os.environ.get("DB_PASSWORD", "⟦{a:16}⟧")
        Config.java | private static final String API_KEY = "⟦{a:32}⟧";
        Config.kt | val clientSecret: String = "⟦{w:40}⟧"
        Config.swift | static let signingKey: String? = "⟦{b:43}=⟧"
        config.go | var apiToken string = "⟦{h:40}⟧"
        config.rs | const API_KEY: &'static str = "⟦{a:40}⟧";
        a.ts | const accessToken: string = '⟦{a:64}⟧';
        a.cs | public string ConnectionPassword { get; set; } = "x"; var ConnectionPassword = "⟦{s:18}⟧";
        .env | DB_PASSWORD=⟦{s:16}⟧
        .env | JWT_SECRET=⟦{h:64}⟧
        .env | MAIL_PASS="⟦{a:16}⟧"
        .env.local | ALGOLIA_ADMIN_KEY=⟦{h:32}⟧
        Dockerfile | ENV API_SECRET=⟦{a:32}⟧
        Dockerfile | ARG TOKEN=⟦{a:24}⟧
        docker-compose.yml |     environment:⏎      - MYSQL_ROOT_PASSWORD=⟦{a:18}⟧
        docker-compose.yml |     environment:⏎      POSTGRES_PASSWORD: ⟦{a:18}⟧
        k8s.yaml |   - name: DB_PASSWORD⏎    value: "⟦{a:20}⟧"
        app.properties | spring.datasource.password=⟦{s:15}⟧
        app.ini | [db]⏎passwd = ⟦{a:12}⟧
        a.toml | [auth]⏎client_secret = "⟦{a:32}⟧"
        a.json | { "apiKey": "⟦{h:32}⟧", "x": 1 }
        a.json | {"config": "{\"password\": \"⟦{a:16}⟧\"}"}
        a.xml | <password>⟦{a:16}⟧</password>
        web.config | <add key="ApiSecret" value="⟦{a:32}⟧" />
        strings.xml | <string name="api_secret">⟦{a:32}⟧</string>
        a.plist | <key>ClientSecret</key>⏎→<string>⟦{a:32}⟧</string>
        bean.xml | <property name="password" value="⟦{a:16}⟧"/>
        run.sh | export PGPASSWORD=⟦{a:16}⟧ && psql -U app
        run.sh | DB_PASS='⟦{s:16}⟧' ./start
        run.sh | ./tool --api-key ⟦{a:32}⟧ --verbose
        run.sh | ./tool --password=⟦{a:16}⟧
        run.sh | ./tool --password '⟦{s:16}⟧'
        a.bat | set AUTH_TOKEN=⟦{a:32}⟧
        a.ps1 | $password = "⟦{a:16}⟧"
        a.rb | config.secret_key_base = '⟦{h:128}⟧'
        a.php | define('DB_PASSWORD', '⟦{a:16}⟧');
        wp-config.php | define( 'AUTH_KEY',         '⟦{a:20}({p:40}{a:4}⟧' );
        wp-config.php | define( 'NONCE_SALT', '⟦{a:20}#{p:40}{a:4}⟧' );
        a.php | 'app_secret' => '⟦{h:32}⟧',
        a.js | axios.defaults.headers['X-Api-Key'] = '⟦{a:40}⟧';
        a.js | headers: { "x-auth-token": "⟦{a:40}⟧" }
        a.js | const key = process.env.API_KEY || "⟦{a:32}⟧";
        a.go | os.Setenv("AUTH_TOKEN", "⟦{a:40}⟧")
        a.py | conn = connect(host="h", user="u", password="⟦{a:14}⟧")
        a.py | r = requests.get(url, auth=("bob", "⟦{a:14}⟧"))
        task.json | {"name": "API_TOKEN", "value": "⟦{a:32}⟧"}
        a.py | s = boto3.client("s3", aws_secret_access_key="⟦{b:40}⟧")
        a.conf | aws_key = AKIA{2:16}⏎something = ⟦{a:20}/{a:19}⟧
        debug.log | 12:00:01 DEBUG login user=bob password=⟦{s:14}⟧ ok=1
        debug.log | POST /v1?api_key=⟦{h:32}⟧&page=2
        debug.log | {"level":"info","refresh_token":"⟦{a:48}⟧"}
        README.md | The admin password is `⟦{s:14}⟧`, change it.
        README.md | Use `⟦{a:32}⟧` as the access token.
        - | my password: ⟦{s:14}⟧
        - | API key: ⟦{h:32}⟧
        wg0.conf | PrivateKey = ⟦{b:43}=⟧
        wpa.conf | psk="⟦{a:16}⟧"
        a.sql | ALTER USER app WITH PASSWORD '⟦{a:16}⟧';
        a.sql | CREATE USER 'a'@'%' IDENTIFIED BY '⟦{a:16}⟧';
        heroku.sh | HEROKU_API_KEY=⟦{h:8}-{h:4}-4{h:3}-9{h:3}-{h:12}⟧
        a.cs | "Server=db;Database=x;User Id=sa;Password=⟦{a:16}⟧;Encrypt=true"
        a.java | "jdbc:mysql://h/db?user=u&password=⟦{a:16}⟧"
        a.cpp | std::string api_key{"x"}; const char* api_secret = "⟦{a:40}⟧";
        a.yaml | password: |⏎  ⟦{a:20}⟧
        a.vue | // token: ⟦{a:40}⟧
        ansible.yml | ansible_become_pass: ⟦{a:14}⟧
        a.tf | variable "x" {⏎  master_password = "⟦{a:20}⟧"
        app.cfg | otpauth_uri = otpauth://totp/A?secret=⟦{2:32}⟧&issuer=A
        """#
}
