// The command line's door: reads the words, finds the command, gives the exit code.
import { Command } from 'commander'
import { assessContracts } from '#assess/index.ts'
import type { Contract } from '#kernel/contract.ts'
import { peopleContracts } from '#people/index.ts'
import { readSettings } from '#platform/config.ts'
import { journalContracts } from '#platform/journal/api.ts'
import { NotRestorable } from '#platform/journal/index.ts'
import { packageRoot } from '#platform/worker.ts'
import { senseContracts } from '#sense/index.ts'
import { watchContracts } from '#watch/index.ts'
import { exitCodeOf } from './exit-code.ts'
import { say } from './print-to.ts'
import { addCommand } from './program.ts'
import { Unreachable } from './reach.ts'
import { addSenseCommands } from './sense.ts'
import { callAndShow, type Session } from './session.ts'
import { addSpecialCommands, addWatchCommands } from './special.ts'

const rooms: { name: string; about: string; contracts: readonly Contract[] }[] = [
  { name: 'people', about: 'Who: organisations, persons, signing in, tokens', contracts: peopleContracts },
  {
    name: 'sense',
    about: 'Traffic, logs and complaints to waves; the collector at the edge',
    contracts: senseContracts,
  },
  { name: 'watch', about: 'Texts and feeds to observations', contracts: watchContracts },
  { name: 'assess', about: 'Incidents and the common picture', contracts: assessContracts },
  { name: 'journal', about: 'What was written, and the proof of it', contracts: journalContracts },
]

/** Exit codes: 0 done, 1 refused or found something wrong, 2 bad usage. */
export async function runCommand(
  words: readonly string[],
  env: Record<string, string | undefined> = process.env,
): Promise<number> {
  try {
    const session: Session = { settings: readSettings(env, packageRoot()), env, exitCode: 0 }
    await programFor(session).parseAsync([...words], { from: 'user' })
    return session.exitCode
  } catch (error) {
    return exitCodeHere(error)
  }
}

export function programFor(session: Session): Command {
  const program = new Command('tocsin').description(
    'The EU Cyber Blueprint, running. Run `tocsin serve`, then see the address it prints.',
  )
  program.exitOverride().showHelpAfterError('Add --help to see how.').helpCommand(true)
  addSpecialCommands(program, session)
  for (const room of rooms) {
    const parent = program.command(room.name).description(room.about)
    if (room.name === 'sense') addSenseCommands(parent, session)
    if (room.name === 'watch') addWatchCommands(parent, session)
    for (const contract of room.contracts) {
      addCommand(parent, contract, (asked, options) => callAndShow(session, contract, asked, options))
    }
  }
  inherit(program)
  return program
}

function inherit(command: Command): void {
  for (const inner of command.commands) {
    inner.copyInheritedSettings(command)
    inherit(inner)
  }
}

/** As at the edge, and what only a way to a node can throw. */
function exitCodeHere(error: unknown): number {
  if (!(error instanceof Unreachable || error instanceof NotRestorable)) return exitCodeOf(error)
  say(error.message)
  return 1
}
