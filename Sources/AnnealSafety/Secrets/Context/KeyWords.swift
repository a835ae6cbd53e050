/// What a word within a name says of the name's value.
enum KeyWord: UInt8, Sendable {
    /// Nothing.
    case plain
    /// The value is a password.
    case password
    /// The value is a secret.
    case secret
    /// The value is a token.
    case token
    /// The value is a key of some sort: of a door or of a table.
    case key
    /// The value has to do with who somebody is.
    case identity
    /// With a key: the key opens something.
    case opening
    /// With a key: the key is shown to anybody, or names an entry.
    case open
    /// The value is about a secret and is none.
    case about
    /// The token is handed to anybody who asks: against forged requests, for the next page of a list.
    case shown
}

/// The words that names of secrets, and of what is not secret, are made of.
enum KeyWords {
    /// The meaning of a word.
    ///
    /// - Parameter hash: the word's `hash(_:)`.
    /// - Returns: the meaning; plain for a word that is in no table.
    static func meaning(_ hash: UInt64) -> KeyWord {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot].word != .plain {
            if slots[slot].hash == hash { return slots[slot].word }
            slot = (slot + 1) & (slots.count - 1)
        }
        return .plain
    }

    /// The hash (FNV-1a) of lower-case letters, to be continued letter by letter.
    @inline(__always)
    static func hash(_ hash: UInt64 = 0xcbf2_9ce4_8422_2325, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    private struct Slot: Sendable {
        var hash: UInt64
        var word: KeyWord
    }

    /// Word tables: what they mean, and the words.
    private static let words: [(KeyWord, String)] = [
        (
            .password,
            "password passwd pwd pass passphrase passcode pw psk passwort kennwort senha contrasena motdepasse "
                + "wpapsk userpass dbpass rootpass dbpasswd rootpw adminpw bindpw bindpass mypass storepass keypass "
                + "sslpassword sqlpassword userpassword pgpassword mypwd pswd passw pword sshpass "
                + "smtppass mailpass ftppass ldappass mysqlpass redispass sudopass becomepass loginpass proxypass truststorepass "
                + "passin passout srcstorepass deststorepass psksecret passwort1 contrasenia clave mdp haslo parola "
                + "pgpass dbpwd adminpass adminpwd userpwd syspw ldappw passe keymaterial masterauth authtok"
        ),
        (
            .secret,
            "secret secrets credential credentials cred creds mnemonic apisecret clientsecret appsecret "
                + "secretvalue totp otpsecret hmac pepper secrettext seedphrase sharedsecret"
        ),
        (
            .token,
            "token tokens apitoken accesstoken authtoken refreshtoken bearer jwt pat apikey apikeys authkey "
                + "accesskey secretkey privatekey encryptionkey masterkey accountkey appkey sharedkey "
                + "authkeys subscriptionkey licensekey idtoken sastoken bottoken"
        ),
        (.key, "key keys salt"),
        (.identity, "auth authorization session sess cookie"),
        (
            .opening,
            "api access secret private auth authentication authorization signing sign signature encryption "
                + "encrypt encrypted decrypt decryption cipher master account shared storage service client app application "
                + "license licence crypto aes hmac deploy deployment admin root session webhook subscription function host "
                + "ssh github gitlab stripe openai anthropic google aws azure gcp sendgrid twilio mailgun mailchimp slack "
                + "discord telegram datadog newrelic sentry algolia cloudflare digitalocean heroku firebase maps mapbox "
                + "shopify square paypal braintree plaid npm pypi docker vault consumer user server gateway rest write "
                + "secure logged rsa ecdsa ed ec dsa tls ssl base wallet eth bitcoin deployer integration ingestion "
                + "ingest bot backup fernet rails django flask laravel jwt token data dek kek symmetric admin management "
                + "huggingface hf replicate cohere mistral groq perplexity pinecone elevenlabs deepgram airtable notion "
                + "linear figma grafana doppler databricks snowflake postmark resend rapidapi weather openweather alchemy "
                + "infura etherscan moralis binance coinbase kraken bitfinex pagerduty opsgenie splunk sumo honeycomb "
                + "launchdarkly optimizely segment mixpanel amplitude intercom zendesk hubspot salesforce okta auth0 "
                + "contentful sanity cloudinary imgur unsplash pexels giphy spotify twitch youtube twitter facebook linkedin "
                + "azureopenai cognitive translator speech vision search cosmos batch maxmind abuseipdb virustotal shodan "
                + "linode hetzner vultr scaleway fastly netlify vercel railway render supabase upstash planetscale neon turso "
                + "clerk workos stytch mailjet sparkpost brevo sendinblue vonage nexmo messagebird plivo telnyx sinch zoom webex "
                + "whatsapp wechat dingtalk feishu razorpay adyen mollie paddle checkout klarna wise dwolla bugsnag rollbar "
                + "raygun dynatrace logdna loggly papertrail pingdom circleci travis jenkins buildkite appveyor codecov sonar "
                + "snyk artifactory jfrog nexus nuget rubygems crates packagist clojars cargo sonatype gitea bitbucket atlassian "
                + "jira confluence trello asana clickup typeform calendly freshdesk onesignal pusher ably mux vimeo bitly tmdb "
                + "omdb newsapi finnhub polygon quandl ipinfo ipstack opencage clearbit hunter elastic elasticsearch kibana "
                + "influx influxdb grafanacloud tailscale ngrok pulumi terraform postman airbyte langsmith langchain together "
                + "fireworks xai deepseek openrouter nvidia jina voyage tavily serpapi serper exa firecrawl weaviate qdrant "
                + "internal secretaccess prod production staging dev live test cdn edge event worker agent nonce vendor"
        ),
        (
            .shown,
            "csrf xsrf crsf csrftoken xsrftoken authenticity antiforgery captcha recaptcha page continuation "
                + "pagination cursor nextpage pagetoken syncpoint next nexttoken lock locktoken resume sequence starting"
        ),
        (
            .open,
            "vapid public pub primary foreign cache cached partition sort sorting row map dict object i18n translation "
                + "locale lookup unique index group grouping idempotency idempotent site publishable hot shortcut column "
                + "sorted dictionary hash registry item entry record config configuration setting settings option options "
                + "property properties prop props attribute attr metadata tag label query field json xml yaml node parent "
                + "child children composite natural surrogate candidate routing dedup deduplication message topic event2 "
                + "binding keyboard modifier function2 arrow enter escape context state enum dimension cookiename string "
                + "translate host2 verify verification pk ssh2 authorized known trusted"
        ),
        (
            .about,
            "sock socket prompt label hint placeholder name names field fields id ids url uri urls uris path paths file files "
                + "filename dir directory folder type types policy policies rule rules regex regexp pattern patterns error "
                + "errors message msg messages title text texts description desc help tooltip enabled disabled required "
                + "valid invalid format reset header headers endpoint arn ref reference references env var variable "
                + "variables alg algorithm class classes strength column columns provider providers manager store version "
                + "issuer digest hash hashed hashes hasher fingerprint checksum md5 sha sha1 sha256 sha512 thumbprint usage "
                + "kind parser generator generate validator validation service services input form page view button link "
                + "links encoding scheme method mode source status state changed change location bucket audience scope "
                + "scopes realm callback handler function func module package import export exports metadata "
                + "grant flow response request template section table schema model entity dto interface protocol "
                + "exception warning note notes info question answer confirmation confirm confirmed again repeat verify "
                + "verified verifier visible visibility show hide icon image css style selector element xpath locator "
                + "regexes stream iterator lexer tokenizer tokenize tokenizers keyword keywords lookup encryption rotation "
                + "engine backend plugin helper util utils test tests spec example examples sample doc docs comment "
                + "certificate cert crt pem ca csr publickey host hosts user users username email mail owner org tenant "
                + "project repo repository branch commit tag region zone prefix suffix separator delimiter mask masked "
                + "selectors namespace annotation annotations labels mount mounts volume volumes loader getter setter "
                + "factory builder wrapper spec props attribute attributes property properties parameter parameters param "
                + "options option setting settings config configuration conf"
        ),
        (
            .about,
            "length len size min max maximum minimum count counts num number numbers counter limit limits budget "
                + "index position offset expiry expires expire expiration expired ttl timeout age date time timestamp at "
                + "created updated lifetime duration interval days hours minutes seconds bits bytes port level per price "
                + "cost total used remaining tries attempts retries window rate"
        ),
    ]

    private static let slots: [Slot] = {
        var slots = [Slot](repeating: Slot(hash: 0, word: .plain), count: 2048)
        for (meaning, list) in words {
            for word in list.split(separator: " ") {
                let hash = word.utf8.reduce(0xcbf2_9ce4_8422_2325) { Self.hash($0, $1) }
                var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
                while slots[slot].word != .plain, slots[slot].hash != hash { slot = (slot + 1) & (slots.count - 1) }
                // The first table that has a word decides.
                if slots[slot].word == .plain { slots[slot] = Slot(hash: hash, word: meaning) }
            }
        }
        return slots
    }()
}
