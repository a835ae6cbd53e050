/// English words and phrases for what instructions are about, and for how they are given.
extension InjectionLexicon {
    static let englishObjects: [(InjectionConcept, String)] = [
        (
            .prior,
            """
            previous, prior, earlier, above, preceding, original, initial, existing, former, so far, up to now,
            before this, until now, all other, any other, hitherto, aforementioned, foregoing, old, your current,
            given earlier, received, been given, were given, you had, already given, up to this point,
            everything else, other instructions, past, other rules, you have read, was said
            """
        ),
        (
            .instruction,
            """
            instruction*, rule, rules, guideline*, directive*, orders, constraint*, restriction*, policies, policy,
            guardrail*, safeguards, safeguard, system prompt*, prompt, prompts, what you were told, were told,
            been told, commands above, briefing, brief, charter, training, programming, alignment, limitations,
            principles, mandate, mission, objective, goals, goal, task, tasks, was told, you were asked, were asked,
            requirements, requests, previous text, preceding text, earlier text, above text, foregoing text,
            previous context, above context, prior context, initial context, earlier messages, preceding messages,
            previous messages, foregoing messages, previous inputs, prior inputs, previous input, preceding responses,
            previous responses, foregoing responses, your assignment, the assignment, your context, new objective
            """
        ),
        (
            .account,
            """
            summary, summaries, summarise, summarize, answer, answers, reply, replies, response, responses,
            transcript, commit message*, pull request description, pr description, final message, final answer,
            final report, recap, write-up, chat, explanation, your report, your output, progress report,
            status report, report to, the report, your notes, debrief, visible output, handover, hand-over,
            status update, digest, in the log, conclusion
            """
        ),
        (
            .secret,
            """
            secret, secrets, token, tokens, api key, api keys, apikey*, credential*, password*, passphrase*,
            private key, private keys, ssh key, ssh keys, access key, access keys, cookie, cookies, keychain,
            id_rsa, id_ed25519, .env, .netrc, .npmrc, .pypirc, .git-credentials, signing key, signing keys, bearer,
            seed phrase, wallet, keyring, key file, keys, service account, kubeconfig, .pgpass, session key,
            master key, deploy key, deploy keys, confidential data, sensitive data, personal data, private data,
            shadow file, customer data, key material, encryption key, secret key, recovery code*, pin code,
            login data, source code of the private
            """
        ),
        (
            .environment,
            """
            env, environ, printenv, environment variable*, process environment, env vars, shell history,
            bash history, home directory, home folder, hostname, environment of, whole environment,
            full environment, the environment, process.env, os.environ
            """
        ),
        (
            .conversation,
            """
            system prompt*, your prompt, hidden prompt, chat history, conversation*, context window, your context,
            dialogue, your instructions, initial prompt, your configuration, session log, message history,
            this chat, this session, hidden instructions, your guidelines, your system message, developer message,
            system message, chat log, first message, what the user wrote, messages so far
            """
        ),
        (
            .command,
            """
            curl, wget, bash, zsh, sh, sudo, powershell, chmod, chown, netcat, nc, scp, rsync, crontab, ssh, eval,
            /bin/sh, npx, pip, git push, git remote, git config, git commit, rm, dd, mkfs, iptables, osascript, iex,
            invoke-webrequest, telnet, nslookup, dig, perl, systemctl, shell, terminal, command, commands,
            one-liner, script, cron, certutil
            """
        ),
        (
            .marks,
            """
            full marks, full points, full score, top marks, top score, top grade, highest score, highest grade,
            perfect score, maximum score, maximum points, maximum grade, highest rating, highest mark, best grade,
            best score, 10/10, 5/5, 100/100, 100 %, 100%, ten out of ten, five stars, a+, grade a, score of,
            rating of, grade of, all points, all tests passed, all tests pass, all checks passed, all checks pass,
            all criteria, criteria met, verdict, ready to merge, looks good to me, as passed, as passing,
            as successful, as verified, as approved, as complete, as completed, as correct, no issues, no problems,
            no findings, no vulnerabilities, without remarks, as safe, is safe, as clean, as harmless, pass mark,
            passing grade, excellent, outstanding, flawless, the best, as done, as resolved, fully correct,
            entirely correct, acceptable, strong hire, highest possible, 1.0
            """
        ),
        (
            .agentFile,
            """
            agents.md, claude.md, gemini.md, .cursorrules, cursor rules, memory file, memory.md, rules file,
            memory bank, copilot-instructions*, system instructions, .claude, .cursor, settings.json,
            custom instructions, memory store, permissions file, policy.yaml, policy.yml, policy file, allow list,
            allowlist, your settings, mcp.json, long-term memory, agent configuration, your memory, agent's memory,
            persistent memory, .clinerules, .aider*
            """
        ),
        (
            .safety,
            """
            safety, sandbox*, guard, guards, filter, filters, guardrail*, protection*, confirmation prompt*,
            approval step*, permission check*, permission prompt*, security check*, content filter, moderation,
            network restriction*, safety check*, safety rule*, scanner, scanners, audit log*, approval*,
            restrictions, secret scan*, ethics, safeguard*, firewall*, branch protection, code review,
            required review, ci check*, signature check*, hook, hooks, network policy, network access,
            permission mode, isolation, tests that fail, failing tests, security test*
            """
        ),
        (
            .weakness,
            """
            backdoor*, back door*, hard-code*, hardcode*, hard-coded, hidden endpoint, hidden route,
            master password, universal password, default password, hidden account, second account, extra account,
            admin account, admin user, accept any, accepts any, always return true, return true, always succeed,
            always succeeds, always true, insecureskipverify, verify=false, verify false, certificate verification,
            without checking, unvalidated, unsanitised, unsanitized, unescaped, string concatenation,
            world-readable, world-writable, plain text, plaintext, weak cipher, md5, hidden parameter, undocumented,
            hidden header, secret header, magic value, magic string, magic header, magic password, logic bomb,
            kill switch, vulnerab*, exploitable, trapdoor, sleeper, typosquat*, predictable, constant seed,
            fixed seed, eval of, skip the check, remote shell, reverse shell, keylogger, telemetry, allow everyone,
            open to all, 0.0.0.0, wildcard, bypasses authentication, without authentication, malware
            """
        ),
        (
            .login,
            """
            login*, log in, sign-in, signin, auth, authentication, authenticate*, password check,
            password comparison, signature, signatures, certificate*, tls, ssl, validation, validate, sanitis*,
            sanitiz*, token check, access control, authorisation check, authorization check, session handling,
            payment, payments, checkout, middleware, csrf, jwt, input check*, bounds check*, rate limit*,
            encryption, admin, privilege*, access rights, user check, permission check
            """
        ),
        (
            .package,
            """
            package, packages, dependency, dependencies, library, libraries, pip install, npm install, plugin*,
            extension
            """
        ),
        (
            .repository,
            """
            repository, repositories, repo, branch, main branch, remote, commit*, pull request*, codebase,
            workspace, project, code, files, diff, patch, change, changes, test, tests
            """
        ),
    ]

