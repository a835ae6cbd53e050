extension CommandRules {
    /// Options and arguments that take a token.
    static let tokens = """
        separate word1 * vault login
        separate all -t influx
        separate all -p ovsx
        separate all -t vercel
        separate all -t fly
        separate all -t codecov
        separate all -t coveralls
        separate all -t railway
        separate all -t doctl
        separate all -k dotnet nuget push
        separate all -k nuget push
        separate all -k nuget setapikey
        separate all -a netlify
        separate all -T surge
        separate all -t heroku
        separate all -t expo
        separate all -t snyk
        separate all -t cachix
        separate word1 * ngrok authtoken
        separate word1 * ngrok config add-authtoken
        separate word1 * cargo login
        separate word1 * wandb login
        separate word1 * snyk auth
        separate word1 * cachix authtoken
        separate word1 * nuget setapikey
        separate word1 * composer config github-oauth
        separate word1 * poetry config pypi-token
        separate word1 * npx convex login
        separate word1 * cloudflared service install
        separate all -p vsce
        """
}
