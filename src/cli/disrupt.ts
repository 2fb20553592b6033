// `tocsin disrupt compare`: two sides learn by four files which targets both have. No node is needed, and nothing else is told.
import type { Command } from 'commander'
import type { Session } from './session.ts'

export interface CompareOptions {
  keep: string
  out?: string
  json?: boolean
}

/** Below `tocsin disrupt`. */
export function addCompareCommands(disrupt: Command, session: Session): void {
  const group = disrupt
    .command('compare')
    .description('Find out with a partner which targets both have, without showing either list')
  const list = 'Targets, one a line: market.example, or wallet,NAME with the kind before it; - for standard input'
  const kept = 'Your own file of this comparison; keep it to yourself'
  group
    .command('begin')
    .argument('<list>', list)
    .description('First side: make an offer to hand over, and a file to keep')
    .requiredOption('--keep <path>', kept)
    .requiredOption('--out <path>', 'The offer, for the other side')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin disrupt compare begin ours.txt --keep ours.kept --out offer.json\n')
    .action(async (file: string, options: CompareOptions) => {
      const { begin } = await import('./disrupt-compare.ts')
      session.exitCode = begin(file, options)
    })
  group
    .command('answer')
    .argument('<list>', list)
    .argument('<offer>', 'The offer of the first side')
    .description('Second side: answer an offer with what is yours, blinded')
    .requiredOption('--keep <path>', kept)
    .requiredOption('--out <path>', 'The answer, for the first side')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  tocsin disrupt compare answer ours.txt offer.json --keep ours.kept --out answer.json\n',
    )
    .action(async (file: string, offer: string, options: CompareOptions) => {
      const { reply } = await import('./disrupt-compare.ts')
      session.exitCode = reply(file, offer, options)
    })
  group
    .command('finish')
    .argument('<answer>', 'The answer of the second side')
    .description('First side: which targets both have; and the file by which the other side learns it too')
    .requiredOption('--keep <path>', 'The file that you kept when you began')
    .requiredOption('--out <path>', 'For the second side')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  tocsin disrupt compare finish answer.json --keep ours.kept --out finish.json\n',
    )
    .action(async (file: string, options: CompareOptions) => {
      const { end } = await import('./disrupt-compare.ts')
      session.exitCode = end(file, options)
    })
  group
    .command('conclude')
    .argument('<finish>', 'The last file of the first side')
    .description('Second side: which targets both have')
    .requiredOption('--keep <path>', 'The file that you kept when you answered')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin disrupt compare conclude finish.json --keep ours.kept\n')
    .action(async (file: string, options: CompareOptions) => {
      const { last } = await import('./disrupt-compare.ts')
      session.exitCode = last(file, options)
    })
}
