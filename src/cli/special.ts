// Commands that are more than a contract: serving, restoring, reading files, and short names for the journal's own.
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Command } from 'commander'
import type { OutputOf } from '#kernel/contract.ts'
import { systemClock } from '#platform/clock.ts'
import { settingsTable } from '#platform/config.ts'
import { migrate, openDatabase } from '#platform/db/index.ts'
import * as journalApi from '#platform/journal/api.ts'
import { appliedMigrations, createJournal, restore } from '#platform/journal/index.ts'
import { createLog } from '#platform/log.ts'
import { packageRoot } from '#platform/worker.ts'
import { importFile } from '#watch/api.ts'
import { AnalysisOutput, analyseOnce } from '#watch/index.ts'
import { allRecords } from '../node.ts'
import { addOpmlCommand } from './import-opml.ts'
import { printable } from './print.ts'
import { answer, say } from './print-to.ts'
import { addCommonOptions, type CommonOptions } from './program.ts'
import { runningNode } from './reach.ts'
import { serve } from './serve.ts'
import { callAndShow, type Session, showProblem, withReach } from './session.ts'

export function addSpecialCommands(program: Command, session: Session): void {
  program
    .command('serve')
    .description('Run the node until it is asked to stop')
    .action(async () => {
      session.exitCode = await serve(session.settings)
    })
  addCommonOptions(program.command('verify').description(journalApi.verify.summary), true)
    .addHelpText('after', '\nExample:\n  tocsin verify --json\n')
    .action((options: CommonOptions) =>
      callAndShow(
        session,
        journalApi.verify,
        { input: {}, realm: 'live' },
        options,
        (value) => !(value as { intact: boolean }).intact,
      ),
    )
  addCommonOptions(program.command('rebuild').description(journalApi.rebuildTables.summary), false)
    .addHelpText('after', '\nExample:\n  tocsin rebuild\n')
    .action((options: CommonOptions) =>
      callAndShow(
        session,
        journalApi.rebuildTables,
        { input: {}, realm: 'live' },
        options,
        (value) => !(value as { equal: boolean }).equal,
      ),
    )
  addCommonOptions(
    program.command('trace').argument('<id>', 'An entry or a record').description(journalApi.trace.summary),
    true,
  )
    .addHelpText('after', '\nExample:\n  tocsin trace 01957b6e-0000-7000-8000-000000000001\n')
    .action((id: string, options: CommonOptions) =>
      callAndShow(
        session,
        journalApi.trace,
        { input: { id }, realm: options.realm, ...(options.asOf ? { asOf: options.asOf } : {}) },
        options,
      ),
    )
  program
    .command('backup')
    .argument('<file>', 'Where to write it; - for standard output')
    .description(journalApi.backup.summary)
    .option('--without-measurements', 'Leave out what sensors measured, often the greatest part')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin backup monday.backup\n')
    .action((file: string, { withoutMeasurements, ...options }: { json?: boolean; withoutMeasurements?: boolean }) => {
      const input = withoutMeasurements ? { withoutMeasurements } : {}
      return callAndShow(session, journalApi.backup, { input, realm: 'live' }, { realm: 'live', out: file, ...options })
    })
  program
    .command('restore')
    .argument('<file>', 'A file made by tocsin backup')
    .description('Read a backup into an empty data folder or database; no node may be running')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  TOCSIN_DATA=/srv/tocsin tocsin restore monday.backup\n')
    .action((file: string, options: { json?: boolean }) => restoreFile(session, file, options))
  program
    .command('settings')
    .description('The settings of a node, all from the environment')
    .option('--json', 'Print one JSON document on standard output')
    .action((options: { json?: boolean }) =>
      answer(options.json ? JSON.stringify(settingsTable) : printable([...settingsTable])),
    )
}

