// The command line's door: reads the words, finds the command, gives the exit code.
import { Command } from 'commander'
import { assessContracts } from '#assess/index.ts'
import { coordinateContracts } from '#coordinate/index.ts'
import { disruptContracts } from '#disrupt/index.ts'
import { exerciseContracts } from '#exercise/index.ts'
import { federateContracts } from '#federate/index.ts'
import type { Contract } from '#kernel/contract.ts'
import { peopleContracts } from '#people/index.ts'
import { readSettings } from '#platform/config.ts'
import { journalContracts } from '#platform/journal/api.ts'
import { NotRestorable } from '#platform/journal/index.ts'
import { packageRoot } from '#platform/worker.ts'
import { recoverContracts } from '#recover/index.ts'
import { senseContracts } from '#sense/index.ts'
import { shareContracts } from '#share/index.ts'
import { sustainContracts } from '#sustain/index.ts'
import { watchContracts } from '#watch/index.ts'
import { addAssessCommands } from './assess.ts'
import { addDataCommands } from './data.ts'
import { addCompareCommands } from './disrupt.ts'
import { addJudgeTime } from './disrupt-judge.ts'
import { addExerciseCommands } from './exercise-run.ts'
import { exitCodeOf } from './exit-code.ts'
import { addFederateCommands } from './federate.ts'
import { addLetterCommands } from './federate-post.ts'
import { say } from './print-to.ts'
import { addCommand, commandName } from './program.ts'
import { Unreachable } from './reach.ts'
import { addSenseCommands } from './sense.ts'
import { callAndShow, type Session } from './session.ts'
import { addShareCommands } from './share.ts'
import { fetchWith } from './share-fetch.ts'
import { addStixExport } from './share-stix.ts'
import { addSpecialCommands, addWatchCommands } from './special.ts'
import { addMapCommands } from './sustain.ts'
import { addDnsCommands } from './sustain-dns.ts'
import { addGuidelineCommands } from './sustain-guideline.ts'
import { addPartCommands } from './sustain-parts.ts'
import { addReachCommands } from './sustain-reach.ts'
import { addTakeFrames } from './take-frames.ts'

const rooms: { name: string; about: string; contracts: readonly Contract[] }[] = [
  { name: 'people', about: 'Who: organisations, persons, signing in, tokens', contracts: peopleContracts },
  {
    name: 'sustain',
    about: 'What depends on what, cascades, resolvers and DNS failover',
    contracts: sustainContracts,
  },
  {
    name: 'federate',
    about: 'Peers, agreements, letters between nodes, and the standards of others',
    contracts: federateContracts,
  },
  {
    name: 'sense',
    about: 'Traffic, logs and complaints to waves; the collector at the edge',
    contracts: senseContracts,
  },
  { name: 'watch', about: 'Texts and feeds to observations', contracts: watchContracts },
  { name: 'assess', about: 'Incidents and the common picture', contracts: assessContracts },
  { name: 'coordinate', about: 'Crises, the ladder, decisions, tasks and duties', contracts: coordinateContracts },
  {
    name: 'disrupt',
    about: 'Requests with a date, restrictions and sanctions, takedown operations',
    contracts: disruptContracts,
  },
  { name: 'share', about: 'Situation reports, releases, handling, the taxonomy', contracts: shareContracts },
  {
    name: 'recover',
    about: 'Stand-downs, recovery goals, breaches, reviews, the Reserve, lessons and the backlog',
    contracts: recoverContracts,
  },
  {
    name: 'exercise',
    about: 'Scenarios, exercises in a realm of their own, and playing one as a test',
    contracts: exerciseContracts,
  },
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
    if (room.name === 'sense') {
      addSenseCommands(parent, session)
      addTakeFrames(parent, session)
    }
    if (room.name === 'sustain') {
      addDnsCommands(parent, session)
      addPartCommands(parent, session)
      addReachCommands(parent, session)
      addMapCommands(parent, session)
      addGuidelineCommands(parent, session)
    }
    if (room.name === 'watch') addWatchCommands(parent, session)
    if (room.name === 'assess') addAssessCommands(parent, session)
    if (room.name === 'share') {
      addShareCommands(parent, session, fetchWith(session))
      addStixExport(parent, session, fetchWith(session))
    }
    if (room.name === 'federate') {
      addFederateCommands(parent, session)
      addLetterCommands(parent, session)
    }
    if (room.name === 'disrupt') {
      addCompareCommands(parent, session)
      addJudgeTime(parent, session)
    }
    if (room.name === 'exercise') addExerciseCommands(parent, session)
    const byHand = new Set(parent.commands.map((command) => command.name()))
    for (const contract of room.contracts) {
      // A command of the same name that also works without a node stands in for the one made from the contract.
      if (byHand.has(commandName(contract))) continue
      addCommand(parent, contract, (asked, options) => callAndShow(session, contract, asked, options))
    }
  }
  addDataCommands(program.command('data').description('Check the law as files, and what it changes'), session)
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
