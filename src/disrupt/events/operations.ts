// The entries of an operation: who takes part, what is planned, what was said and done, and what was obtained and promised.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Obtained, Operation, Partner, Point, Release, SeizurePage } from '../model/operations/operation.ts'
import { Clock, Go, Step } from '../model/operations/plan.ts'
import { closed, Key, orNull, Reason } from '../model/words.ts'

const partner = Partner.properties
const step = Step.properties
export const PartnerSaid = Type.Omit(Partner, ['key', 'left'], closed)
export const PointSaid = Type.Pick(Point, ['kind', 'partner', 'text', 'answer'], closed)
export const StepSaid = Type.Pick(
  Step,
  ['phase', 'title', 'what', 'partner', 'targets', 'after', 'minutes', 'fallback'],
  closed,
)
export const PageSaid = Type.Omit(SeizurePage, ['key'], closed)
export const ReleaseSaid = Type.Pick(Release, ['what', 'to', 'due'], closed)
export const ObtainedSaid = Type.Omit(Obtained, ['key', 'at', 'by'], closed)

function keyed(state: Operation, letter: string, { recordedAt }: EntryHeader) {
  const keys = state.keys + 1
  return { key: `${letter}${keys}`, next: { ...state, keys, changedAt: recordedAt } }
}
const at = (state: Operation, { recordedAt }: EntryHeader): Operation => ({ ...state, changedAt: recordedAt })
/** What partners said go to is another plan now: what they said stands for the one before. */
const replanned = (state: Operation): Operation => ({ ...state, revision: state.revision + 1 })
const put = <T extends { key: string }>(parts: readonly T[], key: string, of: Partial<T>): T[] =>
  parts.map((one) => (one.key === key ? { ...one, ...of } : one))
const ofPartner = <T extends { partner: string }>(all: readonly T[], one: T): T[] => [
  ...all.filter((other) => other.partner !== one.partner),
  one,
]

