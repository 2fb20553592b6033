// The program at the edge: the commands of `sense` that need no node and no database, so they start at once and stay small.
import { Command } from 'commander'
import { readSettings } from '#platform/config.ts'
import { packageRoot } from '#platform/worker.ts'
import { exitCodeOf } from './exit-code.ts'
import { addSenseCommands, type EdgeSession } from './sense.ts'

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
    for (const command of [sense, ...sense.commands, ...sense.commands.flatMap((inner) => inner.commands)])
      command.copyInheritedSettings(program)
    await program.parseAsync([...words], { from: 'user' })
    return session.exitCode
  } catch (error) {
    return exitCodeOf(error)
  }
}
