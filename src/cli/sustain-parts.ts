// `tocsin sustain import-parts FILE`: parts and needs from a file, with how far it is.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { OutputOf } from '#kernel/contract.ts'
import { importParts } from '#sustain/api/parts.ts'
import { printable } from './print.ts'
import { answer, say } from './print-to.ts'
import { addCommonOptions, type CommonOptions } from './program.ts'
import type { Reach } from './reach.ts'
import { type Session, showProblem, withReach } from './session.ts'

type ImportOptions = CommonOptions & { form?: string; of?: string; tryOnly?: boolean; tlp?: string }
type Imported = OutputOf<typeof importParts>

export function addPartCommands(sustain: Command, session: Session): void {
  const importing = sustain
    .command('import-parts')
    .argument('<file>', 'CSV, JSON, or a CycloneDX bill of materials; - for standard input')
    .option('--form <form>', 'csv, json or cyclonedx; left out: told from the content')
    .option('--of <id>', 'For a bill of materials: the part that is made of it')
    .option('--try-only', 'Say what would happen, and change nothing')
    .option('--tlp <label>', 'Marking of new parts: CLEAR, GREEN, AMBER or AMBER+STRICT (which is what unmarked means)')
  addCommonOptions(importing, false)
    .description(importParts.summary)
    .addHelpText('after', '\nExample:\n  tocsin sustain import-parts parts.csv --try-only --json\n')
    .action((file: string, options: ImportOptions) => importFile(session, file, options))
}

async function importFile(session: Session, file: string, options: ImportOptions): Promise<void> {
  const { form, of, tryOnly, tlp } = options
  const input = {
    name: file === '-' ? 'standard input' : basename(file),
    ...(form ? { form } : {}),
    ...(of ? { of } : {}),
    ...(tryOnly ? { tryOnly } : {}),
    ...(tlp ? { marking: { tlp } } : {}),
  }
  const upload = readFileSync(file === '-' ? 0 : file)
  const all = await withReach(session, (there) => untilNothingIsLeft(session, there, { input, upload }, options))
  if (!all) return
  for (const { at, why } of all.leftOut) say(`${at}: ${why}`)
  if (all.leftOutTotal > all.leftOut.length) say(`… and ${all.leftOutTotal - all.leftOut.length} more places.`)
  answer(options.json ? JSON.stringify(all) : printable(all))
}

/** A large file is taken in several turns: what one turn took is the same in the next. */
async function untilNothingIsLeft(
  session: Session,
  there: Reach,
  { input, upload }: { input: Record<string, unknown>; upload: Uint8Array },
  options: ImportOptions,
): Promise<Imported | undefined> {
  const sum = { added: 0, changed: 0 }
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const reply = await there.call(importParts, { input, realm: options.realm, upload })
    if (!reply.ok) return void showProblem(session, reply.problem, options)
    const value = reply.value as Imported
    sum.added += value.added
    sum.changed += value.changed
    const { left = 0 } = value
    say(`${sum.added} added, ${sum.changed} changed, ${left} left`)
    // Somebody else may change the same parts meanwhile: what does not shrink is not tried for ever.
    if (left === 0 || left >= before)
      return { ...value, ...sum, same: Math.max(0, value.same - sum.added - sum.changed + value.added + value.changed) }
    before = left
  }
}
