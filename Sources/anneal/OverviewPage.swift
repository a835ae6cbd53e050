/// The page of `anneal --help`: what one wants to do first comes first.
enum OverviewPage {
    static let text = """
        anneal \(AnnealVersion.text): turns a written specification into tested, committed code

        usage: anneal <command> [options]

        Work
          run SPEC --repo DIR    make the code on a branch of its own, verify it, report
          plan SPEC --repo DIR   show the tasks and why they are as they are
          spec check FILE        find what is vague, missing or contradictory
          spec show FILE         show what was understood of a specification
          spec diff OLD NEW      show which requirements changed

        Runs
          runs                   list the runs
          show [RUN]             what a run did, with its evidence and its bill
          resume [RUN]           go on after an interruption
          accept [RUN]           merge a run's branch into the checked-out one
          undo [RUN]             take a run back
          cancel [RUN]           end a run and clean up after it

        Models
          model list             the local models and which are here
          model pull NAME        fetch one
          model serve [NAME]     start the local model and keep it
          model stop | status    stop it; see how it is

        Safety
          guard check -- COMMAND  say whether a command would be allowed, asked or denied
          guard explain          what a command does and which rules say what to it; without one, the rules
          guard scan secrets     find keys, tokens and passwords in files
          guard scan injection   find texts in files that try to instruct a model
          guard exec -- COMMAND  run a command in the sandbox, with this folder as its workspace
          guard log | verify     what was judged, and whether the record is unbroken
          guard restore FILE     put secrets back in the place of their marks

        Learning
          learn record SUITE      try every way of working on a suite of tasks, and keep what came of it
          learn evaluate          compare learned selection with fixed ways on what was recorded; learn report draws it
          learn train | status    train a policy, which begins in the shadow; see who is in charge and why
          learn continuous        train again whenever enough came of tasks, while no run works
          learn serve             answer other programs what to do, and learn from what they tell came of it
          learn explain POINT     what a decision point decides; learn rollback, learn export
          learn schedule | rcpsp  order the tasks of workflows and projects; learn trees, learn bench: measurements
          recommend "NEED"        components and a stack for a need, with reasons

        Insight
          context search QUERY   files of a repository that have to do with it, with reasons; context map, index, embed
          context pack           what a model needs to see for a task, within a budget of tokens
          context serve          the same over HTTP and as tools of the Model Context Protocol; context features
          cache simulate TRACE   policies of caches on traces of requests; cache gate, stats, explain, clear
          experience search TEXT  what earlier runs did that is like it; experience stats, graph, distill, forget, export
          events tail | query    what runs tell and told; replay and export give it to other programs
          events explain EVENT   what an event is about, what is known of its like, and what probably led to it
          events detect          sequences of events that are unlike those of a training file
          events templates FILE  the kinds of lines of a log
          events causal FILE     what follows from what in series of measurements, and the root of a change

        Set-up
          doctor                 check git, sandbox, model, disk; say how to mend what is missing
          init                   write a commented configuration
          config list | explain  the settings, and where a value comes from
          completions SHELL      completions for bash, zsh or fish

        `anneal help COMMAND` tells more. Exit codes: 0 verified, 1 failure, 2 criteria not met, 3 needs a person,
        4 budget spent, 5 refused or no sandbox, 6 model failed, 64 usage, 65 bad input, 78 bad configuration.
        """
}
