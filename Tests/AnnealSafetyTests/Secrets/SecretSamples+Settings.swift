extension SecretSample {
    /// Passwords that people thought of, in settings, documents and scripts.
    static let settings = read(files + markup + shells + sentences)

    private static let files = #"""

        app.yml | db:⏎  username: app⏎  password: ⟦{Word:1}-{d:3}-{word:1}⟧
        hosts.ini | [sw:vars]⏎ansible_user=ops⏎ansible_password=⟦{Word:1}{Word:1}{d:2}!⟧
        .env.prod | MAIL_PASSWORD="⟦{word:1}_{Word:1}{d:2}⟧"
        nodes.yaml | director:⏎  permissions: ['*']⏎  password: '⟦{Word:1}-{d:3}-{word:1}⟧'
        telegraf.toml | username = "metrics"⏎password = "⟦{word:1}-{word:1}-{word:1}⟧"
        wpa_supplicant.conf | network={⏎→ssid="Attic"⏎→psk="⟦{word:1}{word:1}{word:1}⟧"⏎}
        hostapd.conf | ssid=Attic⏎wpa_passphrase=⟦{word:1}{word:1}{d:4}⟧
        redis.conf | port 6379⏎requirepass ⟦{a:28}⟧
        redis.conf | masterauth ⟦{word:1}{d:2}{Word:1}!⟧
        msmtprc | account relay⏎user bob⏎password       ⟦{z:16}⟧
        fetchmailrc | poll mail.internal user "bob" there with password "⟦{word:1}{d:3}{Word:1}⟧"
        switch.cfg | enable secret 0 ⟦{Word:1}{d:3}!{word:1}⟧⏎!
        switch.cfg | username ops privilege 15 password 0 ⟦{word:1}.{word:1}{d:2}⟧
        snmpd.conf | rocommunity ⟦{word:1}{d:2}{Word:1}⟧ 10.0.0.0/8
        ipsec.secrets | @left @right : PSK "⟦{word:1}-{Word:1}-{d:3}⟧"
        smb.cred | username=scan⏎password=⟦{word:1}{Word:1}{d:2}⟧⏎domain=CORP
        terraform.tfvars | db_password = "⟦{Word:1}_{d:3}_{word:1}⟧"
        variables.tf | variable "admin_password" { default = "⟦{Word:1}{d:2}{word:1}!⟧" }
        stack.yaml | Parameters:⏎  DbPassword:⏎    Type: String⏎    Default: ⟦{Word:1}{d:4}{word:1}⟧
        stack.json | "DbPassword": {"Type": "String", "Default": "⟦{word:1}{d:2}{Word:1}⟧"}
        terraform.tfstate | "type": "random_password", "name": "x", "instances": [{"attributes": {"length": 20, "result": "⟦{a:5}#{a:6}%{a:6}⟧"}}]
        appsettings.json | {"Smtp": {"User": "shop", "Password": "⟦{word:1}{Word:1}{d:2}⟧"}}
        config.json | {"host": "db", "user": "app", "password": "⟦{word:1}.{word:1}.{word:1}⟧"}
        settings.json | "mqtt": {"login": "plug", "pass": "⟦{Word:1}{d:3}{word:1}⟧"}
        .pgpass | db.internal:5432:app:app:⟦{word:1}-{word:1}-{d:2}⟧
        values.yaml | auth:⏎  rootPassword: "⟦{Word:1}{Word:1}{d:2}⟧"
        docker-compose.yml | environment:⏎  - POSTGRES_PASSWORD=⟦{word:1}{d:4}{Word:1}⟧
        my.cnf | [client]⏎user=backup⏎password=⟦{word:1}{Word:1}{d:2}⟧
        grafana.ini | [security]⏎admin_user = admin⏎admin_password = ⟦{word:1}!{d:3}{word:1}⟧
        kafka.conf | sasl.jaas.config=org.apache.kafka.PlainLoginModule required username="app" password="⟦{Word:1}-{d:2}-{word:1}⟧";
        .env | SMTP_PASS="⟦{z:4} {z:4} {z:4} {z:4}⟧"
        .env | BACKUP_PASSPHRASE="⟦{word:1} {word:1} {word:1} {word:1} {word:1}⟧"
        net.nmconnection | [wifi-security]⏎key-mgmt=wpa-psk⏎psk=⟦{word:1} {word:1} {word:1} {word:1}⟧
        """#

    private static let markup = #"""

        agent.plist | <key>EnrollmentPassword</key>⏎→<string>⟦{Word:1}{Word:1}{d:2}!⟧</string>
        unattend.xml | <Username>pc</Username><Password>⏎  <Value>⟦{word:1}.{word:1}{d:2}⟧</Value>⏎  <PlainText>true</PlainText>
        core-site.xml | <name>fs.login.password</name>⏎<value>⟦{word:1}{d:3}{Word:1}⟧</value>
        sites.xml | <User>bob</User>⏎<Pass encoding="plain">⟦{word:1}{d:3}{Word:1}⟧</Pass>
        settings.xml | <server><username>ci</username><password>⟦{word:1}-{word:1}-{d:2}⟧</password></server>
        wifi.xml | <keyMaterial>⟦{word:1}{word:1}{d:4}⟧</keyMaterial>
        context.xml | <Resource username="app" password="⟦{word:1}{Word:1}{d:2}⟧" url="jdbc:x"/>
        web.config | connectionString="Server=db;User Id=sa;Password=⟦{word:1}_{Word:1}{d:2}⟧;"
        report.vba | cn.Open "Driver={ODBC Driver 17};Server=x;Uid=report;Pwd=⟦{word:1}_{Word:1}{d:2}⟧;"
        label.svg | <text>WIFI:T:WPA;S:Attic;P:⟦{word:1}{d:2}{word:1}⟧;;</text>
        """#

    private static let shells = #"""

        a.sh | echo bob:⟦{Word:1}-{d:3}-{word:1}⟧ | chpasswd
        a.sh | chpasswd <<< "root:⟦{word:1}{d:3}{Word:1}⟧"
        a.sh | echo '⟦{word:1}{d:3}!{word:1}⟧' | sudo -S apt update
        a.sh | echo "⟦{word:1}{Word:1}{d:3}⟧" | docker login -u ci --password-stdin r.internal
        a.sh | docker run --entrypoint htpasswd httpd:2 -Bbn pusher ⟦{a:16}⟧ > auth
        a.sh | htpasswd -bc /etc/nginx/.htpasswd bob ⟦{word:1}{d:2}{Word:1}⟧
        a.bat | net use P: \\srv\share /user:CORP\scan ⟦{word:1}_{Word:1}{d:2}⟧ /persistent:no
        a.bat | net user helpdesk ⟦{Word:1}{d:3}{word:1}!⟧ /add
        a.bat | schtasks /create /tn job /ru CORP\svc /rp ⟦{Word:1}{d:3}!{word:1}⟧ /tr run.cmd
        a.exp | expect "assword:"⏎send "⟦{word:1}.{word:1}{d:2}⟧\r"
        a.py | child.expect('assword:')⏎child.sendline('⟦{word:1}{Word:1}{d:2}⟧')
        Makefile | →vercel deploy --prod -t ⟦{a:24}⟧
        a.sh | export BORG_PASSPHRASE='⟦{word:1} {word:1} {word:1} {word:1} {word:1}⟧'
        a.sh | wpa_passphrase Attic '⟦{word:1}{d:2}{Word:1}⟧' > w.conf
        a.sh | nmcli dev wifi connect Attic password ⟦{word:1}{d:3}{Word:1}⟧
        a.sh | plink -ssh bob@h -pw ⟦{word:1}{d:2}{Word:1}⟧ ls
        a.sh | security unlock-keychain -p "⟦{word:1}{d:2}{Word:1}⟧" login.keychain
        a.sh | rabbitmqctl add_user app ⟦{word:1}{d:2}-{word:1}⟧
        a.sh | mc alias set store https://s3.internal bob ⟦{a:24}⟧
        a.sh | ngrok config add-authtoken ⟦{a:27}_{a:21}⟧
        a.sh | cargo login ⟦{a:35}⟧
        a.sh | dotnet nuget push p.nupkg -k ⟦{a:46}⟧ -s https://n.internal
        a.sh | mysqladmin -u root password '⟦{word:1}{d:3}{Word:1}⟧'
        a.sh | sshpass -p ⟦{word:1}{Word:1}{d:2}⟧ scp x h:
        a.sh | smbclient //h/s -U 'CORP\bob%⟦{word:1}{Word:1}{d:2}⟧'
        a.sh | jenkins-cli -auth ci:⟦{h:34}⟧ build x
        a.ps1 | $p = ConvertTo-SecureString '⟦{Word:1}{d:3}{word:1}⟧' -AsPlainText -Force
        """#

    private static let sentences = #"""

        notes.md | The printer's page wants **admin** / **⟦{Word:1}-{d:3}-{word:1}⟧**.
        mail.eml | user is qa2, the password is ⟦{word:1}.{word:1}{d:2}⟧ - change it please.
        notes.txt | * NAS: the disk encryption passphrase is "⟦{word:1} {word:1} {word:1} {word:1}⟧", also in the safe
        vpn.txt | The key is encrypted.⏎Pass phrase: ⟦{word:1} {word:1} {word:1} {word:1}⟧⏎
        a.php | // bind account: cn=reader, pw ⟦{word:1}_{Word:1}{d:2}⟧ (ask Jo first)
        chat.json | [{"user": "U0P5", "text": "bob@x.example, pw: ⟦{d:1}{word:1}.{word:1}{d:2}⟧"}]
        notizen.md | Das Passwort lautet ⟦{Word:1}-{d:2}-{word:1}⟧ und gilt bis Mai.
        notas.md | La contraseña es ⟦{Word:1}{d:3}!{word:1}⟧.
        заметки.txt | Пароль: ⟦{word:1}{d:3}{Word:1}⟧
        notes.txt | wachtwoord: ⟦{word:1}{d:3}{Word:1}⟧
        README.md | Log in as demo@shop.example / ⟦{Word:1}{d:3}{word:1}⟧ to see it.
        README.md | - staging: `admin:⟦{Word:1}{d:3}!{word:1}⟧`
        """#
}
