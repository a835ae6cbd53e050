import AnnealFoundation
import Testing

@testable import AnnealSafety

@Suite("Filtering an environment")
struct EnvironmentFilterTests {
    private func value(_ template: String) -> String {
        SecretSample(path: nil, template: template).filled(seed: 2).text
    }

    @Test("passes on what programs need")
    func usual() {
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": "/home/a", "LANG": "de_DE.UTF-8", "LC_ALL": "C", "TERM": "xterm-256color",
            "TZ": "Europe/Berlin", "CC": "clang", "JAVA_HOME": "/opt/java", "GOPROXY": "https://proxy.internal,direct",
            "https_proxy": "http://proxy.internal:3128", "SOURCE_DATE_EPOCH": "1700000000",
        ]
        let result = EnvironmentFilter().filter(environment)
        #expect(result.variables == environment)
        #expect(result.omissions.isEmpty)
    }

    @Test("leaves out what nobody permitted, and tells the names in order")
    func unknown() {
        let result = EnvironmentFilter().filter([
            "ZEBRA": "1", "PATH": "/bin", "AARDVARK": "x", "SSH_AUTH_SOCK": "/tmp/a",
        ])
        #expect(result.variables == ["PATH": "/bin"])
        #expect(result.omissions.map(\.name) == ["AARDVARK", "SSH_AUTH_SOCK", "ZEBRA"])
        #expect(result.omissions.first?.reason == .notPermitted)
    }

    @Test("passes on further names that the caller permits, also by their begin")
    func permitted() {
        let filter = EnvironmentFilter(permitting: ["MY_FLAG", "APP_*", "*"])
        let result = filter.filter(["MY_FLAG": "1", "APP_MODE": "fast", "APP": "no", "OTHER": "2"])
        #expect(result.variables == ["MY_FLAG": "1", "APP_MODE": "fast"])
    }

    @Test(
        "never passes on a name that means a secret, even if it is permitted",
        arguments: [
            "GITHUB_TOKEN", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "OPENAI_API_KEY", "PGPASSWORD", "NPM_CONFIG__AUTH",
        ])
    func names(name: String) {
        let result = EnvironmentFilter(permitting: [name]).filter([name: "a"])
        #expect(result.variables.isEmpty)
        #expect(result.omissions.first?.reason == .secretName)
    }

    @Test(
        "never passes on a value that looks like a secret, even under a usual name",
        arguments: [
            "gh{p_}{a:36}", "AKIA{2:16}", "http://bob:{a:16}@proxy.internal:3128", "{w:44}x9Q",
            "-Dkey=v -Dpassword={a:18}",
        ])
    func values(template: String) {
        let text = value(template.replacing("{p_}", with: "p_"))
        let result = EnvironmentFilter(permitting: ["MY_FLAG"]).filter(["MY_FLAG": text, "GRADLE_OPTS": text])
        #expect(result.variables.isEmpty, "\(text)")
        for omission in result.omissions {
            guard case .secretValue = omission.reason else {
                Issue.record("\(omission)")
                continue
            }
            #expect(!omission.reason.description.contains(text))
        }
    }

    @Test("lets hashes, versions and folders pass under permitted names")
    func harmless() {
        let environment = [
            "GIT_COMMIT": value("{h:40}"),
            "BUILD": "1.2.3-beta4",
            "RUN": value("{h:8}-{h:4}-4{h:3}-9{h:3}-{h:12}"),
        ]
        #expect(
            EnvironmentFilter(permitting: ["GIT_COMMIT", "BUILD", "RUN"]).filter(environment).variables
                == environment)
    }
}
