import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealEvents

@Suite(.tags(.unit)) struct EventExplainerTests {
    private func names(_ explanation: EventExplanation) -> [String] {
        explanation.causes?.causes.map(\.change.text) ?? []
    }

    @Test func `causes lie between the last success and the first failure`() throws {
        let story = RunStory()
        story.start("r1")
        story.edit("before.py", "r1")
        let passed = story.check("r1", failed: 0)
        story.edit("guilty.py", "r1")
        let onset = story.check("r1", failed: 2)
        story.edit("later.py", "r1")
        let target = story.check("r1", failed: 1)
        let causes = try #require(story.explain(target).causes)
        #expect(causes.subject == "the checks of T001")
        #expect(causes.causes.map(\.change.text) == ["edit of guilty.py"])
        #expect(causes.onset.offset == Int(onset.offset.value))
        #expect(causes.lastSuccess?.offset == Int(passed.offset.value))
        #expect(causes.failures == 2)
        #expect(causes.successesBefore == 1)
        #expect(causes.causes.first?.secondsBefore == 1)
    }

    @Test func `without a success before, everything since the run began may be it`() throws {
        let story = RunStory()
        story.start("r1")
        story.tell("decision.made", run: "r1", task: "T001", ["point": "task.arm", "choice": "draft-first"])
        story.tell("item.call.started", run: "r1", task: "T001", ["arm": "draft"])
        story.tell("item.call.started", run: "r1", task: "T001", ["arm": "draft"])
        let explanation = story.explain(story.check("r1", failed: 1))
        #expect(
            Set(names(explanation)) == [
                "executor tool-loop", "decision task.arm draft-first", "way of asking draft",
            ])
        #expect(explanation.causes?.lastSuccess == nil)
        #expect(explanation.causes?.causes.allSatisfy(\.isWeak) == true)
    }

    /// Twelve runs in which an edit of `guilty.py` was followed by failures and one of `usual.py` by either.
    private func known() -> RunStory {
        let story = RunStory()
        for number in 0..<12 {
            let run = RunID("r\(number)")
            story.start(run)
            story.edit("usual.py", run)
            story.check(run, failed: 0)
            story.edit("usual.py", run)
            if number < 10 { story.edit("guilty.py", run) }
            story.check(run, failed: number < 10 ? 1 : 0, failure: "AssertionError: \(number) is not 42")
            story.edit("mended.py", run)
            story.check(run, failed: 0)
            story.end(run, good: true)
        }
        return story
    }

    @Test func `what preceded failures and no success ranks above what preceded both`() throws {
        let story = known()
        story.start("now")
        story.check("now", failed: 0)
        story.edit("guilty.py", "now")
        story.edit("usual.py", "now")
        let explanation = story.explain(story.check("now", failed: 1, failure: "AssertionError: 77 is not 42"))
        #expect(names(explanation) == ["edit of guilty.py", "edit of usual.py"])
        let causes = try #require(explanation.causes)
        let (first, second) = (causes.causes[0], causes.causes[1])
        #expect(first.failures == 11 && first.successes == 0)
        #expect(second.failures == 11 && second.successes == 14)
        #expect(causes.knownFailures == 11)
        #expect(causes.knownSuccesses == 27)
        #expect(first.share == 1)
        #expect(first.shareWithout == 0)
        #expect(!first.isWeak)
        #expect(first.weight > 2)
        #expect(second.weight > 0)
        #expect(second.shareLow < 0.44 && second.shareHigh > 0.44)
    }

    @Test func `the same file in another repository is another file`() throws {
        let story = known()
        story.start("now", repository: "/elsewhere")
        story.check("now", failed: 0)
        story.edit("guilty.py", "now")
        let causes = try #require(story.explain(story.check("now", failed: 1)).causes)
        #expect(causes.causes.map(\.failures) == [1])
        #expect(causes.causes.map(\.isWeak) == [true])
    }

    @Test func `a model that another run of the repository had is a change, the same one is none`() throws {
        let story = RunStory()
        story.start("r1", model: "small")
        story.check("r1", failed: 0)
        story.end("r1", good: true)
        story.start("r2", model: "small")
        #expect(!names(story.explain(story.check("r2", failed: 1))).contains("model small"))
        story.start("r3", model: "large")
        #expect(names(story.explain(story.check("r3", failed: 1))).contains("model large"))
    }

    @Test func `what another task edits counts from its commit on`() throws {
        let story = RunStory()
        story.start("r1")
        story.check("r1", failed: 0)
        story.edit("other.py", "r1", task: "T002")
        let target = story.check("r1", failed: 1)
        #expect(names(story.explain(target)).isEmpty)
        story.check("r1", failed: 0)
        story.tell("task.completed", run: "r1", task: "T002", ["phase": "committed", "files": ["other.py"]])
        #expect(names(story.explain(story.check("r1", failed: 1))) == ["commit of other.py"])
    }

    @Test func `a failure that was seen before is known with what mended it`() throws {
        let story = known()
        story.start("now")
        story.edit("usual.py", "now")
        let target = story.check("now", failed: 1, failure: "AssertionError: 77 is not 42")
        story.edit("mended.py", "now")
        story.check("now", failed: 2, failure: "AssertionError: 78 is not 42")
        story.edit("again.py", "now")
        let good = story.check("now", failed: 0)
        story.end("now", good: true)
        let failure = try #require(story.explain(target).failure)
        #expect(failure.pattern.kind == .failure)
        #expect(failure.pattern.text == "AssertionError: <*> is not <*>")
        #expect(failure.seenBefore == 10)
        #expect(failure.runs == 10)
        #expect(failure.mended == 10)
        #expect(failure.abandoned == 0)
        #expect(failure.mends.first == FailureAccount.Mend(change: "edit of mended.py", times: 10))
        #expect(failure.aftermath?.failures == 1)
        #expect(failure.aftermath?.mended?.offset == Int(good.offset.value))
        #expect(failure.aftermath?.changes == ["edit of again.py"])
    }

    @Test func `a task that was given up with a failure is told`() throws {
        let story = RunStory()
        for run: RunID in ["r1", "r2"] {
            story.start(run)
            story.check(run, failed: 1, failure: "TypeError: None")
            story.end(run, good: run == "r2")
        }
        story.start("r3")
        let failure = try #require(story.explain(story.check("r3", failed: 1, failure: "TypeError: None")).failure)
        #expect(failure.abandoned == 1 && failure.committed == 1 && failure.mended == 0)
        #expect(failure.aftermath == nil)
    }

    @Test func `a run with events in another order is unusual, with few runs nothing is said`() throws {
        let story = RunStory()
        story.start("odd")
        let early = story.check("odd", failed: 1)
        #expect(story.explain(early).sequence?.verdict == nil)
        #expect(story.explain(early).sequence?.note == "the run has not come to its end")
        story.end("odd", good: false)
        #expect(story.explain(early).sequence?.note.contains("too few") == true)
        for number in 0..<40 {
            let run = RunID("r\(number)")
            story.start(run)
            story.edit("a.py", run)
            story.check(run, failed: 0)
            story.end(run, good: true)
        }
        story.start("usual")
        story.edit("a.py", "usual")
        story.check("usual", failed: 0)
        story.end("usual", good: true)
        let usual = try #require(story.events.last { $0.event.run == "usual" })
        #expect(story.explain(usual).sequence?.verdict?.isAnomalous == false)
        story.tell("run.started", run: "strange")
        story.tell("error", run: "strange", ["message": "out of memory"])
        let strange = story.tell("run.completed", run: "strange", ["exitCode": 1])
        let sequence = try #require(story.explain(strange).sequence)
        #expect(sequence.runs == 41)
        #expect(sequence.verdict?.isAnomalous == true)
        // What is noted after the end is no part of the course.
        story.tell("events.dropped", run: "strange", ["count": 3])
        #expect(story.explain(strange).sequence?.verdict?.isAnomalous == true)
    }

    @Test func `what did not fail has a context and no causes`() throws {
        let story = RunStory()
        story.start("r1")
        story.edit("a.py", "r1")
        let note = story.tell("item.note", run: "r1", task: "T001", ["text": "12 files were read"])
        let explanation = story.explain(note)
        #expect(explanation.causes == nil)
        #expect(explanation.failure == nil)
        #expect(explanation.enhanced.pattern?.kind == .template)
        #expect(explanation.enhanced.pattern?.text == "<*> files were read")
        // The model that has always worked is no change.
        #expect(explanation.before.map(\.text) == ["executor tool-loop", "edit of a.py"])
        #expect(explanation.enhanced.context.task?.phase == "started")
    }

    @Test func `an explanation as JSON holds each of its parts`() throws {
        let story = known()
        story.start("now")
        story.edit("guilty.py", "now")
        let json = try story.explain(story.check("now", failed: 1, failure: "AssertionError: 1 is not 42")).json()
        #expect(json["event"]?["type"] == "item.check")
        #expect(json["offset"] == .int(story.events.count))
        #expect(json["failure"]?["seenBefore"] == 10)
        #expect(json["causes"]?["causes"]?[0]?["change"]?["name"] == "guilty.py")
        #expect(json["enhancement"]?["pattern"]?["seenBefore"] == 10)
        #expect(json["sequence"]?["note"]?.stringValue?.isEmpty == false)
    }
}
