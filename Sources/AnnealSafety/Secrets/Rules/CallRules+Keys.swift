extension CallRules {
    /// What takes a key or a secret.
    static let secrets = """
        2 setvapiddetails
        1 require('algoliasearch')
        1 require("algoliasearch")
        2 config.omniauth
        2 provider
        1 jwt.sign
        1 jwt.verify
        1 jwt.encode
        1 jwt.decode
        0 hmac256
        0 hmac384
        0 hmac512
        1 createhmac
        1 createcipheriv
        1 createdecipheriv
        1 createcipher
        0 hmac.new
        1 hmac.new
        0 signedstring
        2 hash_hmac
        2 openssl_encrypt
        2 openssl_decrypt
        1 hmac.hexdigest
        1 hmac.digest
        0 secretkeyspec
        0 hmacshakeyfor
        0 symmetricsecuritykey
        0 cookieparser
        0 fernet
        0 aes.new
        1 aes.encrypt
        1 aes.decrypt
        -1 hmacsha256
        -1 hmacsha512
        1 aes_encrypt
        1 aes_decrypt
        0 messageverifier.new
        0 messageencryptor.new
        0 keygenerator.new
        0 setsigningkey
        0 authenticator.generate
        1 authenticator.check
        1 authenticator.verify
        0 totp
        0 totp.new
        0 hotp
        """

    /// What takes a token.
    static let tokens = """
        1 basicawscredentials
        1 awsbasiccredentials.create
        1 newstaticcredentials
        1 newstaticcredentialsprovider
        1 aws::credentials.new
        1 algoliasearch
        1 searchclient.create
        1 streamchat
        1 oauthhandler
        1 set_access_token
        1 twitteroauth
        1 opentok
        2 pusher
        0 blynk.begin
        0 set_api_key
        0 setapikey
        0 with_api_key
        0 bearer_auth
        0 bearerauth
        0 with_token
        0 setbearertoken
        0 setaccesstoken
        """
}
