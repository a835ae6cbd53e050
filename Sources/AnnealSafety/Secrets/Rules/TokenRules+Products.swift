extension TokenRules {
    /// Tools of a team: planning, documents, design, content.
    static let delivery = #"""
        linear-key 0.97 - lin_api_{a:32-48}
        linear-token 0.97 - lin_oauth_{h:64}
        linear-key 0.9 - lin_api_{a:28-64}
        linear-token 0.9 - lin_oauth_{a:32-80}
        linear-webhook-secret 0.9 - lin_wh_{a:20-60}
        notion-token 0.93 - secret_{a:43}
        notion-token 0.95 - ntn_{a:40-50}
        figma-token 0.95 - figd_{w:36-50}
        figma-token 0.95 - figo_{w:36-50}
        figma-token 0.95 - figu_{w:36-50}
        figma-token 0.95 - figoh_{w:36-50}
        figma-token 0.9 - figd_{w:28-64}
        notion-token 0.9 - ntn_{a:32-60}
        airtable-token 0.97 - pat{a:14}.{h:64}
        contentful-token 0.97 - CFPAT-{w:43}
        shopify-token 0.97 - shpat_{H:32}
        shopify-token 0.97 - shpca_{H:32}
        shopify-token 0.97 - shppa_{H:32}
        shopify-token 0.97 - shpss_{H:32}
        shopify-token 0.95 - shptka_{H:32}
        shopify-token 0.9 - shpat_{a:28-40}
        shopify-token 0.9 - shpss_{a:28-40}
        postman-key 0.9 - PMAK-{a:20-28}-{a:30-40}
        airtable-token 0.9 - pat{a:14}.{a:60-70}
        contentful-token 0.9 - CFPAT-{w:36-60}
        retool-key 0.9 - retool_{a:28-}
        cal-key 0.9 - cal_live_{h:32}
        clerk-key 0.9 - sk_live_{w:40-}
        postman-key 0.97 - PMAK-{h:24}-{h:34}
        readme-key 0.97 - rdme_{l:70}
        frameio-token 0.95 - fio-u-{e:64}
        adobe-secret 0.9 - p8e-{l:32}
        adobe-secret 0.9 - p8e-{w:32}
        adafruit-key 0.95 - aio_{a:28}
        asana-token 0.85 - 1/{d:14-18}:{h:32}
        asana-token 0.9 - 2/{d:14-18}/{d:14-18}:{h:32}
        clickup-token 0.9 - pk_{d:6-9}_{u:32}
        rapidapi-key 0.95 - {h:10}msh{l:15}p{l:6}jsn{l:12}
        maxmind-key 0.95 - {n:36}_mmk
        sanity-token 0.85 - sk{a:80-200}
        launchdarkly-key 0.9 - sdk-{x:36}
        launchdarkly-key 0.9 - api-{x:36}
        posthog-key 0.95 - phx_{a:40-50}
        polar-token 0.95 - polar_oat_{w:40-50}
        canva-secret 0.9 - cnvca{w:40-60}
        salesforce-token 0.9 - 00D{a:12-15}!{m:80-120}
        """#

    /// Payments and shops.
    static let money = #"""
        stripe-key 0.97 - sk_live_{a:16-}
        stripe-key 0.93 - sk_test_{a:16-}
        stripe-key 0.97 - rk_live_{a:16-}
        stripe-key 0.93 - rk_test_{a:16-}
        stripe-key 0.95 - sk_prod_{a:16-}
        stripe-key 0.95 - rk_prod_{a:16-}
        stripe-webhook-secret 0.9 - whsec_{a:20-}
        paddle-key 0.95 - pdl_live_apikey_{n:40-80}
        paddle-key 0.9 - pdl_sdbx_apikey_{n:40-80}
        checkout-key 0.85 - sk_sbox_{w:24-}
        xendit-key 0.9 - xnd_production_{a:40-}
        xendit-key 0.85 - xnd_development_{a:40-}
        midtrans-key 0.85 - Mid-server-{w:20-}
        square-token 0.9 even EAAAE{w:55-}
        square-token 0.9 even EAAAl{w:55-}
        paystack-key 0.9 - sk_live_{h:40}
        stripe-webhook-secret 0.93 - whsec_{e:24-}
        square-token 0.9 even EAAA{w:56-64}
        square-token 0.97 - sq0atp-{w:22-28}
        square-secret 0.97 - sq0csp-{w:40-48}
        braintree-token 0.97 - access_token$production$>>{l:16}${h:32}
        braintree-token 0.9 - access_token$sandbox$>>{l:16}${h:32}
        plaid-token 0.95 - access-production-{x:36}
        plaid-token 0.95 - access-development-{x:36}
        plaid-token 0.9 - access-sandbox-{x:36}
        razorpay-key 0.85 - rzp_live_{a:14-24}
        razorpay-key 0.8 - rzp_test_{a:14-24}
        flutterwave-key 0.95 - FLWSECK_TEST-{a:12-40}
        flutterwave-key 0.95 - FLWSECK-{a:30-42}-X
        flutterwave-key 0.9 - FLWSECK-{a:12-40}
        lob-key 0.85 - live_{h:35}
        lob-key 0.8 - test_{h:35}
        easypost-key 0.95 - EZAK{a:54}
        easypost-key 0.95 - EZTK{a:54}
        duffel-token 0.95 - duffel_live_{w:43}
        duffel-token 0.9 - duffel_test_{w:43}
        shippo-token 0.95 - shippo_live_{h:40}
        shippo-token 0.9 - shippo_test_{h:40}
        gocardless-token 0.9 - live_{w:40}
        mollie-key 0.9 - live_{a:30}
        klaviyo-key 0.85 - pk_{h:34}
        settlemint-token 0.95 - sm_pat_{a:16}
        settlemint-token 0.95 - sm_aat_{a:16}
        settlemint-token 0.95 - sm_sat_{a:16}
        """#

    /// Measurement, errors, alarms.
    static let watching = #"""
        sentry-token 0.95 - sntrys_eyJ{e:40-}
        sentry-token 0.97 - sntryu_{h:64}
        sentry-token 0.95 - sntrya_{h:64}
        sentry-token 0.9 - sntrys_{e:40-}
        sentry-token 0.9 - sntryu_{a:40-80}
        grafana-token 0.95 - glc_{e:32-}
        grafana-token 0.97 - glsa_{a:32}_{H:8}
        grafana-token 0.9 - glsa_{n:30-60}
        grafana-key 0.93 - eyJrIjoi{b:40-}{=:0-2}
        newrelic-key 0.97 - NRAK-{u:27}
        newrelic-key 0.9 - NRAK-{a:24-32}
        newrelic-key 0.9 - NRIQ-{w:32}
        newrelic-key 0.9 - NRII-{w:32}
        newrelic-key 0.8 - NRJS-{h:19}
        newrelic-key 0.9 - NRRA-{h:42}
        newrelic-key 0.95 - {h:36}NRAL
        dynatrace-token 0.97 - dt0c01.{u:24}.{u:64}
        dynatrace-token 0.95 - dt0s16.{u:8-24}.{u:64}
        honeycomb-key 0.95 - hcaik_{l:40-70}
        honeycomb-key 0.95 - hcalk_{l:40-70}
        honeycomb-key 0.9 - hcxik_{l:40-70}
        pagerduty-key 0.8 - pdus+_{w:20-}
        datadog-key 0.85 - ddapp_{a:34-40}
        logfire-token 0.9 - pylf_v{d:1}_{l:2}_{a:40-}
        sumologic-key 0.8 - suZ{a:61}
        axiom-token 0.95 - xaat-{x:36}
        axiom-token 0.95 - xapt-{x:36}
        """#

    /// Keys of cryptography.
    static let keys = #"""
        age-key 0.97 - AGE-SECRET-KEY-1{c:50-60}
        extended-private-key 0.95 - xprv{5:100-110}
        extended-private-key 0.95 - tprv{5:100-110}
        extended-private-key 0.9 - yprv{5:100-110}
        extended-private-key 0.9 - zprv{5:100-110}
        ntlm-hash 0.9 - aad3b435b51404eeaad3b435b51404ee:>>{h:32}
        age-key 0.95 - AGE-SECRET-KEY-1{u:50-62}
        age-key 0.9 - AGE-SECRET-KEY-PQ-1{u:50-}
        nostr-key 0.9 - ncryptsec1{l:100-}
        nostr-key 0.95 - nsec1{l:58}
        minisign-key 0.9 - RWRTY0Iy{b:180-}{=:0-2}
        """#
}