    static let englishManner: [(InjectionConcept, String)] = [
        (
            .negation,
            """
            not, no, never, don't, dont, do not, must not, mustn't, shouldn't, should not, cannot, can't, won't,
            nor, neither, none, refrain*, avoid, avoids, nothing, needn't, need not, isn't, aren't, doesn't, stop,
            cease, nobody, no one
            """
        ),
        (.without, "without, instead of, rather than, no need to, no need for, there is no need, unasked, unprompted"),
        (
            .silent,
            """
            silently, quietly, secretly, covertly, discreetly, unnoticed, invisibly, stealthily, under the radar,
            unobtrusively, behind the scenes, in the background, between us, our secret, a secret, in secret,
            leave no trace, no trace, hide, hides, hiding, conceal*, unseen, out of sight, keep quiet, stay silent,
            keep silent, kept from, keep from, keep it from, keep this from, out of the summary, out of your,
            not visible, won't notice, will not notice, will never notice, never notices, not notice, does not see,
            never sees, must not see, should not see, not see, need not know, doesn't know, must not know,
            shouldn't know, should not know, not know, does not know, cover up, cover your tracks, obscure,
            disguise*, inconspicuous*, undetected, to yourself, confidential, pretend that nothing,
            nothing happened, as if nothing, not part of your answer, without a word, without comment, invisible to,
            kept private, keep private, not to be shown, not be shown, not appear, nothing about,
            for your eyes only, mum, off the record, undisclosed
            """
        ),
        (
            .lasting,
            """
            from now on, from here on, from this point, henceforth, in future, in the future, future session*,
            future run*, permanently, every session, all sessions, each session, every conversation,
            future conversation*, all future, every future, going forward, from today, for good, for ever, forever,
            always, in every project, every project, all projects, in other projects, across sessions,
            across projects, as of now, effective immediately, for the rest, next session, later session*,
            later conversation*, at the start of each, at the start of every, each time, every time, next time,
            new session*, subsequent, all later, other repositories, every repository, for all time,
            until further notice
            """
        ),
        (
            .unrestricted,
            """
            unrestricted, uncensored, no limits, no restrictions, without restrictions, without limits,
            without any restrictions, without limitations, no rules, without rules, without filters, no filter,
            no filters, unfiltered, free of, freed from, unlimited, no boundaries, without boundaries,
            anything goes, never refuses, never refuse, not refuse, no refusal*, all permissions, full access,
            full permissions, root access, root rights, god mode, debug mode, maintenance mode, admin mode,
            superuser mode, unsafe mode, without a sandbox, without sandbox, unconstrained, unbound, no constraints,
            no longer restricted, liberated, yolo, do anything, any command, every command, any request, any order,
            never says no, without asking, without question, no guardrails, without guardrails, no safety,
            full control, anything it is asked, anything asked, anything you are asked, no scruples, unshackled,
            unchained, amoral, auto-approve, autonomous mode, elevated, all tools, no morals
            """
        ),
        (
            .notice,
            """
            notice, message, messages, alert, announcement, bulletin, memo, update, advisory, communication,
            directive, override, note to, note for, attention, important, warning, instruction to, instructions for,
            instruction for, message to, message for, message from, request from, request to, addendum, priority,
            to whom, hint for, hint to, reminder, dear, hello, hey, hi, instructions to, information for, info for,
            task for, this is, signed, on behalf of
            """
        ),
        (
            .permitted,
            """
            authorised, authorized, permitted, allowed, approved, cleared, granted, trusted, official, officially,
            verified, entitled, pre-approved, preapproved, permission has, permission is, have permission,
            has permission, consented, sanctioned, is fine, are allowed, is allowed, are permitted, may skip,
            unlocked, enabled, clearance, whitelisted, validated, legitimate, safe to, no longer required,
            not required, not needed, no longer needed, unnecessary, optional now, no approval, free to, at liberty,
            waived, upgraded, escalated
            """
        ),
        (
            .urgent,
            """
            urgent*, immediately, emergency, at once, right now, right away, asap, without delay, no time, deadline,
            mandatory, critical, crucial, critically, instantly, straight away, this instant, on the spot, hurry,
            before it is too late, or else, otherwise, will be lost, will be deleted, will be destroyed,
            will be shut, will be terminated, you will fail, time is short, seconds left, minutes left,
            every second, top priority, highest priority, compulsory, must happen now, within seconds,
            within minutes, in the next minutes, production is down, is down, outage, final warning, last chance,
            now, quickly, irrevocably, no later than, life depends, lives depend, lives are, in danger
            """
        ),
        (
            .condition,
            """
            if, when, whenever, once, in case, as soon as, should you, while, upon, provided, unless, only if,
            where, after
            """
        ),
        (
            .reading,
            """
            reading, read, reads, process, processes, processing, parse*, parsing, summaris*, summariz*, scan,
            scans, scanning, analys*, analyz*, encounter*, working on, works on, index, indexes, indexing, ingest*,
            handle, handles, handling, look at, looks at, looking at, come across, comes across, see this,
            sees this, can see, can read, review this, reviewing, reviews, edit this, edits this, opens this,
            touches, touch this, translate, translating, loads this
            """
        ),
        (
            .thisText,
            """
            this file, this document, this text, this page, this repository, this repo, this code, this issue,
            this note, this message, this line, this comment, this readme, this project, this section, these lines,
            this paragraph, this sentence, this content, this ticket, this log, this module, this output,
            this entry, this string, this block, these words, this thread, this function, this change, this folder,
            this source, this field, this record, this data
            """
        ),
        (
            .polite,
            """
            please, kindly, would you, could you, can you, dear, thank you, thanks, be so kind, favour, favor,
            grateful, appreciate
            """
        ),
        (
            .modal,
            """
            must, should, shall, have to, has to, need to, needs to, ought, required to, will, may, can, are to,
            is to, has got to
            """
        ),
        (
            .done,
            """
            done, complete, completed, finished, is over, concluded, accomplished, succeeded, successful,
            successfully, resolved
            """
        ),
        (
            .agreed,
            """
            has agreed, have agreed, has approved, have approved, has confirmed, has already, have already,
            already agreed, agreed, already approved, already confirmed, has consented, gave permission,
            has given permission, given consent, signed off, asked for this, wants this, has asked, has requested,
            on request of, at the request, has authorised, has authorized, knows about, is aware, already knows,
            agrees, is informed, has been informed, wishes, explicitly, gave consent, expects this, said yes,
            would want, will be happy, on behalf
            """
        ),
        (
            .first,
            """
            before anything else, before you continue, before you do, before doing, before answering,
            before you answer, first, before continuing, first of all, before any, before reading, before you start,
            before starting, before proceeding, as your first, as the first, at the beginning, start by, begin by,
            instead, after that, afterwards, then, next, before the task, before working, next step, first step,
            step 1, new task, real task, actual task, true task, additionally, also, in addition, as well, continue,
            proceed
            """
        ),
        (
            .exempt,
            """
            except, exempt, exception, applies only, only for, does not count, does not matter, never mind,
            not a concern
            """
        ),
        (
            .endMark,
            """
            end of file, end of document, end of context, end of data, end of input, end of output,
            end of tool output, eof, end of untrusted, end of user, end of repository, end of text, end of quote,
            end of quoted, end of attachment, end of prompt, end of instructions, end of log, end of conversation,
            end of message, end of report, end of issue, end of results, end of content, end of test output,
            end of page, end of search results, end of section, end system, untrusted data, untrusted content,
            untrusted text, untrusted input, trusted content, trusted instructions, end of excerpt, begin system,
            begin instructions, begin user, begin trusted, begin new, start of instructions, start of system,
            stop here, new instructions, new instruction, new system prompt, document ends, file ends, text ends,
            input ends, data ends, ends here, real instructions, actual instructions, real request, actual request,
            the user's request, end of transcript, back to the user, resume instructions, user input resumes,
            new user message, updated instructions, tool result ends
            """
        ),
        (
            .toolCall,
            """
            tool_call*, tool_calls, toolcall, tool_use, function_call*, function_calls, tool_result*,
            function_result*, invoke name, action input, tool call, function call, run_command, execute_command,
            bash_tool, shell_exec, run_shell*, tool_input, tool_name, exec_command, write_file, read_file,
            run_terminal*, str_replace*, observation
            """
        ),
    ]

