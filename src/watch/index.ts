// The door: text and feeds go in, items come out, and what a person accepted is a signal for the rooms downstream.
import type { Contract } from '#kernel/contract.ts'
import type { Reply } from '#kernel/reply.ts'
import { createFetcher, type Fetcher } from '#platform/fetch/index.ts'
import { createFiles } from '#platform/files.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { Deps, Room } from '#platform/room.ts'
import { type Analysed, analyseFile, type Known, type Readers, withoutStore } from './actions/analyse.ts'
import { createRobotsKeeper } from './actions/ask-robots.ts'
import { createIntake } from './actions/intake.ts'
import { createMailServer } from './actions/mail-server.ts'
import { openFeedReader } from './actions/read-feed.ts'
import { oneAtATime, type WatchRoom } from './actions/room.ts'
import { openAnalyser } from './analyse.ts'
import * as enrichment from './api/enrichment.ts'
import * as feeds from './api/feeds.ts'
import * as items from './api/items.ts'
import * as lexicon from './api/lexicon.ts'
import * as names from './api/names.ts'
import * as requirements from './api/requirements.ts'
import * as sources from './api/sources.ts'
import type { NewsItem } from './api.ts'
import { createContexts } from './context.ts'
import { nameRecord } from './events/name.ts'
import { alertRecord, requirementRecord } from './events/requirement.ts'
import { termRecord } from './events/term.ts'
import { documentRecord, itemRecord, sourceRecord } from './events.ts'
import { createPolling } from './jobs.ts'
import { watchBindings } from './routes.ts'
import { signals } from './store.ts'

export type { Analysed } from './actions/analyse.ts'
export { documentRecord, itemRecord, sourceRecord }
export const watchRecords = [
  sourceRecord,
  itemRecord,
  documentRecord,
  nameRecord,
  termRecord,
  requirementRecord,
  alertRecord,
] as const

export const watchContracts: readonly Contract[] = contractsOf(
  items,
  feeds,
  names,
  requirements,
  lexicon,
  enrichment,
  sources,
)

/** The contracts among what a file of `api` exports: the rest are schemas and types. */
function contractsOf(...files: Record<string, unknown>[]): Contract[] {
  return files.flatMap((file) => Object.values(file).filter(isContract))
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'policy' in value && 'refusals' in value && 'does' in value
}

export interface WatchOptions {
  /** Shorter intervals are refused; 60 unless a test says otherwise. */
  minIntervalSeconds?: number
  fetcher?: Fetcher
  random?: () => number
}

export interface Watch extends Room {
  /** Items that a named person accepted, as the view shows them, newest first. */
  signals(view: View, options?: { limit?: number }): Promise<Held<NewsItem>[]>
  /** Analyses a file and keeps nothing. */
  analyse(bytes: Uint8Array, options?: AnalyseOptions): Promise<Reply<Analysed>>
}

export interface AnalyseOptions extends Known {
  mediaType?: string
}

export function createWatch(deps: Deps, options: WatchOptions = {}): Watch {
  const readers = openReaders()
  const { settings } = deps
  const fetcher =
    options.fetcher ??
    createFetcher({ allow: settings.fetchAllow, ownPort: () => (settings.port === 0 ? null : settings.port) })
  const room: WatchRoom = {
    ...deps,
    ...readers,
    fetcher,
    robots: createRobotsKeeper(fetcher, deps.clock),
    files: createFiles(settings.dataDir),
    intake: createIntake(),
    minIntervalSeconds: options.minIntervalSeconds ?? 60,
    random: options.random ?? Math.random,
    contexts: createContexts(deps.journal),
    inTurn: oneAtATime(),
  }
  const polling = createPolling(room)
  const mail = settings.mail && createMailServer(room, settings.mail)
  return {
    bindings: watchBindings(room, polling),
    jobs: polling.jobs,
    async start() {
      if (mail) deps.log.info({ port: await mail.listen() }, 'mail is received for mailboxes that are followed')
    },
    async stop() {
      await mail?.close()
      await readers.analyser.close()
      await polling.stop()
      await readers.feeds.close()
    },
    signals: (view, { limit = 5000 } = {}) => signals(deps.journal, view, limit),
    analyse: (bytes, about) => analyse(readers, bytes, about),
  }
}

async function analyse(
  readers: Readers,
  bytes: Uint8Array,
  { mediaType, ...known }: AnalyseOptions = {},
): Promise<Reply<Analysed>> {
  const read = await analyseFile(readers, bytes, mediaType ?? null, known)
  return read.ok ? { ok: true, value: withoutStore(read.value) } : read
}

function openReaders(): Readers {
  return { analyser: openAnalyser(), feeds: openFeedReader() }
}

/** The same without a node: for the command line, on files. Ends the worker when it is done. */
export async function analyseOnce(bytes: Uint8Array, options: AnalyseOptions = {}): Promise<Reply<Analysed>> {
  const readers = openReaders()
  try {
    return await analyse(readers, bytes, options)
  } finally {
    await Promise.all([readers.analyser.close(), readers.feeds.close()])
  }
}
