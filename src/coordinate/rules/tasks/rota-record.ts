// A rota as a record: its plan, who took the duty from whom, and the swaps.
import Type, { type Static } from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/rota.ts'
import { closed, Key, orNull, Reason } from '../../model/words.ts'

type Rota = is.Rota
const state = is.Rota.properties
const { key: _key, ...newShift } = is.Shift.properties
const Words = is.HandOver.properties.words

export const RotaChange = Type.Partial(
  Type.Object(
    {
      name: state.name,
      description: state.description,
      timeZone: state.timeZone,
      members: state.members,
      passes: state.passes,
    },
    closed,
  ),
  closed,
)
export type RotaChange = Static<typeof RotaChange>

const keptDays = 90

export const rotaRecord = recordKind({
  name: 'coordinate.rota',
  state: is.Rota,
  kinds: {
    'coordinate.rotaOpened': opening(
      Type.Object(
        {
          name: state.name,
          description: state.description,
          timeZone: state.timeZone,
          members: state.members,
          passes: state.passes,
        },
        closed,
      ),
      (body, entry): Rota => ({
        ...body,
        shifts: [],
        duty: null,
        handOvers: [],
        swaps: [],
        status: 'active',
        closed: null,
        keys: 0,
        openedBy: entry.actor,
        openedAt: entry.recordedAt,
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.rotaChanged': change(RotaChange, (before: Rota, body, entry): Rota => {
      return { ...before, ...body, changedAt: entry.recordedAt }
    }),
    'coordinate.shiftsPlanned': change(
      Type.Object(
        {
          add: Type.Array(Type.Object(newShift, closed), { maxItems: is.mostShifts }),
          remove: Type.Array(Key, { maxItems: is.mostShifts }),
          change: Type.Array(is.Shift, { maxItems: is.mostShifts }),
          reason: orNull(Reason),
        },
        closed,
      ),
      (before: Rota, { add, remove, change: changes }, entry): Rota => {
        const gone = new Set(remove)
        const changed = new Map(changes.map((one) => [one.key, one]))
        const old = new Date(Date.parse(entry.recordedAt) - keptDays * 24 * 3600_000).toISOString()
        const kept = before.shifts.filter(({ key, to }) => !gone.has(key) && to > old)
        const fresh = add.map((shift, at): is.Shift => ({ key: `s${before.keys + at + 1}`, ...shift }))
        return {
          ...before,
          shifts: ordered([...kept.map((one) => changed.get(one.key) ?? one), ...fresh]),
          keys: before.keys + add.length,
          changedAt: entry.recordedAt,
        }
      },
    ),
    'coordinate.handOverOffered': change(
      Type.Object({ from: orNull(Id), to: Id, notes: is.Notes }, closed),
      (before: Rota, body, entry): Rota => ({
        ...before,
        keys: before.keys + 1,
        handOvers: recent([
          ...before.handOvers,
          {
            ...body,
            key: `h${before.keys + 1}`,
            offeredBy: entry.actor,
            offeredAt: entry.recordedAt,
            status: 'offered',
            answeredBy: null,
            answeredAt: null,
            words: '',
          },
        ]),
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.handOverAnswered': change(
      Type.Object({ handOver: Key, status: Type.Enum(['accepted', 'declined', 'withdrawn']), words: Words }, closed),
      (before: Rota, { handOver, status, words }, entry): Rota => {
        const answer = { status, words, answeredBy: entry.actor, answeredAt: entry.recordedAt }
        const handOvers = before.handOvers.map((one) => (one.key === handOver ? { ...one, ...answer } : one))
        const taken = status === 'accepted' ? handOvers.find((one) => one.key === handOver) : undefined
        return {
          ...before,
          handOvers,
          duty: taken ? { person: taken.to, since: entry.recordedAt, handOver } : before.duty,
          changedAt: entry.recordedAt,
        }
      },
    ),
    // Without being asked: the one before is asleep, ill or out of reach. What was on offer is on offer no more.
    'coordinate.dutyTaken': change(
      Type.Object({ from: orNull(Id), to: Id, notes: is.Notes }, closed),
      (before: Rota, { from, to, notes }, entry): Rota => {
        const { actor, recordedAt } = entry
        const key = `h${before.keys + 1}`
        return {
          ...before,
          keys: before.keys + 1,
          duty: { person: to, since: recordedAt, handOver: key },
          handOvers: recent([
            ...before.handOvers.map((one) => (one.status === 'offered' ? overtaken(one, entry) : one)),
            {
              key,
              from,
              to,
              notes,
              offeredBy: null,
              offeredAt: recordedAt,
              status: 'accepted',
              answeredBy: actor,
              answeredAt: recordedAt,
              words: '',
            },
          ]),
          changedAt: recordedAt,
        }
      },
    ),
    'coordinate.swapAsked': change(
      Type.Object({ shift: Key, from: Id, to: Id, inReturn: orNull(Key), reason: is.Swap.properties.reason }, closed),
      (before: Rota, body, entry): Rota => ({
        ...before,
        keys: before.keys + 1,
        swaps: recent([
          ...before.swaps,
          {
            ...body,
            key: `w${before.keys + 1}`,
            askedBy: entry.actor,
            askedAt: entry.recordedAt,
            status: 'asked',
            answeredBy: null,
            answeredAt: null,
            words: '',
          },
        ]),
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.swapAnswered': change(
      Type.Object({ swap: Key, status: Type.Enum(['agreed', 'declined', 'withdrawn']), words: Words }, closed),
      (before: Rota, { swap, status, words }, entry): Rota => {
        const answer = { status, words, answeredBy: entry.actor, answeredAt: entry.recordedAt }
        const swaps = before.swaps.map((one) => (one.key === swap ? { ...one, ...answer } : one))
        const agreed = status === 'agreed' ? swaps.find((one) => one.key === swap) : undefined
        const shifts = agreed ? before.shifts.map((one) => swapped(one, agreed)) : before.shifts
        return { ...before, swaps, shifts, changedAt: entry.recordedAt }
      },
    ),
    'coordinate.rotaClosed': change(
      Type.Object({ reason: Reason }, closed),
      (before: Rota, { reason }, entry): Rota => ({
        ...before,
        status: 'closed',
        closed: { at: entry.recordedAt, by: entry.actor, reason },
        changedAt: entry.recordedAt,
      }),
    ),
  },
  index: ({ name, description }) => ({ title: name, words: description }),
})

function ordered(shifts: is.Shift[]): is.Shift[] {
  return shifts.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.key < b.key ? -1 : 1))
}

function swapped(shift: is.Shift, { shift: given, inReturn, from, to }: is.Swap): is.Shift {
  if (shift.key === given) return { ...shift, person: to }
  return shift.key === inReturn ? { ...shift, person: from } : shift
}

function overtaken(one: is.HandOver, { actor, recordedAt }: EntryHeader): is.HandOver {
  const words = 'Somebody took the duty meanwhile.'
  return { ...one, status: 'withdrawn', answeredBy: actor, answeredAt: recordedAt, words }
}

/** What waits for an answer is never dropped; of what is answered the newest stay. */
function recent<T extends { status: string }>(all: T[]): T[] {
  if (all.length <= is.mostKept) return all
  const oldest = all.findIndex(({ status }) => status !== 'offered' && status !== 'asked')
  return oldest === -1 ? all : all.filter((_one, at) => at !== oldest)
}
