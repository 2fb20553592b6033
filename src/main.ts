// The program: `serve` runs a node, `sense` counts at the edge, everything else is a command.
import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Commands that need no node: they are a bundle of their own, which loads no database. */
const atTheEdge = ['collect', 'detect', 'replay', 'generate', 'schema']
const byLaw = ['evaluate', 'explain']
const onFiles = ['analyse', 'cascade']
const moves = ['plan', 'switch', 'rollback']

/** `tocsin sense`, with options only, collects; its help belongs to the whole program, which knows all its commands. */
function isAtTheEdge([room, verb, named]: readonly string[]): boolean {
  if (room === 'data') return verb === 'check' || verb === 'pack'
  // A crisis as a file needs nothing else; an id or a reference is looked up by a node.
  if (room === 'share') return verb === 'report' && named !== undefined && (named === '-' || existsSync(named))
  if (room === 'assess') return verb !== undefined && byLaw.includes(verb)
  if (room === 'sustain' && verb === 'dns') return named !== undefined && moves.includes(named)
  if (room === 'sustain') return verb === 'reach' || (verb !== undefined && onFiles.includes(verb))
  if (room !== 'sense' || verb === '--help' || verb === '-h') return false
  return verb === undefined || verb.startsWith('-') || atTheEdge.includes(verb)
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  const words = process.argv.slice(2)
  const bundle = new URL(isAtTheEdge(words) ? './cli/edge.js' : './cli/index.js', import.meta.url)
  const { runCommand } = (await import(bundle.href)) as typeof import('#cli/index.ts')
  process.exitCode = await runCommand(words)
}
