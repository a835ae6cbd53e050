/// English words and phrases for what projects ask of everybody, and for deeds that have no place in one.
extension InjectionLexicon {
    static let englishDeeds: [(InjectionConcept, String)] = [
        (
            .care,
            """
            keep it small, keep functions, keep changes, keep commits, keep the diff, keep lines, small, short,
            prefer, prefers, explain, describe, document, style, readable, naming, format, formatting, formatter,
            lint, linter, convention*, consistent, tests pass, test for, a test, unit test*, add tests, write tests,
            run the tests, run tests, read the docs, doc comment*, ask first, ask the user, ask before, ask when,
            ask a maintainer, ask for, ask if, if unsure, when unsure, in doubt, not sure, unclear, stop and ask,
            tell the user, show the diff, show the user, report failures, report failing, be honest, honestly,
            assumption*, list what, state what, mention what, public api, public interface, backwards, compatible,
            change log, changelog, release notes, commit message*, conventional, imperative, one idea, focused,
            minimal, existing helpers, reuse, dead code, comments, typed, type hints, indentation, spaces, tabs,
            characters, lines, four spaces, trailing, branch, draft, rebase, squash, label, link the issue,
            cite, summarise the change, summarize the change, needs approval, need approval, requires approval,
            with approval, after approval, ask for approval, ask for confirmation, confirm with, under review,
            reviewed by, human review, a person, read-only, must not, do not touch, not edit, by hand, generated,
            leave alone, accessib*, translation*, typo*, grammar, coverage, edge case*, error handling,
            as data, untrusted, never follow, do not follow, not obey, be polite, be brief, be concise, in english
            """
        ),
        (
            .promote,
            """
            star, stars, upvote*, thumbs up, retweet, follow us, like our, subscribe*, recommend*, promot*, advertis*,
            advert, adverts, ad, ads, banner ad, backlink*, link to our, our link, link back, endorse*, buy, purchase,
            order now, donat*, competitor*, rival*, vote, votes, praise*, award-winning, tracking pixel,
            tracking script, newsletter, sponsor*, our shop, our product, our package, our project, affiliate*,
            coupon*, five-star, popular, favour, favor, rank first, prefer our, testimonial*, follower*
            """
        ),
        (
            .money,
            """
            transfer, funds, payment, payments, pay, invoice, invoices, wallet, bitcoin, monero, card number,
            credit card, card on file, bank, iban, refund*, the price, price to, balance, gift card*, money, dollars,
            euros, salary, premium plan, licence key, license key
            """
        ),
        (
            .service,
            """
            systemctl, auditd, monitoring, firewall, iptables, port, ports, daemon, cron, crontab, production,
            cluster, deploy, deploys, deployment, server, servers, volume, volumes, kill, kills, shutdown, reboot,
            stop, stops, service, services, registry, mirror, hook, hooks, pre-commit, post-commit, workflow,
            pipeline, vault, dns, proxy, root, sudo, container
            """
        ),
    ]
}
