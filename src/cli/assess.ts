// `tocsin assess evaluate` and `tocsin assess explain`: judging by law from files, with no node and no database.
import type { Command } from 'commander'

interface Outcome {
  exitCode: number
}

/** Adds the commands below `tocsin assess` that need no node. Each loads what it needs when it runs. */
export function addAssessCommands(assess: Command, session: Outcome): void {
  assess
    .command('evaluate')
    .argument('<file>', 'A situation, or an array of them, as JSON; - for standard input')
    .description('Judge a situation by every regime: verdicts with reasons, what is due when, the next question')
    .option('--law <folder>', 'The law as files; the one that comes with Tocsin otherwise')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', evaluateHelp)
    .action(async (file: string, options: { json?: boolean; law?: string }) => {
      const { evaluate } = await import('./assess-law.ts')
      session.exitCode = evaluate(file, options)
    })
  assess
    .command('explain')
    .argument('<rule>', 'Id of a rule, such as nis2ir.7.a, or of a regime, to see its rules')
    .description('Explain a rule of the law: in words, its questions, its article, and what hangs on it')
    .option('--law <folder>', 'The law as files; the one that comes with Tocsin otherwise')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin assess explain nis2ir.7.a\n')
    .action(async (rule: string, options: { json?: boolean; law?: string }) => {
      const { explain } = await import('./assess-law.ts')
      session.exitCode = explain(rule, options)
    })
}

const evaluateHelp = `
Example:
  tocsin assess evaluate situation.json --json

A situation, of which only entity.types must be there:
  { "entity": { "types": ["cloud_computing_service_provider"], "countries": ["DE"] },
    "facts": { "incident.trade_secret_exfiltration": "none" },
    "services": [{ "name": "Mail", "facts": { "service.completely_unavailable": true } }],
    "anchors": { "awareness": "2026-03-27T19:30:00Z" },
    "timeZone": "Europe/Berlin", "now": "2026-03-28T08:00:00Z" }

Exit code 1: a situation was refused; the answer says which field, by which rule, and why.
`
