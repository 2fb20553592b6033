// `tocsin share report`: a product from a crisis, or from a crisis as a file with no node and no database.
import { type Command, Option } from 'commander'
import { tlpLabels } from '#kernel/marking.ts'
import { productFormats } from '#share/model/product.ts'
import { languages } from '#share/model/product-content.ts'
import type { FetchCrisis, ReportOptions } from './share-ask.ts'
import type { MispOptions } from './share-misp.ts'

interface ReportSession {
  settings: { dataDir: string }
  exitCode: number
}

/** Adds the command below `tocsin share` that needs no node for a file. It loads what it needs when it runs. */
export function addShareCommands(share: Command, session: ReportSession, fetch: FetchCrisis): void {
  share
    .command('report')
    .argument('<crisis>', 'File made by `tocsin coordinate export-crisis`, - for standard input; or an id or reference')
    .description('Draft a product from a crisis at a marking, as a file; nothing above the marking gets into it')
    .option('--product <template>', 'Which product; `tocsin share list-templates` names them', 'sitrep')
    .addOption(new Option('--tlp <label>', 'Marking of the product; that of the crisis otherwise').choices(tlpLabels))
    .option('--rel-to <code...>', 'Countries or groups that it may go to; as the crisis otherwise')
    .addOption(new Option('--format <format>', 'Format of the file').choices(productFormats).default('pdf'))
    .option('--out <path>', 'Where to write the file; - for standard output')
    .addOption(new Option('--language <code>', 'Of the fixed words').choices(languages).default('en'))
    .option('--title <words>', 'Title, where that of the crisis may not be told at this marking; you sign for it')
    .option('--line <words...>', 'Public wordings that you sign for, where the agreed ones may not be told')
    .option('--anonymised', 'Without the names of organisations and persons, in products that allow it')
    .option('--previous <file>', 'The product that was shown last, as JSON, to show the difference')
    .option('--removed', 'Say on standard error what is not in it because of its marking')
    .option('--realm <realm>', "'live' or 'exercise:<id>', where a node is asked", 'live')
    .option('--json', 'Print one JSON document about the file on standard output')
    .addHelpText('after', help)
    .action(async (crisis: string, options: ReportOptions) => {
      const { report } = await import('./share-report.ts')
      session.exitCode = await report(crisis, options, session.settings.dataDir, fetch)
    })
  share
    .command('misp')
    .argument('<crisis-file>', 'File made by `tocsin coordinate export-crisis`, - for standard input')
    .description('Make a MISP event from a crisis file at a marking; nothing above the marking gets into it')
    .addOption(new Option('--tlp <label>', 'Marking of the event; that of the crisis otherwise').choices(tlpLabels))
    .option('--title <words>', 'Title, where that of the crisis may not be told at this marking; you sign for it')
    .option('--published', 'Mark it as published, so that MISP hands it on at once')
    .option('--out <path>', 'Where to write the file; - for standard output')
    .option('--json', 'Print one JSON document about the file on standard output')
    .addHelpText('after', mispHelp)
    .action(async (file: string, options: MispOptions) => {
      const { mispFrom } = await import('./share-misp.ts')
      session.exitCode = mispFrom(file, options)
    })
}

const mispHelp = `
Example:
  tocsin coordinate export-crisis 01980f3c-8a00-7000-8000-000000000001 --out crisis.json
  tocsin share misp crisis.json --tlp GREEN --out event.json

With a node, \`tocsin share export-misp\` does the same for what you may read. Exit code 1: nothing may be told, with what to do.
`

const help = `
Example:
  tocsin coordinate export-crisis 01980f3c-8a00-7000-8000-000000000001 --out crisis.json
  tocsin share report crisis.json --product sitrep --tlp GREEN --format pdf --out sitrep.pdf

What is drafted here is a draft: nobody has approved it, and it says so. Exit code 1: refused, with what to do.
`
