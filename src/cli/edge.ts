// The program at the edge: the commands of `sense`, `assess`, `share`, `sustain` and `data` that need no node and no database; they start at once.
import { Command } from 'commander'
import { readSettings } from '#platform/config.ts'
import { packageRoot } from '#platform/worker.ts'
import { addAssessCommands } from './assess.ts'
import { addDataCommands } from './data.ts'
import { exitCodeOf } from './exit-code.ts'
import { addSenseCommands, type EdgeSession } from './sense.ts'
import { addShareCommands } from './share.ts'
import { addMapCommands } from './sustain.ts'
import { addMoveCommands } from './sustain-dns-move.ts'
import { addReachCommands } from './sustain-reach.ts'

/** Exit codes: 0 done, 1 refused or found something wrong, 2 bad usage. */
export async function runCommand(
  words: readonly string[],
  env: Record<string, string | undefined> = process.env,
): Promise<number> {
  try {
    const session: EdgeSession = { settings: readSettings(env, packageRoot()), env, exitCode: 0 }
    const program = new Command('tocsin').exitOverride().showHelpAfterError('Add --help to see how.')
    const sense = program.command('sense')
    addSenseCommands(sense, session)
    const assess = program.command('assess')
    addAssessCommands(assess, session)
    const share = program.command('share')
    // Only with a file is this program started: where a node has to be asked, the whole one is.
    addShareCommands(share, session, async () => null)
    const sustain = program.command('sustain')
    addMapCommands(sustain, session)
    addReachCommands(sustain, session)
    addMoveCommands(sustain.command('dns'), session)
    const data = program.command('data')
    addDataCommands(data, session)
    for (const room of [sense, assess, share, sustain, data])
      for (const command of [room, ...room.commands, ...room.commands.flatMap((inner) => inner.commands)])
        command.copyInheritedSettings(program)
    await program.parseAsync([...words], { from: 'user' })
    return session.exitCode
  } catch (error) {
    return exitCodeOf(error)
  }
}