/** Reading files needs their bytes and names: `watch import FILE` and `watch analyse FILE`. */
export function addWatchCommands(watch: Command, session: Session): void {
  const importing = watch
    .command('import')
    .argument('<file...>', 'Text, HTML, mail (.eml) or feed files; - for standard input')
    .option('--published-at <instant>', 'When the texts were published, e.g. 2025-03-10T11:30:00Z')
    .option('--source-name <name>', 'Who published them')
    .option('--tlp <label>', 'CLEAR, GREEN, AMBER or AMBER+STRICT (which is what unmarked means)')
  addCommonOptions(importing, false)
    .description(
      'Take in files: each is split into its articles and analysed, exactly as POST /api/watch/importText does',
    )
    .addHelpText('after', '\nExample:\n  tocsin watch import digest.txt --tlp GREEN --json\n')
    .action((files: string[], options: ImportOptions) => importFiles(session, files, options))
  addOpmlCommand(watch, session)
  watch
    .command('analyse')
    .argument('<file...>', 'Text, HTML or feed files; - for standard input')
    .description(
      'Show what the analysis finds in files, and which of their articles tell of one event; nothing is stored and no node is needed',
    )
    .option('--published-at <instant>', 'When the texts were published; without it relative times stay floating')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin watch analyse digest.txt --json\n')
    .action((files: string[], options: { json?: boolean; publishedAt?: string }) =>
      showAnalysis(session, files, options),
    )
  watch
    .command('schema')
    .description('The JSON Schema of what `watch analyse --json` prints')
    .action(() => answer(JSON.stringify(AnalysisOutput, null, 2)))
}

type ImportOptions = CommonOptions & { publishedAt?: string; sourceName?: string; tlp?: string }
type Imported = OutputOf<typeof importFile>

async function importFiles(session: Session, files: string[], options: ImportOptions): Promise<void> {
  const { publishedAt, sourceName, tlp } = options
  const about = {
    ...(publishedAt ? { publishedAt } : {}),
    ...(sourceName ? { sourceName } : {}),
    ...(tlp ? { marking: { tlp } } : {}),
  }
  const all: Imported = { items: [], did: [], partial: [] }
  const done = await withReach(session, async (there) => {
    for (const file of files) {
      const input = { name: file === '-' ? 'standard-input.txt' : basename(file), ...about }
      const reply = await there.call(importFile, { input, realm: options.realm, upload: bytesOf(file) })
      if (!reply.ok) return showProblem(session, reply.problem, options)
      const { items, did, partial } = reply.value as Imported
      all.items.push(...items)
      all.did.push(...did)
      all.partial.push(...partial)
      say(`${file}: ${items.length} ${items.length === 1 ? 'item' : 'items'}`)
    }
    return true
  })
  if (done) answer(options.json ? JSON.stringify(all) : printable(all))
}

async function showAnalysis(
  session: Session,
  files: string[],
  options: { json?: boolean; publishedAt?: string },
): Promise<void> {
  const known = options.publishedAt ? { publishedAt: options.publishedAt } : {}
  const shown = await analyseOnce(readAll(files), known, (file, items, why) => {
    say(why ? `${file}: ${why}` : `${file}: ${items} ${items === 1 ? 'item' : 'items'}`)
  })
  if (shown.failed.length > 0) session.exitCode = 1
  answer(options.json ? JSON.stringify(shown) : printable(shown))
}

function* readAll(files: readonly string[]) {
  for (const name of files) yield { name, bytes: bytesOf(name) }
}

function bytesOf(file: string): Uint8Array {
  return readFileSync(file === '-' ? 0 : file)
}

async function restoreFile(session: Session, file: string, options: { json?: boolean }): Promise<void> {
  const { settings } = session
  const running = runningNode(settings.dataDir)
  if (running) {
    say(`A node (process ${running.pid}) is running on this data folder. Stop it first.`)
    session.exitCode = 1
    return
  }
  const migrations = join(packageRoot(), 'migrations')
  const log = createLog('error')
  const db = await openDatabase(
    settings.databaseUrl ? { url: settings.databaseUrl } : { dataDir: settings.dataDir },
    log,
  )
  try {
    await migrate(db, migrations)
    const journal = await createJournal(db, systemClock, log, allRecords)
    let shown = 0
    const done = await restore(
      journal.sql,
      journal.records,
      settings.dataDir,
      file,
      await appliedMigrations(migrations),
      (rows, of) => {
        if (rows - shown >= 20_000 || rows === of) say(`${rows} of ${of} rows`)
        if (rows - shown >= 20_000) shown = rows
      },
    )
    answer(
      options.json
        ? JSON.stringify(done)
        : `Restored ${done.rows} rows and ${done.files} files. Run tocsin verify to prove it.`,
    )
  } finally {
    await db.close()
  }
}
