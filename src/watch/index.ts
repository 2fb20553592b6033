// The door: text and feeds go in, items come out, and what a person accepted is a signal for the rooms downstream.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import { readDataset } from '#platform/dataset.ts'
import { createFetcher, type Fetcher } from '#platform/fetch/index.ts'
import { createFiles } from '#platform/files.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { Deps, Room } from '#platform/room.ts'
import type { Known, Readers } from './actions/analyse.ts'
import { analyseFiles, type NamedBytes } from './actions/analyse-files.ts'
import { createRobotsKeeper } from './actions/ask-robots.ts'
import { standingAttributions } from './actions/attribute.ts'
import { createContexts } from './actions/contexts.ts'
import { findingJobs } from './actions/hear-findings.ts'
import { hearing, type ToObjects } from './actions/hear-intakes.ts'
import { createIntake } from './actions/intake.ts'
import { ledgerJobs } from './actions/ledger-jobs.ts'
import { createMailServer } from './actions/mail-server.ts'
import { measured } from './actions/measured.ts'
import { openFeedReader } from './actions/read-feed.ts'
import { oneAtATime, type WatchRoom } from './actions/room.ts'
import { storyJobs } from './actions/story-jobs.ts'
import { senseJobs, type ToSense } from './actions/tell-sense.ts'
import { openAnalyser } from './analyse.ts'
import { AnalysisOutput } from './api/analysis-output.ts'
import * as claims from './api/claims.ts'
import * as enrichment from './api/enrichment.ts'
import * as facts from './api/facts.ts'
import * as feeds from './api/feeds.ts'
import * as followUps from './api/follow-ups.ts'
import * as items from './api/items.ts'
import * as lexicon from './api/lexicon.ts'
import * as names from './api/names.ts'
import * as questions from './api/questions.ts'
import * as requirements from './api/requirements.ts'
import * as sources from './api/sources.ts'
import * as stories from './api/stories.ts'
import type { NewsItem } from './api.ts'
import {
  alertRecord,
  claimRecord,
  documentRecord,
  factsRecord,
  followUpRecord,
  itemRecord,
  nameRecord,
  questionRecord,
  requirementRecord,
  sourceRecord,
  storyRecord,
  termRecord,
} from './events.ts'
import { createPolling } from './jobs.ts'
import { loadBackground, loadClaims } from './lexicons.ts'
import { watchBindings } from './routes.ts'
import { AdmiraltyData } from './rules/hypotheses/weights.ts'
import { signals } from './store.ts'

export { AnalysisOutput, documentRecord, itemRecord, sourceRecord, storyRecord }
export const watchRecords = [
  sourceRecord,
  itemRecord,
  documentRecord,
  storyRecord,
  nameRecord,
  termRecord,
  requirementRecord,
  alertRecord,
  factsRecord,
  claimRecord,
  followUpRecord,
  questionRecord,
] as const

export const watchContracts: readonly Contract[] = contractsOf(
  items,
  feeds,
  names,
  requirements,
  lexicon,
  enrichment,
  sources,
  facts,
  claims,
  followUps,
  questions,
  stories,
)

export interface WatchOptions {
  /** Shorter intervals are refused; 60 unless a test says otherwise. */
  minIntervalSeconds?: number
  fetcher?: Fetcher
  random?: () => number
  /** The room before this one: signals that name one of its targets are told to it. */
  sense?: ToSense
  /** The room that takes in objects of others: what people should read of them becomes items. */
  objects?: ToObjects
}

export interface Watch extends Room {
  /** Items that a named person accepted, as the view shows them, newest first. */
  signals(view: View, options?: { limit?: number }): Promise<Held<NewsItem>[]>
  /** Attributions that two different analysts accept, with their names and the note that stands beside each. */
  attributions(view: View, options?: { limit?: number }): Promise<questions.StandingAttribution[]>
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
    analyser: measured(readers.analyser, deps.metrics),
    fetcher,
    robots: createRobotsKeeper(fetcher, deps.clock),
    files: createFiles(settings.dataDir),
    intake: createIntake(),
    admiralty: readDataset(AdmiraltyData, 'watch/admiralty.json'),
    minIntervalSeconds: options.minIntervalSeconds ?? 60,
    random: options.random ?? Math.random,
    contexts: createContexts(deps.journal),
    inTurn: oneAtATime(),
  }
  const polling = createPolling(room)
  const ledger = ledgerJobs(room)
  const mail = settings.mail && createMailServer(room, settings.mail)
  const intakes = options.objects && hearing(room, options.objects)
  return {
    bindings: watchBindings(room, polling),
    jobs: [
      ...polling.jobs,
      ...ledger.jobs,
      ...storyJobs(room),
      ...(options.sense ? senseJobs(room, options.sense) : []),
      ...(intakes?.jobs ?? []),
      ...findingJobs(room),
    ],
    async start() {
      intakes?.start()
      if (mail) deps.log.info({ port: await mail.listen() }, 'mail is received for mailboxes that are followed')
    },
    async stop() {
      await mail?.close()
      await intakes?.stop()
      await ledger.stop()
      await readers.analyser.close()
      await polling.stop()
      await readers.feeds.close()
    },
    attributions: (view, { limit = 1000 } = {}) => standingAttributions(deps, view, limit),
    signals: (view, { limit = 5000 } = {}) => signals(deps.journal, view, limit),
  }
}

function openReaders(): Readers {
  return { analyser: openAnalyser(), feeds: openFeedReader() }
}

/** Files without a node, for the command line. Ends its workers when it is done. */
export async function analyseOnce(
  files: Iterable<NamedBytes>,
  known: Known = {},
  told?: (file: string, items: number, why: string | null) => void,
): Promise<AnalysisOutput> {
  const readers = openReaders()
  try {
    const using = { background: loadBackground(), claims: loadClaims() }
    return await analyseFiles(readers, using, files, known, told)
  } finally {
    await Promise.all([readers.analyser.close(), readers.feeds.close()])
  }
}
