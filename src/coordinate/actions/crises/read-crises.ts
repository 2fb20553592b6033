// Reading crises: the list, one of them, and one as a document.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type * as api from '../../api/crises.ts'
import type * as roomApi from '../../api/crisis-room.ts'
import type { Ladder } from '../../model/ladder.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { movesFrom } from '../../rules/crises/lifecycle.ts'
import { namedIn } from '../../rules/crises/redact.ts'
import { nextDue, shownBeat, shownIncident } from '../../rules/crises/shown.ts'
import { belonging, crisisPage, linkedRecords } from '../../store/crises.ts'
import { crisisFile, mayKnowWithheld } from './crisis-file.ts'
import type { CrisisRoom } from './desk.ts'
import { around, incidentsOf } from './gather.ts'

export async function listCrises(
  { journal }: CrisisRoom,
  input: InputOf<typeof api.listCrises>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.listCrises>>> {
  if (input.incident && (await linkedRecords(journal, view, [input.incident])).length === 0)
    return done({ items: [], next: null })
  const { items, next } = await crisisPage(journal, view, input)
  const ids = items.map((one) => one.id)
  const [ladders, { all }] = await Promise.all([
    belonging<Ladder>(journal, view, { name: 'coordinate.ladder' }, 'crisis', ids, 500),
    incidentsOf(
      journal,
      view,
      items.flatMap((one) => namedIn({ ...one.state, claims: [], questions: [], strands: [] })),
    ),
  ])
  const rungs = new Map(ladders.map(({ state }) => [state.crisis, rungsOf(state)]))
  return done({
    items: items.map(({ id, version, marking, state }) => {
      const { reference, title, kind, status, statusSince, openedAt, changedAt, strands } = state
      return {
        ...{ id, version, marking, reference, title, kind, status, statusSince, openedAt, changedAt },
        incidents: state.incidents.filter((one) => all.has(one)).length,
        strands: strands.length,
        nextDue: nextDue(state, view.asOf ?? now),
        rungs: rungs.get(id) ?? [],
      }
    }),
    next,
  })
}

/** Where each network stands that a step has moved. */
export function rungsOf({ modes }: Ladder) {
  return Object.entries(modes).flatMap(([network, { mode, since, step }]) =>
    step === null ? [] : [{ network, mode, since }],
  )
}

export async function getCrisis(
  room: CrisisRoom,
  { id }: InputOf<typeof api.getCrisis>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.getCrisis>>> {
  const held = await room.journal.reads.one(crisisRecord, view, id)
  if (!held) return refuse('unknown', `No crisis with the id ${id} that you may read.`)
  const { incidents, linked, state, withheld } = await around(room.journal, view, held)
  const named = held.state.incidents
  return done({
    ...{ id, version: held.version, marking: held.marking, since: held.since, state },
    incidents: incidents.counting.map((one) => shownIncident(one, named, incidents.all)),
    linked: [...linked.values()].filter((one) => !named.includes(one.id)),
    withheld: mayKnowWithheld(room, view, held) ? withheld : null,
    beats: state.rhythm.map((beat) => shownBeat(beat, view.asOf ?? now)),
    moves: movesFrom(state.status),
  })
}

/** No name of a person or an organisation on a desktop: `CRI-2027-0003.json`. */
export async function exportCrisis(
  room: CrisisRoom,
  { id }: InputOf<typeof roomApi.exportCrisis>,
  { view }: Call,
): Promise<Reply<Download>> {
  const file = await crisisFile(room, view, id)
  if (!file) return noCrisis(id)
  const exercise = view.realm === 'live' ? '' : 'EXERCISE-'
  const name = `${exercise}${file.crisis.state.reference}.json`
  return done({ name, type: 'application/json', bytes: Buffer.from(`${JSON.stringify(file)}\n`) })
}

export function noCrisis(id: Id) {
  return refuse('unknown', `No crisis with the id ${id} that you may read.`)
}
