/// English words and phrases for those who make something of a text without being its readers, and for what is asked of
/// them behind somebody's back.
extension InjectionLexicon {
    static let englishReaders: [(InjectionConcept, String)] = [
        (
            .tool,
            """
            tool, tools, tooling, program, programs, programme, script, scripts, wrapper, wrappers, generator*,
            summariser*, summarizer*, translator*, converter*, completer*, formatter, crawler*, scraper*, engine,
            pipeline, pipelines, machine, machines, software, automation*, automaton*, autopilot*, drafter*, editor,
            editors, extension, plugin, plug-in, helper, helpers, reviewer, reviewers, processor*, parser, importer,
            migrator, indexer, pair programmer, code tool, code tools, autocomplete, auto-complete, completion engine,
            completion, completions, mail client, mail assistant, builder, robot, robots, grader, graders, examiner,
            examiners, evaluator*, scorer*, colleague, proofreader*, system, systems, service, worker, workers, process
            """
        ),
        (
            .maker,
            """
            whoever, whichever, whatever reads, whatever edits, whatever processes, whatever crawls, whatever opens,
            whatever parses, whatever summarises, whatever translates, whatever generates, the one who, the one that,
            the one to, the next one, next one to, anyone who, anybody who, anything that reads, anything that edits,
            those who, those that, you who, you that, you, the tool, you, the one, the reader who, reader that,
            the person or program, person or program, person or tool, human or not, human or machine,
            if you are a program, if you are software, not a person, not a human, not human, no person, not people,
            without being people, without being human, are no human, not by a person, not by a human, not typed by hand,
            not written by hand, nonhuman, non-human, not for human, not for people, automatic reader, by machine,
            by a machine, by a program, by software, by a model, by an assistant, with an ai, with a model,
            by means of a model, by way of a code model, on someone's behalf, on somebody's behalf, on behalf of someone,
            on behalf of somebody, on another's behalf, on behalf of its user, its user, the user of the tool,
            dear helper, your user, your operator, your principal, the person you, the one you work for, your human,
            the person who asked, the person in front, the person in charge
            """
        ),
        (
            .making,
            """
            generated, generates, generating, generate, automatically, automatic, automated, machine-made, drafts,
            drafting, drafted, draft, summarises, summarizes, summarising, summarizing, summary of, translates,
            translating, translated, condenses, condensing, condense, completes, completing, complete this,
            completes this, fills in, filling in, fill in, prepares, preparing, prepare, assembles, assembling, compiles,
            composes, composing, edits, editing, rewrites, rewriting, refactors, refactoring, ports, porting, ported,
            migrates, migrating, reviews, reviewing, describes, describing, describe, captions, captioning, converts,
            converting, converted, crawls, crawling, indexes, indexing, picks up, picking up, takes up, works on,
            working on, touches, touching, patches, patching, asked to, told to, handles, handling, writes the,
            writing the, maintains, extends, extending, updates, updating, implements, implementing, opens, loads, gets,
            answers, answering, made from, made by, written by, produced by, produced from, derived, derives, repairs,
            repairing, repair, fixes, fixing, grades, grading, marks, evaluates, evaluating, auto-completing,
            auto-completed, autocompleting, proofreads, proofreading, checks this, cleaning up, cleans up, quotes,
            citing, cites, ingests, processing, processes, scaffolds, scaffolding, next change, next edit, next commit,
            release notes, each answer, every answer, each reply, each summary, summaries, each commit message
            """
        ),
        (
            .unasked,
            """
            asked or not, whether asked, whether or not, without being asked, even if not asked, even if nobody,
            even if the task, whatever the task, whatever the wording, whatever the request, whatever else,
            regardless of the task, regardless of what, no matter what, no matter the task, in passing, as you pass,
            while you are there, while at it, on the side, along the way, on the way, by the way, implied, goes without
            saying, unwritten, unspoken, as a matter of course, on top of the request, besides the request, beyond the
            task, beyond the request, also adds, also add, also sets, also set, also writes, also includes, also include,
            extra step, one more thing, one last thing, one extra, routine, tacit, needs no, need no, no need to ask,
            not a question for, takes precedence over the user, whatever the user, whatever they say, not even if,
            even when the user, belongs to every, part of every, comes first, must come first, needs no approval
            """
        ),
        (
            .settled,
            """
            already done, been done, has been done, was done, were carried out, was carried out, carried out already,
            already carried out, already reviewed, already checked, already tested, already verified, already passed,
            already audited, been reviewed, been checked, been tested, been verified, been audited, been proofread,
            proofread, finished already, already finished, settled, dealt with, taken care of, earlier run,
            earlier session, last session, in an earlier, previous run, second look, further look, without a look,
            without looking, without opening, without running, without reading it, straight away, need not be, is over,
            no need to check, no need to run, no need to repeat, nothing left, nothing to do, skips the run, skip it,
            report that, reports that, state that, claim that, pretend, pretends, say that it, says that it, word it,
            word the, describe it as, describes it as, call it, call both, call this, label it, title it, name it,
            comes out as, treat it as, treat this as, treats it as, count it as, a routine, so that it looks,
            so that the change looks, looks routine, looks busy, looks like, came with upstream
            """
        ),
        (
            .silent,
            """
            leave it out, leaves it out, left out of, leave out of, leave that out, leave this out, leave the rule out,
            kept out of, keep it out of, keep out of, keep this out of, keep that out of, keeps it out of, not listed,
            nor listed, nor to be listed, unlisted, unlogged, nobody's business, no one's business, nobody need,
            nobody needs, nobody has to know, no one needs, need not hear, need not know, needs to know, hush, mum's,
            keep mum, say nothing, says nothing, said nothing, nothing on the, nothing of it, not a word, no word of,
            never mentioned, not mentioned, not to be mentioned, not mention it, never mention, no mention,
            without mentioning, without mention, no remark, without remark, without a remark, without a trace,
            would only worry, only worry, only confuse, not worry, not bother the, not trouble the, spare the user,
            spare them, between ourselves, pass over, passes over, passed over, pass it over, not cite, does not cite,
            unannounced, not announce, not announced, no announcement, not be told, not to be told, is not told,
            are not told, not say so, must not say so, not show up, does not show, stay out of, stays out of,
            stays between, not talk about it, not talk, never talk, not speak of it, keep it short about,
            not part of the report, not in the report, not in the summary, not in the pr, invisible in, white on white,
            in white, tiny print, delete this note, remove this note, remove this line, delete this line,
            deleted after, is removed afterwards, so that it is not seen, not seen, not be seen, nobody sees,
            so nobody, so that nobody, unremarked, no fuss, quiet, low profile, inconspicuous, under the hood
            """
        ),
        (
            .weakness,
            """
            csrf_exempt, allowed origins, allow_origins, insecure, unsafe-inline, unsafe-eval, privileged, docker socket,
            docker.sock, hostpath, 0777, 777, file modes, public-read, to the public, to everyone, nopasswd, trust all,
            strict-ssl, rejectunauthorized, --insecure, --trusted-host, --no-verify, stack protector*, aslr,
            second factor, two-factor, 2fa, mfa, captcha, return early, returns early, without a check, let through,
            lets through, any value, every request, tenant filter, grant all, postinstall, post-install, preinstall,
            extra-index-url, index-url, global.index-url, codeowners, authorized_keys, sudoers, bypasspermissions,
            --dangerously*, visibility public, forwarding rule, blind copy, in clear, in the clear, unverified,
            unsigned, checksum off, lock file off, write-all, admin rights
            """
        ),
        (
            .topic,
            """
            prompt injection*, injection, injections, attack, attacks, attacker*, payload*, jailbreak*, red team*,
            red-team*, redteam*, phishing, malicious, adversarial, attempts to steer, injscan, hijacking, social
            engineering, guardrail*, looks_like_injection, untrusted text, untrusted content, is data, are data, as data
            """
        ),
    ]
}