export const operationRecord = recordKind({
  name: 'disrupt.operation',
  state: Operation,
  kinds: {
    'disrupt.operationOpened': opening(
      Type.Pick(Operation, ['title', 'summary', 'crisis', 'incident'], closed),
      (body, { actor, recordedAt }): Operation => ({
        ...body,
        ...{ state: 'planning', hHour: null, revision: 1 },
        ...{ partners: [], points: [], steps: [], goes: [], clocks: [], seizurePages: [], sinkholes: [] },
        ...{ releases: [], obtained: [], begunAt: null, endedAt: null, closedBecause: null, keys: 0 },
        ...{ openedBy: actor, openedAt: recordedAt, changedAt: recordedAt },
      }),
    ),
    'disrupt.operationDescribed': change(
      Type.Partial(Type.Pick(Operation, ['title', 'summary'], closed)),
      (state: Operation, body, entry): Operation => ({ ...at(state, entry), ...body }),
    ),
    'disrupt.partnerAdded': change(PartnerSaid, (state: Operation, body, entry): Operation => {
      const { key, next } = keyed(state, 'p', entry)
      const added = { ...next, partners: [...state.partners, { ...body, key, left: null }] }
      return body.mustSign ? replanned(added) : added
    }),
    'disrupt.partnerLeft': change(
      Type.Object({ partner: Key, because: Reason }, closed),
      (state: Operation, { partner: key, because }, entry): Operation => ({
        ...at(state, entry),
        partners: put(state.partners, key, { left: because }),
      }),
    ),
    'disrupt.signersNamed': change(
      Type.Object({ partner: Key, signers: partner.signers }, closed),
      (state: Operation, { partner: key, signers }, entry): Operation => ({
        ...at(state, entry),
        partners: put(state.partners, key, { signers }),
      }),
    ),
    'disrupt.pointAdded': change(PointSaid, (state: Operation, body, entry): Operation => {
      const { key, next } = keyed(state, 'o', entry)
      return { ...next, points: [...state.points, { ...body, key, state: 'open', result: '' }] }
    }),
    'disrupt.pointSettled': change(
      Type.Object({ point: Key, to: Point.properties.state, result: Point.properties.result }, closed),
      (state: Operation, { point, to, result }, entry): Operation => ({
        ...at(state, entry),
        points: put(state.points, point, { state: to, result }),
      }),
    ),
    'disrupt.stepPlanned': change(StepSaid, (state: Operation, body, entry): Operation => {
      const { key, next } = keyed(state, 's', entry)
      const begun = {
        state: 'planned' as const,
        startedAt: null,
        startedBy: null,
        endedAt: null,
        result: '',
        despite: null,
      }
      return replanned({ ...next, steps: [...state.steps, { ...body, ...begun, key }] })
    }),
    'disrupt.stepChanged': change(
      Type.Object({ step: Key, ...Type.Partial(StepSaid).properties }, closed),
      (state: Operation, { step: key, ...body }, entry): Operation =>
        replanned({ ...at(state, entry), steps: put(state.steps, key, body) }),
    ),
    'disrupt.stepStarted': change(
      Type.Object({ step: Key, despite: step.despite }, closed),
      (state: Operation, { step: key, despite }, entry): Operation => ({
        ...at(state, entry),
        steps: put(state.steps, key, {
          ...{ state: 'started', startedAt: entry.observedAt, startedBy: entry.actor, endedAt: null, despite },
        }),
      }),
    ),
    'disrupt.stepEnded': change(
      Type.Object({ step: Key, to: Type.Enum(['done', 'failed', 'dropped']), result: step.result }, closed),
      (state: Operation, { step: key, to, result }, entry): Operation => ({
        ...at(state, entry),
        steps: put(state.steps, key, { state: to, result, endedAt: entry.observedAt }),
      }),
    ),
    'disrupt.hHourSet': change(
      Type.Object({ hHour: orNull(Instant) }, closed),
      (state: Operation, { hHour }, entry): Operation => replanned({ ...at(state, entry), hHour }),
    ),
    'disrupt.goSaid': change(
      Type.Omit(Go, ['at', 'by'], closed),
      (state: Operation, body, entry): Operation => ({
        ...at(state, entry),
        goes: ofPartner(state.goes, { ...body, at: entry.observedAt, by: entry.actor }),
      }),
    ),
    'disrupt.clockCompared': change(
      Type.Pick(Clock, ['partner', 'offsetMilliseconds'], closed),
      (state: Operation, body, entry): Operation => ({
        ...at(state, entry),
        clocks: ofPartner(state.clocks, { ...body, at: entry.recordedAt, by: entry.actor }),
      }),
    ),
    'disrupt.actionDayBegun': change(
      Type.Object({}, closed),
      (state: Operation, _body, entry): Operation => ({
        ...at(state, entry),
        ...{ state: 'running', begunAt: state.begunAt ?? entry.observedAt, endedAt: null },
      }),
    ),
    'disrupt.actionDayEnded': change(
      Type.Object({ despite: orNull(Reason) }, closed),
      (state: Operation, _body, entry): Operation => ({
        ...at(state, entry),
        state: 'watching',
        endedAt: entry.observedAt,
      }),
    ),
    'disrupt.operationEnded': change(
      Type.Object({ to: Type.Enum(['closed', 'abandoned']), because: Reason }, closed),
      (state: Operation, { to, because }, entry): Operation => ({
        ...at(state, entry),
        ...{ state: to, closedBecause: because },
      }),
    ),
    'disrupt.seizurePageAdded': change(PageSaid, (state: Operation, body, entry): Operation => {
      const { key, next } = keyed(state, 'f', entry)
      return { ...next, seizurePages: [...state.seizurePages, { ...body, key }] }
    }),
    'disrupt.seizurePageAgreed': change(
      Type.Object({ page: Key, partner: Key }, closed),
      (state: Operation, { page, partner: by }, entry): Operation => ({
        ...at(state, entry),
        seizurePages: state.seizurePages.map((one) =>
          one.key === page ? { ...one, agreed: [...new Set([...one.agreed, by])] } : one,
        ),
      }),
    ),
    'disrupt.sinkholesNamed': change(
      Type.Pick(Operation, ['sinkholes'], closed),
      (state: Operation, body, entry): Operation => ({ ...at(state, entry), ...body }),
    ),
    'disrupt.releasePromised': change(ReleaseSaid, (state: Operation, body, entry): Operation => {
      const { key, next } = keyed(state, 'r', entry)
      const open = { promisedAt: entry.observedAt, keptAt: null, where: '', fellDueAt: null }
      return { ...next, releases: [...state.releases, { ...body, ...open, key }] }
    }),
    'disrupt.releaseKept': change(
      Type.Object({ release: Key, where: Release.properties.where }, closed),
      (state: Operation, { release, where }, entry): Operation => ({
        ...at(state, entry),
        releases: put(state.releases, release, { keptAt: entry.observedAt, where }),
      }),
    ),
    'disrupt.releaseFellDue': change(
      Type.Object({ release: Key }, closed),
      (state: Operation, { release }, entry): Operation => ({
        ...at(state, entry),
        releases: put(state.releases, release, { fellDueAt: entry.observedAt }),
      }),
    ),
    'disrupt.obtainedNoted': change(ObtainedSaid, (state: Operation, body, entry): Operation => {
      const { key, next } = keyed(state, 'x', entry)
      return { ...next, obtained: [...state.obtained, { ...body, key, at: entry.observedAt, by: entry.actor }] }
    }),
  },
  index: ({ title, summary, partners, points, steps }) => ({
    title,
    words: [
      summary,
      ...partners.map((one) => `${one.name} ${one.role}`),
      ...points.map((one) => `${one.text} ${one.answer}`),
      ...steps.map((one) => `${one.title} ${one.what}`),
    ].join('\n'),
  }),
})
