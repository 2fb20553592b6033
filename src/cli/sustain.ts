// `tocsin sustain analyse` and `tocsin sustain cascade`: questions to a file of parts, with no node and no database.
import type { Command } from 'commander'

interface Outcome {
  exitCode: number
}

export interface CascadeWords {
  fails?: string[]
  throttles?: string[]
  withdraws?: string[]
  horizon?: string
  json?: boolean
}

const several = (value: string, before: string[] = []) => [...before, value]
const fileHelp = 'Parts as JSON or CSV, or a CycloneDX bill of materials; - for standard input'

/** Adds the commands below `tocsin sustain` that need no node. Each loads what it needs when it runs. */
export function addMapCommands(sustain: Command, session: Outcome): void {
  sustain
    .command('analyse')
    .argument('<file>', fileHelp)
    .description('Single points of failure, concentration, and what does not fit, in a map that is a file')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin sustain analyse data/sustain/examples/satellite-links.json --json\n')
    .action(async (file: string, options: { json?: boolean }) => {
      const { analyse } = await import('./sustain-map.ts')
      session.exitCode = analyse(file, options)
    })
  sustain
    .command('cascade')
    .argument('<file>', fileHelp)
    .description('What falls and when, in a map that is a file, if parts fail, are throttled or are withdrawn')
    .option(
      '--fails <name>',
      'A part (its name or what the file calls it), or whoever is behind parts; may be repeated',
      several,
    )
    .option('--throttles <name=level>', 'What goes on at this level, 0 to 1; may be repeated', several)
    .option('--withdraws <name=minutes>', 'What ends after so long a notice; may be repeated', several)
    .option('--horizon <time>', 'How far is looked ahead: minutes, or 90m, 36h, 60d', '2d')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', cascadeHelp)
    .action(async (file: string, options: CascadeWords) => {
      const { cascade } = await import('./sustain-map.ts')
      session.exitCode = cascade(file, options)
    })
}

const cascadeHelp = `
Examples:
  tocsin sustain cascade map.json --fails 'Power of region A' --json
  tocsin sustain cascade map.csv --withdraws Starlink=43200 --horizon 60d
  tocsin sustain cascade map.json --throttles ground-station=0.3 --horizon 12h

Exit code 1: the file cannot be read, or nothing in it is hit.
`