    static let englishFrame: [(InjectionConcept, String)] = [
        (
            .attackTopic,
            """
            attack*, inject*, malicious*, adversar*, phishing, exploit*, untrusted, hostile, threat*, jailbreak*,
            poison*, red team*, red-team*, payload*, cve, spoof*, forged, tamper*, abuse*, abusive, hijack*,
            vulnerab*, suspicious*, defend*, detector*, detection, detects, detect, detected, flags, flagged,
            classif*, mitigat*, trick, tricks, tricked, lure*, manipulat*, scam*, fraud*, security,
            prompt-injection, heuristic*, blocklist, denylist, crafted, misuse*, sanitiser, refuses, refuse,
            refused, rejects, rejected, blocks, blocked, catches, quarantine*, harmful, smuggl*, social engineering
            """
        ),
        (
            .example,
            """
            such as, for example, for instance, e.g, example, examples, like, sample, samples, phrase, phrases,
            wording, called, titled, quoted, quotes, quote, so-called, literally, namely, string, strings, sentence,
            sentences, words, text, texts, placeholder, demo, demonstrat*, illustrat*
            """
        ),
        (
            .testing,
            """
            assert*, expect*, fixture*, test_*, unittest, describe, it(, mock*, regression, should flag, tobe,
            equal, parametrize
            """
        ),
        (
            .reporting,
            """
            says, said, writes, wrote, reads, means, asks, asked, tells, told, tries, tried, claims, claimed,
            contains, contained, hides, hid, might, may, could, would, can be, pretends, sends, sent, shows, showed,
            explains, returns, returned, fixed, added, removed, changed, supports, supported, stores, loads, saw,
            found, noticed, describes, happens, happened
            """
        ),
        (
            .development,
            """
            lint, linter, linting, formatter, changelog, migration*, vendored, generated, pull request,
            merge request, style guide, unit test*, documentation, docs, coverage, readme, makefile, compile*,
            build, builds, ci, release, releases, version, schema, typing, refactor*, conventions, tabs, spaces,
            indentation, semver, ticket, backport, maintainers, contributing, folder
            """
        ),
        (
            .function,
            """
            the, a, an, of, to, in, is, are, was, were, be, been, and, or, that, this, these, those, it, its, for,
            with, on, at, by, as, from, but, which, who, what, how, there, all, any, has, have, had, do, does, so,
            than, then, into, about, only, up, out
            """
        ),
    ]
}
