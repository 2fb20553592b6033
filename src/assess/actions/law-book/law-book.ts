// The law book of a node: which law is in force, and every one that was. A broken law never takes the place of a working one.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { BadDataset } from '#platform/dataset.ts'
import type { Files } from '#platform/files.ts'
import type { Journal, Writer } from '#platform/journal/index.ts'
import type { Log } from '#platform/log.ts'
import type { Law } from '../../model/law.ts'
import type { LawFault, LawVersion } from '../../model/law-book.ts'
import { bindLaw, type LawFiles } from '../../rules/law/bind-law.ts'
import { lawRecord } from '../../rules/law-record.ts'
import { adoptions, getLaw, lawRecordId, lawView } from '../../store/law/law-records.ts'
import { bindFiles, lawFolder, readLawFiles } from '../../store/law/read-law.ts'
import { adopt } from './adopt.ts'

export interface LawBook {
  /**
   * Finds the law in force, and adopts the one that came with this version of Tocsin if it is new and nobody here has put a
   * law of their own in force. Done once.
   */
  open(): Promise<void>
  /** Before `open` the law that came with Tocsin. Throws BadDataset when there is none that works. */
  current(): Law
  /** When the law in force was adopted here; null before `open`. */
  since(): Instant | null
  /** Any version that was in force here; null when there is none of that name, or its files are lost. */
  version(id: string): Promise<Law | null>
  /** The law that came with this version of Tocsin: its version, or why it cannot be used. */
  shipped(): { version: string | null; faults: LawFault[] }
  /** Puts a law in force. Refuses `law-broken` with the first faults, `nothing-to-change`, `stale-version`. */
  adopt(files: LawFiles, reason: string, writer: Writer, seen?: string): Promise<Reply<LawVersion>>
  /** The same for the law that came with this version of Tocsin, where a law of the node's own kept it waiting. */
  adoptShipped(reason: string, writer: Writer, seen?: string): Promise<Reply<LawVersion>>
  /** Hears the law that came into force, whoever adopted it, on whichever process. Answers how to stop hearing. */
  onChange(hear: (law: Law) => void): () => void
  stop(): void
}

export interface LawBookDeps {
  journal: Journal
  files: Files
  log: Log
  /** The law that comes with Tocsin. */
  folder?: string
}

interface InForce {
  law: Law
  since: Instant | null
}

const keptInMemory = 8

