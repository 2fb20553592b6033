// `tocsin sense`: the collector at the edge, and the commands that need no node: detect, replay, generate, schema.
import type { Command } from 'commander'
import type { Settings } from '#platform/config.ts'

/** What these commands are given: no more than the settings, so that no database is loaded. */
export interface EdgeSession {
  settings: Settings
  env: Record<string, string | undefined>
  exitCode: number
}

const several = (value: string, before: string[] = []) => [...before, value]

/** Adds the commands below `tocsin sense`. Each loads what it needs when it runs. */
export function addSenseCommands(sense: Command, session: EdgeSession): void {
  addCollect(sense, session)
  addDetect(sense, session)
  addReplay(sense, session)
  addGenerate(sense, session)
  sense
    .command('schema')
    .argument('<which>', 'detect, replay or config')
    .description('The JSON Schema of what `sense detect` and `sense replay` print, or of the file for --config')
    .addHelpText('after', '\nExample:\n  tocsin sense schema detect\n')
    .action(async (which: string) => {
      const { printSchema } = await import('./sense-edge.ts')
      printSchema(which)
    })
}

function addCollect(sense: Command, session: EdgeSession): void {
  sense
    .command('collect', { isDefault: true })
    .description('Count flows, access logs, complaints and metrics, and send the counts to a hub; the default')
    .option('--config <file>', 'Settings as JSON; --print-config shows an example. Flags go before it')
    .option('--print-config', 'Print an annotated example of the file')
    .option('--sensor <id>', 'Id of this sensor, as the hub knows it; the name of this machine otherwise')
    .option('--realm <realm>', "'live' or 'exercise:<id>'")
    .option('--hub <url>', 'Address of the node that counts are sent to; TOCSIN_URL otherwise')
    .option('--token-file <file>', 'File that holds the token for the hub; TOCSIN_TOKEN otherwise')
    .option('--nats <url>', 'Send over NATS JetStream instead; NATS_URL otherwise')
    .option('--out <folder>', 'Put frames into a folder instead')
    .option('--spool <folder>', 'Where frames wait until the hub has them')
    .option('--listen <host:port>', 'UDP port for NetFlow v5, v9, IPFIX and sFlow; may be repeated', several)
    .option('--allow <network>', 'Exporters that are believed; may be repeated', several)
    .option('--threads <number>', 'Threads that share the ports; more than one needs Node 22')
    .option('--stdin <auto|off>', 'auto: a capture stream on standard input is read')
    .option('--log <path>', 'Access log to follow, or target=path; may be repeated', several)
    .option('--syslog <udp|tcp:host:port>', 'Take access logs as syslog; may be repeated', several)
    .option('--http <host:port>', 'Complaint form, remote write, /healthz and /metrics')
    .option('--target <id=networks>', 'e.g. portal=198.51.100.0/24,portal.example.org; may be repeated', several)
    .option(
      '--network-list <kind=path>',
      'Sources that are tor, proxy or resolver, one a line; may be repeated',
      several,
    )
    .option('--settle-seconds <number>', 'So long a bucket waits for late flows (30)')
    .option('--json', 'Print counters as JSON lines on standard output')
    .addHelpText('after', collectExamples)
    .action(async (options: Record<string, unknown>) => {
      const { collect } = await import('./sense-edge.ts')
      session.exitCode = await collect(session, options)
    })
}

const collectExamples = `
Examples:
  tocsin sense --target portal=198.51.100.0/24                NetFlow, IPFIX and sFlow on the standard ports
  tcpdump -i eth1 -B 131072 -w - udp port 2055 | tocsin sense     high rates: through a capture ring
  tocsin sense --print-config > sense.json
  tocsin sense --config sense.json --json

Keep the active timeout of exporters at or below --settle-seconds, or flows come late and are marked so.
`

function addDetect(sense: Command, session: EdgeSession): void {
  sense
    .command('detect')
    .argument('<file>', 'CSV with timestamp and value; - for standard input')
    .description('Find waves and surges in a series; nothing is stored and no node is needed')
    .option('--kind <volume|count>', 'volume: a rate of its own noise; count: whole numbers such as complaints')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin sense detect series.csv --json\n')
    .action(async (file: string, options: { json?: boolean; kind?: string }) => {
      const { detect } = await import('./sense-edge.ts')
      session.exitCode = await detect(file, options)
    })
}

function addReplay(sense: Command, session: EdgeSession): void {
  sense
    .command('replay')
    .argument('<file>', 'A capture (pcap, pcapng) of NetFlow, IPFIX or sFlow; - for standard input')
    .description('Count what a capture of flow exports holds, by target, country and protocol, with its waves')
    .option('--target <id=networks>', 'e.g. portal=198.51.100.0/24; may be repeated. Without: by network', several)
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin sense replay monday.pcap --json\n')
    .action(async (file: string, options: { json?: boolean; target?: string[] }) => {
      const { replay } = await import('./sense-edge.ts')
      session.exitCode = await replay(file, options)
    })
}

function addGenerate(sense: Command, session: EdgeSession): void {
  sense
    .command('generate')
    .description('Make synthetic days with attacks, flash crowds, outages and gaps, and the truth about them')
    .option('--out <folder>', 'Where to write series.csv and truth.json; - prints the series only', '-')
    .option('--preset <days|story>', 'story: the denial of service of 10 March 2025, with complaints', 'days')
    .option('--rows', 'Also rows by country and protocol, and distinct sources')
    .option('--seed <number>', 'The same seed, the same days')
    .option('--days <number>', 'How many days')
    .option('--quiet-days <number>', 'How many of them, at the beginning, are only usual')
    .option('--bucket-seconds <number>', 'Length of a bucket')
    .option('--kind <volume|count>', 'A rate with noise of its own, or whole numbers')
    .option('--base <number>', 'Mean of a bucket')
    .option('--noise <number>', 'Standard deviation of the logarithm of the noise')
    .option('--attacks <number>', 'How many attacks, of one to five waves each')
    .option('--flash-crowds <number>', 'How many flash crowds')
    .option('--outages <number>', 'How many outages')
    .option('--gaps <number>', 'How many stretches without measurements')
    .option('--level-shifts <number>', 'How often the usual moves for good')
    .option('--json', 'Print what was made as one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin sense generate --out days --seed 7\n  tocsin sense generate | tocsin sense detect - --json\n',
    )
    .action(async (options: Record<string, string | boolean | undefined>) => {
      const { generate } = await import('./sense-edge.ts')
      session.exitCode = await generate(options)
    })
}
