// The entries of a target: what it is, by which instrument it is taken, what was kept of it, who holds it, and how it was seen.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Evidence, Instrument, StandIn, Target, TargetStatus } from '../model/targets/target.ts'
import { closed, Key, Line, orNull, Reason } from '../model/words.ts'

const about = ['registrar', 'registry', 'hosting', 'jurisdiction', 'note', 'fallback', 'related'] as const
export const TargetSaid = Type.Pick(Target, ['operation', 'kind', 'name', 'reads', 'oddities', ...about], closed)
export const TargetAbout = Type.Partial(Type.Pick(Target, [...about], closed))
export const InstrumentSaid = Type.Omit(Instrument, ['key', 'at'], closed)
export const EvidenceSaid = Type.Pick(Evidence, ['what', 'sha256', 'bytes', 'takenAt', 'takenBy'], closed)

const at = (state: Target, { recordedAt }: EntryHeader): Target => ({ ...state, changedAt: recordedAt })
function keyed(state: Target, letter: string, { recordedAt }: EntryHeader) {
  const keys = state.keys + 1
  return { key: `${letter}${keys}`, next: { ...state, keys, changedAt: recordedAt } }
}

export const targetRecord = recordKind({
  name: 'disrupt.target',
  state: Target,
  kinds: {
    'disrupt.targetAdded': opening(
      TargetSaid,
      (body, { actor, recordedAt }): Target => ({
        ...body,
        ...{ instruments: [], evidence: [], holds: [], watched: false, standIn: null },
        ...{ status: 'undetermined', statusSince: null, statusBecause: 'Nobody has looked yet.' },
        ...{
          state: 'listed',
          droppedBecause: null,
          keys: 0,
          addedBy: actor,
          addedAt: recordedAt,
          changedAt: recordedAt,
        },
      }),
    ),
    'disrupt.targetDescribed': change(
      TargetAbout,
      (state: Target, body, entry): Target => ({ ...at(state, entry), ...body }),
    ),
    'disrupt.instrumentAdded': change(InstrumentSaid, (state: Target, body, entry): Target => {
      const { key, next } = keyed(state, 'i', entry)
      return { ...next, instruments: [...state.instruments, { ...body, key, at: entry.observedAt }] }
    }),
    'disrupt.instrumentMoved': change(
      Type.Object({ instrument: Key, state: Instrument.properties.state, note: Instrument.properties.note }, closed),
      (state: Target, { instrument, ...body }, entry): Target => ({
        ...at(state, entry),
        instruments: state.instruments.map((one) =>
          one.key === instrument ? { ...one, ...body, at: entry.observedAt } : one,
        ),
      }),
    ),
    'disrupt.evidenceLogged': change(EvidenceSaid, (state: Target, body, entry): Target => {
      const { key, next } = keyed(state, 'e', entry)
      const { actor: writtenBy, recordedAt: writtenAt } = entry
      const first = { at: body.takenAt, to: body.takenBy, why: 'Took it.', by: writtenBy }
      return { ...next, evidence: [...state.evidence, { ...body, key, custody: [first], writtenBy, writtenAt }] }
    }),
    'disrupt.evidenceHanded': change(
      Type.Object({ evidence: Key, to: Evidence.properties.takenBy, why: Line }, closed),
      (state: Target, { evidence, to, why }, entry): Target => ({
        ...at(state, entry),
        evidence: state.evidence.map((one) =>
          one.key === evidence
            ? { ...one, custody: [...one.custody, { at: entry.observedAt, to, why, by: entry.actor }] }
            : one,
        ),
      }),
    ),
    'disrupt.targetHeld': change(
      Type.Object({ partner: Key }, closed),
      (state: Target, { partner }, entry): Target => ({
        ...at(state, entry),
        holds: [...state.holds, { partner, at: entry.observedAt, by: entry.actor }],
      }),
    ),
    'disrupt.targetReleased': change(
      Type.Object({ partner: Key }, closed),
      (state: Target, { partner }, entry): Target => ({
        ...at(state, entry),
        holds: state.holds.filter((hold) => hold.partner !== partner),
      }),
    ),
    'disrupt.targetWatched': change(
      Type.Object({ watched: Type.Boolean(), standIn: orNull(StandIn) }, closed),
      (state: Target, body, entry): Target => ({ ...at(state, entry), ...body }),
    ),
    'disrupt.targetSeen': change(
      Type.Object({ status: TargetStatus, because: Target.properties.statusBecause }, closed),
      (state: Target, { status, because }, entry): Target => ({
        ...at(state, entry),
        ...{ status, statusSince: entry.observedAt, statusBecause: because },
      }),
    ),
    'disrupt.targetDropped': change(
      Type.Object({ because: Reason }, closed),
      (state: Target, { because }, entry): Target => ({
        ...at(state, entry),
        ...{ state: 'dropped', droppedBecause: because, watched: false },
      }),
    ),
  },
  index: ({ name, reads, registrar, hosting, note }) => ({
    title: reads || name,
    words: [name, registrar, hosting, note].join('\n'),
  }),
})
