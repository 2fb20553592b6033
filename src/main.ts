// The program: `serve` runs a node, everything else is a command.
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runCommand } from '#cli/index.ts'

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  process.exitCode = await runCommand(process.argv.slice(2))
}
