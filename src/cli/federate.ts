// Commands of federate that need no node: checking files of others against their standard.
import type { Command } from 'commander'

interface CheckSession {
  exitCode: number
}

/** Adds the commands below `tocsin federate`. Each loads what it needs when it runs. */
export function addFederateCommands(federate: Command, session: CheckSession): void {
  federate
    .command('check-stix')
    .argument('<file>', 'Bundle, array of objects, or one object after another; - for standard input')
    .description(
      'Check a file against STIX 2.1, with no node and no database: what breaks the standard, where, and why',
    )
    .option('--json', 'Print one JSON document on standard output')
    .option('--no-warnings', 'Only what breaks the standard, not what it advises against')
    .addHelpText('after', help)
    .action(async (file: string, options: { json?: boolean; warnings: boolean }) => {
      const { checkStixAtTerminal } = await import('./federate-stix.ts')
      session.exitCode = await checkStixAtTerminal(file, options)
    })
  federate
    .command('check-csaf')
    .argument('<file>', 'A CSAF 2.0 or 2.1 document; - for standard input')
    .description('Test a security advisory by the schema and all tests of CSAF, with no node and no database')
    .option('--json', 'Print one JSON document on standard output')
    .option('--mandatory', 'Only the schema and the mandatory tests')
    .addHelpText('after', csafHelp)
    .action(async (file: string, options: { json?: boolean; mandatory?: boolean }) => {
      const { checkCsafAtTerminal } = await import('./federate-check.ts')
      session.exitCode = await checkCsafAtTerminal(file, options)
    })
  federate
    .command('check-cacao')
    .argument('<file>', 'A CACAO 2.0 playbook; - for standard input')
    .description('Test a playbook: its form, its references, its flow; with no node and no database')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', cacaoHelp)
    .action(async (file: string, options: { json?: boolean }) => {
      const { checkCacaoAtTerminal } = await import('./federate-check.ts')
      session.exitCode = checkCacaoAtTerminal(file, options)
    })
  federate
    .command('check-histories')
    .argument('<first>', 'File with a signed checkpoint')
    .argument('<second>', 'File with another one of the same log')
    .requiredOption('--key <key>', 'Key of the log (name+id+key), or a file that holds it')
    .description('Check whether a node signed two histories of its log, with no node and no database')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', historiesHelp)
    .action(async (first: string, second: string, options: { key: string; json?: boolean }) => {
      const { checkHistoriesAtTerminal } = await import('./federate-histories.ts')
      session.exitCode = checkHistoriesAtTerminal(first, second, options)
    })
}

const historiesHelp = `
Example:
  tocsin federate check-histories first.note second.note --key log.key

Exit code 1: they are of two histories, or cannot be compared; the answer says which.
`

const csafHelp = `
Example:
  tocsin federate check-csaf example-2026-001.json

Exit code 1: the schema or a mandatory test fails, or nothing could be read. Warnings alone give exit code 0.
`

const cacaoHelp = `
Example:
  tocsin federate check-cacao isolate-a-host.json

Exit code 1: the playbook does not hold together. Warnings alone give exit code 0.
`

const help = `
Example:
  tocsin federate check-stix bundle.json

Exit code 1: something breaks the standard. Warnings alone give exit code 0.
`
