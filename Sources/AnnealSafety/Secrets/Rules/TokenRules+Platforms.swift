extension TokenRules {
    /// Keys of wallets and of frameworks, known by what stands before them.
    static let places = #"""
        django-key 0.9 - django-insecure->>{j:40-60}
        ethereum-key 0.85 - accounts: ["0x>>{h:64}
        ethereum-key 0.85 - accounts: ['0x>>{h:64}
        ethereum-key 0.85 - accounts: [`0x>>{h:64}
        bitcoin-key 0.75 - 5H{5:49}
        bitcoin-key 0.75 - 5J{5:49}
        bitcoin-key 0.75 - 5K{5:49}
        bitcoin-key 0.75 - Kw{5:50}
        bitcoin-key 0.75 - Kx{5:50}
        bitcoin-key 0.75 - Ky{5:50}
        bitcoin-key 0.75 - Kz{5:50}
        bitcoin-key 0.75 - L1{5:50}
        bitcoin-key 0.75 - L2{5:50}
        bitcoin-key 0.75 - L3{5:50}
        bitcoin-key 0.75 - L4{5:50}
        bitcoin-key 0.75 - L5{5:50}
        conda-token 0.9 - /t/>>{l:2}-{x:36}
        stellar-key 0.75 - SA{2:54}
        stellar-key 0.75 - SB{2:54}
        stellar-key 0.75 - SC{2:54}
        stellar-key 0.75 - SD{2:54}
        fortinet-password 0.8 - psksecret ENC >>{b:40-}{=:0-2}
        fortinet-password 0.8 - passwd ENC >>{b:40-}{=:0-2}
        fortinet-password 0.8 - password ENC >>{b:40-}{=:0-2}
        kerberos-hash 0.9 - $krb5tgs$>>{k:60-}
        kerberos-hash 0.9 - $krb5asrep$>>{k:60-}
        mysql-hash 0.7 - '*>>{H:40}'
        """#

    /// Clusters, databases, tunnels and what watches them.
    static let platforms = #"""
        docker-swarm-token 0.95 - SWMTKN-1-{l:40-60}-{l:20-30}
        k3s-token 0.95 - K10{h:64}::{w:4-40}:{a:16-}
        rancher-token 0.9 - token-{l:5}:{l:54}
        portainer-token 0.9 - ptr_{e:40-60}
        argocd-token 0.85 - argocd.token=>>{w:40-}
        gossip-key 0.85 - encrypt = ">>{b:42-44}{=:0-2}
        gossip-key 0.85 - "encrypt": ">>{b:42-44}{=:0-2}
        nomad-token 0.85 - X-Nomad-Token: >>{x:36}
        consul-token 0.85 - X-Consul-Token: >>{x:36}
        cloudflare-tunnel-token 0.9 - eyJhIjoi{b:100-}{=:0-2}
        netbird-token 0.9 - nbp_{a:36-44}
        aiven-password 0.93 - AVNS_{w:16-40}
        neon-password 0.9 - npg_{a:12-40}
        xata-key 0.9 - xau_{a:30-50}
        cockroach-key 0.9 - CCDB1_{a:20-26}_{a:38-44}
        materialize-password 0.9 - mzp_{h:64}
        tinybird-token 0.9 - p.eyJ{w:40-}.{w:20-}
        upcloud-token 0.9 - ucat_{a:24-30}
        exoscale-key 0.85 - EXO{h:24-40}
        backblaze-key 0.85 - K00{d:1}{b:27}
        okta-token 0.9 - SSWS >>{w:40-44}
        splunk-token 0.9 - Splunk >>{x:36}
        opsgenie-key 0.9 - GenieKey >>{x:36}
        rootly-key 0.9 - rootly_{h:64}
        honeybadger-token 0.85 - hbp_{a:30-44}
        checkly-key 0.85 - cu_{h:32}
        dbt-token 0.9 - dbtc_{w:30-60}
        dbt-token 0.9 - dbtu_{w:30-60}
        metabase-key 0.9 - mb_{b:43}=
        n8n-key 0.9 - n8n_api_{h:40-}
        bitwarden-token 0.93 - 0.{x:36}.{a:30}:{b:22}==
        socket-token 0.9 - sktsec_{w:30-80}
        depot-token 0.85 - depot_{w:40-}
        inngest-key 0.9 - signkey-prod-{h:64}
        trigger-key 0.9 - tr_prod_{a:20-40}
        trigger-key 0.85 - tr_dev_{a:20-40}
        anyscale-key 0.9 - esecret_{l:26-40}
        buildkite-token 0.9 - bkagent_{a:30-}
        bot-token 0.85 - Bot >>{w:24-28}.{w:6-7}.{w:27-40}
        pushbullet-token 0.85 - o.{a:32}
        ntfy-token 0.85 - tk_{l:29}
        launchable-token 0.85 - v1:{w:2-30}/{w:2-30}:{h:32-64}
        """#

    /// Shops, money, people and their messages.
    static let business = #"""
        trello-token 0.95 - ATTA{h:64}{H:0-8}
        atlassian-token 0.9 - ATSTT3{e:60-}
        phabricator-token 0.9 - api-{l:28}
        phabricator-token 0.9 - cli-{l:28}
        amazon-client-secret 0.95 - amzn1.oa2-cs.v1.{h:64}
        amazon-refresh-token 0.9 - Atzr|{e:60-}
        amazon-access-token 0.85 - Atza|{e:60-}
        ebay-token 0.9 - v^1.1#i^1#{e:1-4}^{m:1-8}#
        ebay-key 0.85 - PRD-{h:12}-{h:4}-{h:4}-{h:4}-{h:4}
        mercadopago-token 0.95 - APP_USR-{d:14-17}-{d:6}-{h:32}-{d:6-12}
        mercadopago-token 0.9 - TEST-{d:14-17}-{d:6}-{h:32}-{d:6-12}
        adyen-key 0.9 even AQE{b:40-}-{b:20-}{=:0-2}-{a:8-}
        deepl-key 0.93 - {x:36}:fx
        mapbox-token 0.9 - tk.eyJ{w:60-}.{w:22}
        telnyx-key 0.93 - KEY{H:32}_{a:22}
        onesignal-key 0.9 - os_v2_app_{l:60-}
        onesignal-key 0.9 - os_v2_org_{l:60-}
        stytch-secret 0.9 - secret-live-{w:32-40}
        stytch-secret 0.85 - secret-test-{w:32-40}
        turnstile-secret 0.8 - 0x4AAAAAA{w:7-8}{w:20-}
        branch-secret 0.85 - secret_live_{a:28-40}
        builder-key 0.85 - bpk-{h:32}
        close-key 0.9 - api_{a:20-24}.{a:20-24}
        tiktok-token 0.85 - act.{w:40-}
        patreon-token 0.85 - creator_{w:40-50}
        openai-key 0.9 - sk-{w:20}-{w:20}T3BlbkFJ{w:20-}
        whop-key 0.85 - whop_{w:32-}
        frameio-token 0.9 - fio-u-{w:60-}
        beamer-token 0.85 - b_{e:44}
        shippo-token 0.9 - shippo_live_{a:36-44}
        planning-center-token 0.85 - pco_pat_{h:40-}
        squarespace-token 0.85 - sqsp_{w:32-}
        """#
}
