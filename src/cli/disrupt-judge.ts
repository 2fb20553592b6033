// `tocsin disrupt judge-time`: whether an answer can still come in time, from a file, with no node and no database.
import type { Command } from 'commander'

interface Outcome {
  exitCode: number
}

/** Adds the command below `tocsin disrupt` that needs no node. It loads what it needs when it runs. */
export function addJudgeTime(disrupt: Command, session: Outcome): void {
  disrupt
    .command('judge-time')
    .argument('<file>', 'A procedure as JSON; - for standard input')
    .description('Can an answer still come in time? The chance, its range, and the last moment to act for each step')
    .option('--on <day>', 'Judge as of this day, as in 2025-02-14; today otherwise')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', help)
    .action(async (file: string, options: { on?: string; json?: boolean }) => {
      const { judgeTime } = await import('./disrupt-time.ts')
      session.exitCode = judgeTime(file, options)
    })
}

const help = `
Example:
  tocsin disrupt judge-time data/disrupt/examples/election-data.json --on 2025-02-14

Exit code 0: it can come in time. 1: it is endangered, certainly too late or cannot be said, or the file is refused. 2: no such file.
`
