extension SecretSample {
    /// Secrets that code passes by their place, and passwords that it assigns.
    static let calls = read(connections + tokens)

    private static let connections = #"""

        a.pl | my $d = DBI->connect("dbi:Pg:dbname=m;host=h", "post", q{⟦{a:12}⟧}, { RaiseError => 1 });
        a.pl | my $d = DBI->connect($dsn, 'post', '⟦{word:1}{d:2}{Word:1}⟧');
        a.php | return new PDO('mysql:host=h;dbname=f', 'forum', '⟦{a:8}_{a:5}⟧', [PDO::X => 1]);
        a.php | $m = mysqli_connect("h", "u", "⟦{word:1}{d:2}{Word:1}⟧", "db");
        a.php | curl_setopt($c, CURLOPT_USERPWD, 'bob:⟦{word:1}{d:2}{Word:1}⟧');
        a.c | curl_easy_setopt(c, CURLOPT_USERPWD, "meter:⟦{a:8}-{a:3}⟧");
        Dao.java | return DriverManager.getConnection("jdbc:mariadb://h/f", "app", "⟦{a:8}#{a:5}⟧");
        Dao.java | ds.getConnection("app", "⟦{word:1}{d:2}-{word:1}⟧");
        Dao.java | keyStore.load(in, "⟦{word:1}{d:3}{Word:1}⟧".toCharArray());
        a.cs | wc.Credentials = new NetworkCredential("edi", "⟦{word:1}_{Word:1}{d:2}⟧");
        a.rs | .basic_auth("svc", Some("⟦{a:5}_{a:9}⟧"))
        a.rb | req.basic_auth 'bob', '⟦{word:1}{d:2}{Word:1}⟧'
        a.go | auth := smtp.PlainAuth("", "bob@x.example", "⟦{word:1}{d:2}{Word:1}⟧", "smtp.x.example")
        a.go | db, err := sql.Open("mysql", "app:⟦{word:1}{d:2}{Word:1}⟧@tcp(db:3306)/shop")
        a.go | req.SetBasicAuth("svc", "⟦{word:1}-{word:1}-{d:2}⟧")
        a.ino | WiFi.begin("Attic", "⟦{Word:1}{d:4}!{word:1}⟧");
        a.ino | #define WIFI_PASSWORD "⟦{word:1}{word:1}{d:3}⟧"
        a.py | smtp.login("bob@x.example", "⟦{word:1}{d:2}{Word:1}⟧")
        a.py | conn = pymysql.connect("h", "app", "⟦{word:1}{d:2}{Word:1}⟧", "shop")
        a.R | dbConnect(drv, host = "h", user = "stats", password = "⟦{word:1}.{word:1}.{word:1}⟧")
        a.js | const db = new Sequelize('shop', 'app', '⟦{word:1}{d:2}{Word:1}⟧', { dialect: 'mysql' });
        a.js | transport({ auth: { user: 'bob', pass: '⟦{word:1}{d:3}{Word:1}⟧' } })
        a.ts | await page.fill('#password', '⟦{Word:1}{d:3}!{word:1}⟧');
        a.swift | let sharedSecret = "⟦{word:1}.{word:1}{d:2}⟧"
        a.kt | props.setProperty("mail.password", "⟦{word:1}{d:3}{Word:1}⟧")
        a.scala | .withPassword("⟦{Word:1}{d:3}{word:1}⟧")
        a.sql | CREATE USER 'tix'@'%' IDENTIFIED BY '⟦{word:1}.{word:1}{d:2}⟧';
        a.sql | ALTER ROLE app WITH LOGIN PASSWORD '⟦{word:1}-{word:1}-{d:2}⟧';
        a.sql | CREATE LOGIN app WITH PASSWORD = '⟦{Word:1}{d:3}!{word:1}⟧';
        a.ex | config :app, Repo, username: "app", password: "⟦{word:1}_{word:1}_{d:2}⟧"
        a.pas | Connection.Password := '⟦{word:1}{d:3}{Word:1}⟧';
        a.lua | red:auth("⟦{word:1}{d:3}{Word:1}⟧")
        """#

    private static let tokens = #"""

        a.js | jwt.verify(t, '⟦{word:1}_{word:1}_{word:1}x⟧', { algorithms: ['HS256'] });
        a.py | jwt.encode({"sub": 1}, "⟦{a:32}⟧", algorithm="HS256")
        a.ts | await page.fill('#code', authenticator.generate('⟦{2:32}⟧'));
        a.py | pyotp.TOTP("⟦{2:32}⟧").now()
        a.py | client = Client("AC{h:32}", "⟦{h:32}⟧")
        a.js | const c = algoliasearch('{u:10}', '⟦{h:32}⟧');
        a.ts | const q = { units: 'metric', appid: '⟦{h:32}⟧' }; // openweather
        a.scala | val bearer = "⟦AAAAAAAAAAAAAAAAAAAAA{a:9}AAAAAA{a:20}%3D{a:50}⟧"
        gradle.properties | identity=⟦cmVmdGtu{a:56}⟧
        a.java | Algorithm.HMAC256("⟦{a:40}⟧")
        a.rb | OpenSSL::HMAC.hexdigest("SHA256", "⟦{a:40}⟧", body)
        a.php | $h = hash_hmac('sha256', $body, '⟦{a:40}⟧');
        a.js | crypto.createHmac('sha256', '⟦{a:40}⟧')
        a.java | new BasicAWSCredentials(id, "⟦{b:40}⟧")
        a.java | new SecretKeySpec("⟦{a:32}⟧".getBytes(), "AES")
        id_deploy | -----BEGIN OPENSSH PRIVATE KEY-----⏎⟦b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW⏎{b:70}⏎{b:70}⏎{b:44}⟧⏎-----END OPENSSH PRIVATE KEY-----
        """#
}
