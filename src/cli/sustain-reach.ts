// `tocsin sustain reach check|watch`: how services are reached from this machine, for whoever asks or for a node elsewhere.
import type { Command } from 'commander'
import type { Session } from './session.ts'
import type { ReachWatchOptions } from './sustain-reach-watch.ts'

const several = (value: string, before: string[] = []) => [...before, value]

/** Adds the group below `tocsin sustain`. Loads what it needs when it runs. */
export function addReachCommands(sustain: Command, session: Session): void {
  const reach = sustain.command('reach').description('How services are reached from here')
  reach
    .command('check')
    .argument('<url...>', 'https://, http://, tcp://host:port, tls://host:port or dns://name')
    .description('Probe services step by step: name, connection, TLS, page, rate; and say what they could suffer from')
    .option('--control <url>', 'Something that should be as quick from here; may be repeated', several)
    .option('--bytes <number>', 'Take so much of each page and tell its rate: 65536 to 20000000', Number)
    .option('--rounds <number>', 'So often, a second apart (3)', Number)
    .option('--resolver <address>', 'Ask this resolver: 192.0.2.1 or 127.0.0.1:5300')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', help)
    .action(async (urls: string[], options: Record<string, unknown>) => {
      const { checkReach } = await import('./sustain-reach-check.ts')
      session.exitCode = await checkReach(urls, options, session.settings)
    })
  reach
    .command('watch')
    .description('Be a vantage point: probe what a node watches, as often as it says, and report to it')
    .requiredOption('--vantage <name>', 'The name of this place')
    .option('--hub <url>', 'The node to report to; otherwise TOCSIN_URL. TOCSIN_TOKEN is its API token')
    .option('--network <name>', 'The network of this place: AS3249. Two places in one network are one witness')
    .option('--country <code>', 'The country of this place: two letters')
    .option('--realm <realm>', "'live' or 'exercise:<id>'", 'live')
    .option('--resolver <address>', 'Ask this resolver: 192.0.2.1 or 127.0.0.1:5300')
    .option('--once', 'Probe each service once, send that, and end')
    .option('--json', 'Print each sample as a JSON document, one a line')
    .addHelpText('after', watchHelp)
    .action(async (options: ReachWatchOptions) => {
      const { watchReach } = await import('./sustain-reach-watch.ts')
      session.exitCode = await watchReach(session, options)
    })
}

const help = `
Examples:
  tocsin sustain reach check https://video.example.org/ --json
  tocsin sustain reach check https://video.example.org/sample.bin --bytes 1000000 --control https://mirror.example.net/sample.bin

Exit code 0: well from here. 1: not well; the answer says what is suspected, and what would tell explanations apart.
Private and local addresses are asked only where TOCSIN_FETCH_ALLOW allows them.
`

const watchHelp = `
Example:
  TOCSIN_TOKEN=... tocsin sustain reach watch --vantage Tallinn --network AS3249 --country EE --hub https://tocsin.example.org

The token needs the scopes sustain.listWatchedServices and sustain.reportReach, and each place a token and a name of its own.
It runs until it is stopped, and goes on probing while the node is away: 20,000 samples wait for it, for two days.
With --once, exit code 1 says that the node did not take everything.
`
