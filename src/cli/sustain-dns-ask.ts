// `tocsin sustain dns check|watch`: resolvers are asked from here, once or over and over.
import type { Command } from 'commander'
import type { Session } from './session.ts'
import type { CheckOptions } from './sustain-dns-check.ts'
import type { WatchOptions } from './sustain-dns-watch.ts'

export function addAskCommands(dns: Command, session: Session): void {
  dns
    .command('check')
    .argument('[resolver...]', 'Address, address:port, tcp://address, tls://address#name, https://name@address/path')
    .description('Ask resolvers from here, without a node: does each answer, in time, and the same as the others')
    .option('--plan <file>', 'Ask the upstreams of a plan its questions')
    .option('--name <name...>', 'Names to ask for')
    .option('--rounds <number>', 'How often each is asked; 3 unless given')
    .option('--timeout <milliseconds>', 'How long to wait for each answer')
    .option('--trust <file>', 'Certificates that are trusted besides those of the system, as PEM')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', checkHelp)
    .action(async (resolvers: string[], options: CheckOptions) => {
      const { check } = await import('./sustain-dns-check.ts')
      session.exitCode = await check(resolvers, options)
    })
  dns
    .command('watch')
    .description('Be a vantage point: ask the upstreams of a plan over and over, and report to a node')
    .requiredOption('--plan <file-or-id>', 'A plan file, or the id of a plan of the node that --hub names')
    .option('--vantage <name>', 'The name of this place', 'here')
    .option('--hub <url>', 'The node to report to; otherwise TOCSIN_URL. TOCSIN_TOKEN is its API token')
    .option('--realm <realm>', "'live' or 'exercise:<id>'", 'live')
    .option('--trust <file>', 'Certificates that are trusted besides those of the system, as PEM')
    .option('--json', 'Print a JSON document for each change, one a line')
    .addHelpText('after', watchHelp)
    .action(async (options: WatchOptions) => {
      const { watch } = await import('./sustain-dns-watch.ts')
      session.exitCode = await watch(session, options)
    })
}

const checkHelp = `
Example:
  tocsin sustain dns check 86.54.11.100 tls://86.54.11.100#unfiltered.joindns4.eu 9.9.9.9 --name www.example.org

Exit code 1: at least one of them is not well. With three or more, one that stands alone with its answers is named.
`

const watchHelp = `
Example:
  TOCSIN_TOKEN=... tocsin sustain dns watch --plan 01980f3c-8a00-7000-8000-000000000001 --vantage Tallinn --hub https://tocsin.example.org

The token needs the scopes sustain.reportVantage and sustain.listVerdicts, and each vantage point a token and a name of its own.
It runs until it is stopped.
`
