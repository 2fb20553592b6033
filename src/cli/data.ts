// `tocsin data check`: whether the law as files holds together, and what it changes; no node and no database.
import type { Command } from 'commander'

interface Outcome {
  exitCode: number
}

export function addDataCommands(data: Command, session: Outcome): void {
  data
    .command('check')
    .argument('[folder]', 'The law as files; the one that comes with Tocsin otherwise')
    .description(
      'Check the law as files: shape, references, periods, what is verified; show what it changes; and the words for owners of networks',
    )
    .option('--against <folder>', 'The law to compare with; the one that comes with Tocsin where a folder is named')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', checkHelp)
    .action(async (folder: string | undefined, options: { json?: boolean; against?: string }) => {
      const { checkData } = await import('./data-check.ts')
      session.exitCode = checkData(folder, options)
    })
  data
    .command('pack')
    .argument('<folder>', 'The law as files')
    .description('The files of a law as one JSON document: what assess check-law and adopt-law take')
    .addHelpText('after', packHelp)
    .action(async (folder: string) => {
      const { packData } = await import('./data-check.ts')
      session.exitCode = packData(folder)
    })
}

const packHelp = `
Example:
  tocsin data pack my-law > law.json
  tocsin assess adopt-law --input law.json --reason 'The national act was read.'

A law that cannot be used is not packed: exit code 1, and \`tocsin data check\` says why.
`

const checkHelp = `
Examples:
  tocsin data check
  tocsin data check my-law --json
  tocsin data check my-law --against data/assess/law

Exit code 0: the law can be used. 1: it cannot, and each fault is named with file, field and reason. 2: no such folder.
`
