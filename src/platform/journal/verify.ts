// Verifying: reads the stored log in order and hands it to the pure verifier, which names what does not fit.
import { existsSync, readFileSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { writtenAt } from '#kernel/entry.ts'
import { bodyErased } from '#kernel/record.ts'
import type { Instant } from '#kernel/time.ts'
import type { RealTime } from '../clock.ts'
import { logSize, readNodes, witnessFile } from './notary.ts'
import {
  type Finding,
  type LogRow,
  parseCheckpoint,
  type SignedCheckpoint,
  type Summary,
  type VerifierKey,
  verifyLog,
} from './proof/index.ts'
import { entryFrom } from './rows.ts'
import type { EntryRow, JournalTables } from './tables.ts'

export interface Verification {
  intact: boolean
  leaves: number
  erased: number
  checkpoints: number
  /** Entries so new that no checkpoint covers them yet. */
  uncovered: number
  root: string
  findings: Finding[]
}

const pageSize = 2000
const mostFindings = 1000

export async function verifyJournal(
  db: Kysely<JournalTables>,
  keys: readonly VerifierKey[],
  dataDir: string,
  clock: RealTime,
  progress: (leaves: number, of: number) => void = () => {},
): Promise<Verification> {
  const erasures = await erasedEntries(db)
  const known = keys[0]
  if (!known) throw new Error('Verifying takes the key of this node')
  // Writers go on meanwhile: what is numbered after this moment is for the next run. Witnesses are read before, so that
  // none of them can be of a log longer than the one looked at.
  const witnesses = readWitnesses(dataDir)
  const size = await logSize(db)
  const now = clock.now().toISOString()
  const log = verifyLog({
    origin: known.name,
    keys,
    rows: storedRows(db, size, (leaves) => progress(leaves, size)),
    checkpoints: storedCheckpoints(db, size),
    witnesses,
    nodes: (wanted) => readNodes(db, wanted),
    unnumbered: unnumbered(db),
    mayBeErased: (id) => erasures.has(id),
    now,
    skewSeconds: 5,
  })
  const findings: Finding[] = []
  let step = await log.next()
  while (!step.done) {
    if (findings.length < mostFindings) findings.push(step.value)
    step = await log.next()
  }
  const summary: Summary = step.value
  // The notary signs in the transaction that numbers, so leaves without a checkpoint mean that checkpoints were removed.
  if (summary.uncovered > 0)
    findings.push({
      what: 'truncated',
      detail: `no signed checkpoint covers the last ${summary.uncovered} leaves`,
      range: [summary.leaves - summary.uncovered, summary.leaves],
    })
  return { intact: findings.length === 0, ...summary, root: Buffer.from(summary.root).toString('base64'), findings }
}

async function erasedEntries(db: Kysely<JournalTables>): Promise<Set<string>> {
  const rows = await db.selectFrom('journal.entries').select('body').where('kind', '=', bodyErased).execute()
  return new Set(rows.flatMap(({ body }) => (body as { entries?: string[] } | null)?.entries ?? []))
}

type StoredRow = Partial<EntryRow> & { leaf_index: string | number; leaf_hash: Uint8Array; leaf_entry: string }

async function* storedRows(
  db: Kysely<JournalTables>,
  size: number,
  seen: (leaves: number) => void,
): AsyncGenerator<LogRow> {
  let after = -1
  for (;;) {
    const { rows } = await sql<StoredRow>`
      select l.index as leaf_index, l.hash as leaf_hash, l.entry as leaf_entry, e.id, e.realm, e.record, e.subject, e.version, e.kind,
        e.verb, e.body, e.salt, e.body_hash, e.marking, e.actor, e.cause, e.observed_at, e.recorded_at
      from journal.leaves l left join journal.entries e on e.id = l.entry
      where l.index > ${after}::bigint and l.index < ${size}::bigint order by l.index limit ${pageSize}`.execute(db)
    for (const row of rows) {
      after = Number(row.leaf_index)
      yield { index: after, leafHash: row.leaf_hash, entryId: row.leaf_entry, entry: loggedEntry(row) }
    }
    seen(after + 1)
    if (rows.length < pageSize) return
  }
}

function loggedEntry(row: StoredRow): LogRow['entry'] {
  if (!row.id || !row.body_hash) return null
  const { body, ...header } = entryFrom(row as EntryRow)
  return { header, salt: row.salt ?? null, body, bodyHash: row.body_hash }
}

async function* storedCheckpoints(db: Kysely<JournalTables>, size: number): AsyncGenerator<SignedCheckpoint> {
  let after = 0
  for (;;) {
    const rows = await db
      .selectFrom('journal.checkpoints')
      .selectAll()
      .where('size', '>', after)
      .where('size', '<=', size)
      .orderBy('size')
      .limit(pageSize)
      .execute()
    for (const row of rows) {
      after = Number(row.size)
      yield readable(row.note, after)
    }
    if (rows.length < pageSize) return
  }
}

/** A note that cannot be read counts as one with no valid signature: the verifier then names it. */
function readable(note: string, size: number): SignedCheckpoint {
  const parsed = parseCheckpoint(note)
  if (parsed.ok) return parsed.value
  return {
    origin: '(unreadable)',
    size,
    root: new Uint8Array(32),
    time: null,
    extensions: [],
    note: { text: '', signatures: [] },
  }
}

/** The last line may be half written by a power cut; a damaged line in between is skipped like a lost page. */
function readWitnesses(dataDir: string): SignedCheckpoint[] {
  const file = witnessFile(dataDir)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const parsed = parseCheckpoint((JSON.parse(line) as { note: string }).note)
        return parsed.ok ? [parsed.value] : []
      } catch {
        return []
      }
    })
}

async function* unnumbered(db: Kysely<JournalTables>) {
  const { rows } = await sql<{ id: string; realm: string; recorded_at: string }>`
    select e.id, e.realm, e.recorded_at from journal.entries e
    where not exists (select 1 from journal.leaves l where l.entry = e.id) order by e.id limit 10000`.execute(db)
  for (const { id, realm, recorded_at } of rows)
    yield { entryId: id, recordedAt: writtenAt({ id, realm, recordedAt: entryTime(recorded_at) }) }
}

function entryTime(at: string): Instant {
  return new Date(at).toISOString()
}
