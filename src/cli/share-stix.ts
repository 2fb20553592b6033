// `tocsin share export-stix`: a bundle of STIX from a crisis, from a crisis as a file with no node, or from records by their ids.
import { type Command, Option } from 'commander'
import { tlpLabels } from '#kernel/marking.ts'
import { exportStix } from '#share/api/translating.ts'
import { addCommonOptions, BadUsage } from './program.ts'
import { callAndShow, type Session } from './session.ts'
import type { FetchCrisis } from './share-ask.ts'
import type { StixOptions } from './share-stix-file.ts'

/** Adds the command below `tocsin share`. It loads what it needs when it runs. */
export function addStixExport(share: Command, session: Session, fetch: FetchCrisis): void {
  const command = share
    .command('export-stix')
    .argument('[crisis]', 'File made by `tocsin coordinate export-crisis`, - for standard input; or an id or reference')
    .description(exportStix.summary)
    .addOption(new Option('--tlp <label>', 'Marking of the bundle; that of the crisis otherwise').choices(tlpLabels))
    .option('--rel-to <code...>', 'Countries or groups that it may go to; as the crisis otherwise')
    .option('--tlp-version <number>', '1 for receivers that do not know TLP 2.0', '2')
    .option('--incidents <id...>', 'Incidents of a node, instead of a crisis')
    .option('--attacks <id...>', 'Attacks of a node, instead of a crisis')
    .option('--claims <id...>', 'Claims of a node, instead of a crisis')
    .option('--out <path>', 'Where to write the bundle; - for standard output')
  addCommonOptions(command, true)
    .addHelpText('after', help)
    .action(async (crisis: string | undefined, options: StixOptions) => {
      const { incidents, attacks, claims } = options
      if (options.tlpVersion !== '1' && options.tlpVersion !== '2') throw new BadUsage('--tlp-version is 1 or 2')
      const chosen = {
        ...(incidents ? { incidents } : {}),
        ...(attacks ? { attacks } : {}),
        ...(claims ? { claims } : {}),
      }
      if ((crisis === undefined) === (Object.keys(chosen).length === 0))
        throw new BadUsage('Name a crisis, or incidents, attacks or claims by their ids')
      if (crisis === undefined) {
        const marking = options.tlp
          ? { marking: { tlp: options.tlp, ...(options.relTo ? { releasableTo: options.relTo } : {}) } }
          : {}
        const input = { ...chosen, ...marking, tlpVersion: Number(options.tlpVersion) }
        await callAndShow(session, exportStix, { input, realm: options.realm }, options)
        return
      }
      const { exportCrisisAsStix } = await import('./share-stix-file.ts')
      session.exitCode = await exportCrisisAsStix(crisis, options, fetch)
    })
}

const help = `
Example:
  tocsin coordinate export-crisis 01980f3c-8a00-7000-8000-000000000001 --out crisis.json
  tocsin share export-stix crisis.json --tlp GREEN --out crisis.stix.json

Nothing above the marking has any part in the bundle. Exit code 1: refused, with what to do.
`
