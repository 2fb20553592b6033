// What a failure of a command means for its exit code: 1 refused or found something wrong, 2 bad usage.
import { CommanderError } from 'commander'
import { BadSetting } from '#platform/config.ts'
import { say } from './print-to.ts'
import { BadUsage } from './program.ts'

/** The code for what any command can throw; says why, in one sentence. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof BadUsage || error instanceof BadSetting || error instanceof SyntaxError) {
    say(error.message)
    return 2
  }
  const { code, path, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
    say(
      `${path}: ${code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'may not be read' : 'is a folder'}.`,
    )
    return 2
  }
  if (code === 'EADDRINUSE') {
    say(
      'The port is taken by another program (perhaps another node). Stop that one, or choose a port with TOCSIN_PORT.',
    )
    return 1
  }
  say(message)
  return 1
}
