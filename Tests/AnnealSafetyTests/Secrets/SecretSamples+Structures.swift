extension SecretSample {
    /// Keys, headers, addresses and password files with a secret.
    static let structures = #"""

        id | -----BEGIN OPENSSH PRIVATE KEY-----⏎⟦{b:70}⏎{b:70}⏎{b:70}⏎{b:30}=⟧⏎-----END OPENSSH PRIVATE KEY-----
        sa.json | {"private_key": "-----BEGIN PRIVATE KEY-----\n⟦{b:64}\n{b:64}\n{b:30}⟧\n-----END PRIVATE KEY-----\n"}
        a.asc | -----BEGIN PGP PRIVATE KEY BLOCK-----⏎Version: GnuPG v2⏎⏎⟦{b:64}⏎{b:64}⏎=Ab3d⟧⏎-----END PGP PRIVATE KEY BLOCK-----
        a.pem | -----BEGIN ENCRYPTED PRIVATE KEY-----⏎⟦{b:64}⏎{b:64}⟧⏎-----END ENCRYPTED PRIVATE KEY-----
        a.ppk | PuTTY-User-Key-File-2: ssh-rsa⏎Private-Lines: 2⏎⟦{b:64}⏎{b:40}⟧⏎Private-MAC: {h:40}
        a.xml | <RSAKeyValue><Modulus>{b:80}</Modulus><D>⟦{b:86}==⟧</D></RSAKeyValue>
        jwk.json | {"kty":"EC","crv":"P-256","x":"{w:43}","y":"{w:43}","d":"⟦{w:43}⟧"}
        jwk.json | {"kty":"oct","k":"⟦{w:43}⟧","alg":"HS256"}
        a.log | got ⟦{web:‹"alg":"HS256","typ":"JWT"›}.{web:‹"sub":"¶","exp":1900000000›}.{w:43}⟧ back
        a.js | fetch(u, {headers: {Authorization: "Bearer ⟦{a:40}⟧"}})
        a.sh | curl -H 'Authorization: Bearer ⟦{w:64}⟧' https://x
        a.http | Authorization: Basic ⟦{64:alice:¶}⟧
        a.http | Authorization: Token ⟦{h:40}⟧
        a.http | X-Api-Key: ⟦{a:32}⟧
        a.http | Cookie: theme=dark; sessionid=⟦{l:32}⟧; lang=en
        config.json | {"auths": {"https://index.docker.io/v1/": {"auth": "⟦{64:alice:¶}⟧"}}}
        .npmrc | _auth=⟦{64:bob:¶}⟧
        .env | DATABASE_URL=postgres://app:⟦{a:16}⟧@db.internal:5432/app
        .env | REDIS_URL=redis://:⟦{a:20}⟧@cache:6379/0
        a.py | engine = create_engine("mysql+pymysql://root:⟦{s:12}⟧@127.0.0.1/x")
        a.js | mongoose.connect('mongodb+srv://svc:⟦{a:18}⟧@cluster0.abcde.mongodb.net/t')
        .git-credentials | https://bob:⟦{a:40}⟧@git.internal
        a.txt | ftp://backup:⟦{a:12}⟧@ftp.internal/pub
        .netrc | machine api.internal⏎  login bob⏎  password ⟦{a:14}⟧
        - | machine api.internal login bob password ⟦{a:14}⟧
        .pgpass | db.internal:5432:*:app:⟦{a:14}⟧
        - | db.internal:5432:app:app:⟦{a:14}⟧
        .htpasswd | bob:⟦$apr1${a:8}${a:22}⟧
        - | bob:⟦$2y$10${a:53}⟧
        shadow | root:⟦$6${a:8}${a:86}⟧:19000:0:99999:7:::
        kubeconfig | users:⏎- name: a⏎  user:⏎    client-key-data: ⟦{64:-----BEGIN RSA PRIVATE KEY-----¶¶¶¶¶}⟧
        kubeconfig | users:⏎- name: a⏎  user:⏎    token: ⟦{a:64}⟧
        secret.yaml | apiVersion: v1⏎kind: Secret⏎metadata:⏎  name: s⏎data:⏎  db: ⟦{64:¶}⟧
        secret.yaml | apiVersion: v1⏎kind: Secret⏎stringData:⏎  db: ⟦{a:20}⟧
        a.sh | mysql -u root -p⟦{a:12}⟧ app < x.sql
        a.sh | sshpass -p '⟦{a:12}⟧' ssh h
        a.sh | docker login -u bob -p ⟦{a:20}⟧ registry.internal
        a.sh | curl -u bob:⟦{a:16}⟧ https://x
        a.sh | redis-cli -h h -a ⟦{a:16}⟧ ping
        a.sh | openssl rsa -in k -passin pass:⟦{a:16}⟧
        a.sh | ldapsearch -x -D cn=admin -w ⟦{a:14}⟧ -b dc=x
        config/master.key | ⟦{h:32}⟧
        a.md | seed phrase: ⟦ability bright canyon dolphin ember fabric garden harbor island jungle kitten lemon⟧
        """#
}
