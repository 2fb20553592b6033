// `tocsin federate export` and `import`: letters as a file, for mail or a stick when no line goes.
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { listPeers } from '#federate/api/directory.ts'
import { exportLetters, importLetters } from '#federate/api/post.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { say } from './print-to.ts'
import { callAndShow, type Session, showProblem, withReach } from './session.ts'

interface Options {
  to: string
  out?: string
  realm: string
  json?: boolean
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function addLetterCommands(federate: Command, session: Session): void {
  federate
    .command('export')
    .description(exportLetters.summary)
    .requiredOption('--to <peer>', 'The peer: its id, or its name as `tocsin federate list-peers` shows it')
    .option('--out <path>', 'Where to write the file; - for standard output')
    .option('--realm <realm>', "'live' or 'exercise:<id>'", 'live')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', "\nExample:\n  tocsin federate export --to 'National CSIRT' --out letters.tocsin\n")
    .action(async (options: Options) => {
      const to = await peerNamed(session, options)
      if (to !== null) await callAndShow(session, exportLetters, { input: { to }, realm: options.realm }, options)
    })
  federate
    .command('import')
    .argument('<file>', 'A file of letters for this node; - for standard input')
    .description(importLetters.summary)
    .option('--realm <realm>', "'live' or 'exercise:<id>'", 'live')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin federate import letters.tocsin\n')
    .action((file: string, options: Options) => {
      const upload = readFileSync(file === '-' ? 0 : file)
      const refused = (value: unknown) => (value as OutputOf<typeof importLetters>).refused.length > 0
      return callAndShow(session, importLetters, { input: {}, realm: options.realm, upload }, options, refused)
    })
}

/** Null: there is no such peer, or there are several; that was said then. */
async function peerNamed(session: Session, options: Options): Promise<string | null> {
  if (isId.test(options.to)) return options.to
  return withReach(session, async (there) => {
    const reply = await there.call(listPeers, { input: {}, realm: 'live' })
    if (!reply.ok) {
      showProblem(session, reply.problem, options)
      return null
    }
    const { items } = reply.value as OutputOf<typeof listPeers>
    const found = items.filter(({ name }) => name.toLowerCase() === options.to.toLowerCase())
    const [only] = found
    if (only && found.length === 1) return only.id
    session.exitCode = 1
    say(
      found.length > 1
        ? `${found.length} peers are called ${options.to}: name one by its id (${found.map(({ id }) => id).join(', ')}).`
        : `There is no peer ${options.to}. Known are: ${items.map(({ name }) => name).join(', ') || 'none'}.`,
    )
    return null
  })
}
