// The door of assess: incidents, what is kept with them, and the common picture.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { People } from '#people/index.ts'
import { createFiles } from '#platform/files.ts'
import type { Deps, Room } from '#platform/room.ts'
import type { Sustain } from '#sustain/index.ts'
import { createJudgeAll } from './actions/assessing/judge-all.ts'
import { lawAtHand } from './actions/assessing/law-at-hand.ts'
import type { AssessingRoom } from './actions/assessing/room.ts'
import { lawBindings, withLaw } from './actions/law-book/bindings.ts'
import { createLawBook } from './actions/law-book/law-book.ts'
import type { SeverityDesk } from './actions/rate-severity.ts'
import { remindingBindings } from './actions/reminding/bindings.ts'
import { calendarRoutes } from './actions/reminding/calendar.ts'
import type { Reminding } from './actions/reminding/room.ts'
import { reportingBindings } from './actions/reporting/bindings.ts'
import * as assessments from './api/assessments.ts'
import * as authority from './api/authority.ts'
import * as duties from './api/duties.ts'
import * as dutyReports from './api/duty-reports.ts'
import * as law from './api/law.ts'
import * as reminders from './api/reminders.ts'
import * as severity from './api/severity.ts'
import * as api from './api.ts'
import { assessmentRecord, dutyRecord, entityRecord } from './events.ts'
import { assessingJobs, remindingJobs } from './jobs.ts'
import { assessBindings } from './routes.ts'
import { abroadRecord } from './rules/abroad-record.ts'
import type { DaysOff } from './rules/clocks/days-off.ts'
import { dutyReport } from './rules/duty-report-record.ts'
import { incident } from './rules/incident.ts'
import { evidence, note, report, task } from './rules/kept.ts'
import type { PreparedLaw } from './rules/law/prepared.ts'
import { lawRecord } from './rules/law-record.ts'
import { severityRecord } from './rules/severity-record.ts'
import { readDaysOff } from './store/days-off.ts'
import { readDutyForms } from './store/duty-forms.ts'
import { createLiveFacts } from './store/live-facts.ts'
import { readSeverityScales } from './store/severity.ts'
import { readTaxonomies, readThresholds } from './store/taxonomies.ts'
import { createCountedWall } from './store/wall-totals.ts'

export { assessmentRecord, dutyRecord, entityRecord, incident }
export const assessRecords = [
  incident,
  report,
  task,
  note,
  evidence,
  entityRecord,
  assessmentRecord,
  dutyRecord,
  dutyReport,
  lawRecord,
  severityRecord,
  abroadRecord,
]

export const assessContracts: readonly Contract[] = contractsOf(
  api,
  assessments,
  duties,
  dutyReports,
  law,
  reminders,
  severity,
  authority,
)

/** Throws BadDataset when data/assess cannot be used: nobody judges by a taxonomy that cannot be read. */
export interface Assess extends Room {
  /** Loads the picture of the live realm, so that nobody waits for it at the first look. */
  warm(): Promise<void>
  /** The law that verdicts are made by now, for rooms downstream that ask its rules on incidents. */
  lawInForce(): PreparedLaw
  /** Public holidays, for rooms downstream that count working days. */
  daysOff: DaysOff
}

export function createAssess(
  deps: Deps,
  rooms: { people: Pick<People, 'colleague' | 'colleaguesOf'>; sustain?: Pick<Sustain, 'estimateFall'> },
): Assess {
  const { journal, clock, settings, log } = deps
  const daysOff = readDaysOff()
  const live = createLiveFacts(journal, (realm) => clock.in(realm), log)
  const taxonomies = readTaxonomies()
  const files = createFiles(settings.dataDir)
  const book = createLawBook({ journal, files, log })
  const room: AssessingRoom & SeverityDesk & Pick<Deps, 'clock'> = {
    journal,
    clock,
    taxonomies,
    law: lawAtHand(book),
    daysOff,
    wall: createCountedWall(journal),
    memberStates: new Set(taxonomies.countries.flatMap((country) => (country.memberState ? [country.value] : []))),
    fallOf: async (view, meant, within) => (await rooms.sustain?.estimateFall(view, meant, within)) ?? null,
    thresholds: readThresholds(),
    files,
    live,
    scales: readSeverityScales(),
  }
  const reminding: Reminding = { ...deps, ...rooms }
  const judgeAll = createJudgeAll(room, log)
  const reporting = {
    ...room,
    forms: readDutyForms(),
    outbox: deps.outbox,
    countries: new Set(taxonomies.countries.map((country) => country.value)),
  }
  return {
    bindings: [
      ...withLaw(book, [...assessBindings(room, judgeAll), ...reportingBindings(reporting)]),
      ...lawBindings(book, journal),
      ...remindingBindings(reminding),
    ],
    jobs: [...assessingJobs(room, judgeAll), ...remindingJobs(reminding)],
    rawRoutes: calendarRoutes(reminding),
    start: () => book.open(),
    async stop() {
      book.stop()
      room.wall.stop()
      live.stop()
    },
    warm: async () => void (await live.head('live')),
    lawInForce: () => room.law.current(),
    daysOff,
  }
}