export function createLawBook({ journal, files, log, folder = lawFolder() }: LawBookDeps): LawBook {
  const shipped = shippedLaw(folder)
  const known = new Map<string, Law>()
  const hearers = new Set<(law: Law) => void>()
  const view = () => lawView(journal.home)
  let inForce: InForce | null = shipped.law ? { law: shipped.law, since: null } : null
  let opened: Promise<void> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const deaf = journal.onCommitted((batch) => {
    if (!opened || (batch.length > 0 && !batch.some(({ record }) => record === lawRecord.name))) return
    void inTurn(catchUp).catch((error) => log.error({ err: error }, 'the law in force could not be read again'))
  })

  /** One after the other: two changes of the law at the same moment end with the later one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function putInForce(law: Law, since: Instant): void {
    const before = inForce?.law.version
    inForce = { law, since }
    if (law.version === before) return
    log.info({ version: law.version, before: before ?? null }, 'another law is in force')
    for (const hear of hearers) hear(law)
  }

  async function load(state: LawVersion): Promise<Law | null> {
    const before = state.version === shipped.law?.version ? shipped.law : known.get(state.version)
    if (before) return before
    const kept = await getLaw(files, state)
    const bound = kept ? bindLaw(kept, state.version) : null
    if (!bound?.law) {
      log.error(
        { version: state.version, lost: !kept, faults: bound?.faults.slice(0, 5) },
        'a law that was in force cannot be read',
      )
      return null
    }
    known.set(state.version, bound.law)
    const [oldest] = known.keys()
    if (known.size > keptInMemory && oldest !== undefined) known.delete(oldest)
    return bound.law
  }

  /** The newest adoption that can still be read is in force. */
  async function catchUp(): Promise<boolean> {
    for (const { state } of await adoptions(journal, view())) {
      if (inForce?.law.version === state.version && inForce.since === state.adoptedAt) return true
      const law = await load(state)
      if (!law) continue
      putInForce(law, state.adoptedAt)
      return true
    }
    return false
  }

  async function openNow(): Promise<void> {
    for (const { file, field, reason } of shipped.faults.slice(0, 20))
      log.error({ file, field, reason }, 'the law that comes with Tocsin cannot be used')
    const isNew = shipped.law && !(await journal.reads.one(lawRecord, view(), lawRecordId(shipped.law.version)))
    const [last] = await adoptions(journal, view(), 1)
    // What somebody edited and put in force is theirs: an update offers its law, and a person decides.
    if (shipped.law && isNew && last && !last.state.shipped && (await load(last.state))) {
      log.warn(
        { version: shipped.law.version },
        'a newer law came with Tocsin; yours stays in force until somebody adopts it',
      )
    } else if (shipped.law && isNew) {
      const before = last ? await load(last.state) : null
      const reason = 'It came with this version of Tocsin.'
      const writer = { view: view(), verb: 'assess.adoptLaw' }
      const reply = await adopt({ journal, files }, shipped.files, shipped.law, {
        before,
        shipped: true,
        reason,
        writer,
      })
      if (!reply.ok) log.error({ refusal: reply.refusal, detail: reply.detail }, 'the law could not be kept')
    }
    if (await catchUp()) return
    if (!inForce) throw new BadDataset(`No law can be used. ${told(shipped.faults)} See \`tocsin data check\`.`)
  }

  const book: LawBook = {
    open() {
      opened ??= inTurn(openNow).catch((error) => {
        opened = undefined
        throw error
      })
      return opened
    },
    current() {
      if (inForce) return inForce.law
      throw new BadDataset(`No law can be used. ${told(shipped.faults)} See \`tocsin data check\`.`)
    },
    since: () => inForce?.since ?? null,
    async version(id) {
      if (inForce?.law.version === id) return inForce.law
      const held = await journal.reads.one(lawRecord, view(), lawRecordId(id))
      return held ? load(held.state) : null
    },
    shipped: () => ({ version: shipped.law?.version ?? null, faults: shipped.faults }),
    async adoptShipped(reason, writer, seen) {
      if (!shipped.law) return refuse('law-broken', told(shipped.faults), shipped.faults[0]?.field)
      return book.adopt(shipped.files, reason, writer, seen)
    },
    async adopt(given, reason, writer, seen) {
      await book.open()
      return inTurn(async () => {
        const before = book.current()
        if (seen !== undefined && seen !== before.version)
          return refuse('stale-version', `You saw ${seen}; ${before.version} is in force meanwhile.`, '/seen')
        const bound = bindFiles(given)
        if (!bound.law) return refuse('law-broken', told(bound.faults), bound.faults[0]?.field)
        if (bound.law.version === before.version) return refuse('nothing-to-change', `${before.version} is in force.`)
        const reply = await adopt({ journal, files }, given, bound.law, {
          before,
          shipped: bound.law.version === shipped.law?.version,
          reason,
          writer,
        })
        if (!reply.ok) return reply
        known.set(bound.law.version, bound.law)
        putInForce(bound.law, reply.value.adoptedAt)
        return done(reply.value)
      })
    },
    onChange(hear) {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    stop: deaf,
  }
  return book
}

function shippedLaw(folder: string): { law: Law | null; files: LawFiles; faults: LawFault[] } {
  const { files, faults } = readLawFiles(folder)
  if (faults.length > 0) return { law: null, files, faults }
  return { ...bindFiles(files), files }
}

function told(faults: readonly LawFault[]): string {
  const first = faults.slice(0, 5).map(({ file, field, reason }) => `${file} ${field}: ${reason}`)
  return `${first.join(' ')}${faults.length > 5 ? ` And ${faults.length - 5} more.` : ''}`
}
