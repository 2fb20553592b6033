// `tocsin sustain dns use` and `tocsin sustain guideline`: files without a node; what is a record is asked of the node.
import { type Command, Option } from 'commander'
import { exportGuideline, getGuideline, guidelineForms } from '#sustain/api/guidelines.ts'
import { configurationForms } from '#sustain/model/resolver-configuration.ts'
import { say } from './print-to.ts'
import { callAndShow, type Session } from './session.ts'
import type { GuidelineOptions, UseOptions } from './sustain-dns-use.ts'

/** Below `tocsin sustain dns`. */
export function addUseCommand(dns: Command, session: Session): void {
  dns
    .command('use')
    .argument(
      '<file>',
      'Configuration of a resolver or a client, or destinations with --observed; - for standard input',
    )
    .description(
      'Read which resolvers a file names, line by line, and what it does not say; nothing is stored and no node is needed',
    )
    .addOption(new Option('--form <form>', 'Told from the content when left out').choices([...configurationForms]))
    .option('--observed', 'The file holds destinations with ports and counts (CSV or JSON)')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin sustain dns use /etc/unbound/unbound.conf --json\n')
    .action(async (file: string, options: UseOptions) => {
      const { readUse } = await import('./sustain-dns-use.ts')
      session.exitCode = readUse(file, options)
    })
}

/** Below `tocsin sustain`. */
export function addGuidelineCommands(sustain: Command, session: Session): void {
  const group = sustain.command('guideline').description('Check a guideline for contradictions, and make files of it')
  group
    .command('check')
    .argument('<which>', 'A file, the name of a released guideline, or the id of a record')
    .description('Whether a guideline contradicts itself')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin sustain guideline check ./ours.json\n')
    .action(async (which: string, options: GuidelineOptions) => {
      const { checkGuidelineAtTerminal, localGuideline } = await import('./sustain-dns-use.ts')
      const local = localGuideline(which)
      if (local === null) {
        const asked = { input: { guideline: which }, realm: 'live' }
        return callAndShow(session, getGuideline, asked, { realm: 'live', ...options }, contradicts)
      }
      session.exitCode = 'why' in local ? wrong(which, local.why) : checkGuidelineAtTerminal(local.text, options)
    })
  group
    .command('export')
    .argument('<which>', 'A file, the name of a released guideline, or the id of a record')
    .description('Make a document or a CACAO 2.0 playbook of a guideline')
    .addOption(new Option('--form <form>', 'pdf when left out').choices([...guidelineForms]))
    .option('--variant <id>', 'For a playbook; the first one when left out')
    .option('--out <path>', 'Where to write it; - for standard output')
    .addHelpText(
      'after',
      '\nExample:\n  tocsin sustain guideline export union-dns-failover --form cacao --variant full\n',
    )
    .action(async (which: string, options: GuidelineOptions) => {
      const { exportGuidelineAtTerminal, localGuideline } = await import('./sustain-dns-use.ts')
      const local = localGuideline(which)
      if (local === null) {
        const { out, ...input } = options
        return callAndShow(
          session,
          exportGuideline,
          { input: { guideline: which, ...input }, realm: 'live' },
          { realm: 'live', ...(out ? { out } : {}) },
        )
      }
      session.exitCode = 'why' in local ? wrong(which, local.why) : await exportGuidelineAtTerminal(local.text, options)
    })
}

function contradicts(value: unknown): boolean {
  return (value as { findings: { level: string }[] }).findings.some(({ level }) => level === 'error')
}

function wrong(which: string, why: string): number {
  say(`${which}: ${why}`)
  return 1
}
