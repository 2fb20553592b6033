// The forum: practices brought before it, where they stand, and what organisations say of their own use.
import { createHash } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/forum.ts'
import { type Practice, practiceStatuses } from '../../model/cluster.ts'
import { practiceRecord, practiceSteps } from '../../rules/clusters/practice-record.ts'
import { countUses, practiceUseRecord } from '../../rules/clusters/practice-use-record.ts'
import { dayOf, isDay } from '../../rules/taxonomy/deadline.ts'
import { positionsOf } from '../../rules/taxonomy/positions.ts'
import {
  countedUses,
  keysBefore,
  practicePage,
  type ReleasedPractice,
  usesBy,
  usesOf,
} from '../../store/clusters/forum.ts'
import { voicesOn } from '../../store/taxonomy/taxonomies.ts'
import type { ShareRoom } from '../room.ts'
import {
  type Changed,
  causeOf,
  changed,
  markedOn,
  namedPerson,
  ownOrganisation,
  seen,
  writable,
} from '../taxonomy/desk.ts'
import { shown } from '../taxonomy/read-taxonomy.ts'
import { differs } from './clusters.ts'
import { organisationOf } from './desk.ts'

export interface ForumRoom extends ShareRoom {
  forum: readonly ReleasedPractice[]
}

export function proposePractice(
  room: ForumRoom,
  { key, practice, marking }: InputOf<typeof api.proposePractice>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    if ((key === undefined) === (practice === undefined)) return unit.refuse('say-which')
    const released = key === undefined ? undefined : room.forum.find((one) => one.key === key)
    if (key !== undefined && !released) unit.refuse('say-which', `Tocsin brings no practice ${key} along.`, '/key')
    if (key !== undefined && (await keysBefore(room.journal.reads, unit.view)).has(key)) unit.refuse('already-there')
    const said = released ?? (practice ? { key: null, ...practice } : unit.refuse('say-which'))
    const body = { ...said, organisation: unit.view.reader.organisation }
    return done(changed(await unit.open(practiceRecord, 'share.practiceProposed', body, marking ? { marking } : {})))
  })
}

export async function listPractices(
  { journal, forum }: ForumRoom,
  input: InputOf<typeof api.listPractices>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listPractices>>> {
  const { items, next } = await practicePage(journal, view, input)
  const ids = items.map((held) => held.id)
  const voices = await voicesOn(journal.reads, view, ids)
  const counts = await countedUses(journal.reads, view, ids)
  const own = new Map(
    (await usesBy(journal.reads, view, ownOrganisation(journal, view), ids)).map(({ state }) => [
      state.practice,
      state.said.use,
    ]),
  )
  const there = await keysBefore(journal.reads, view)
  return done({
    items: items.map((held) => ({
      ...shown(held),
      positions: positionsOf(voices.get(held.id) ?? []),
      uses: counts.get(held.id) ?? countUses([]),
      own: own.get(held.id) ?? null,
    })),
    next,
    available: forum
      .filter(({ key }) => !there.has(key))
      .map(({ key, title, references }) => ({ key, title, names: references.map((one) => one.name).join(', ') })),
  })
}

export async function getPractice(
  { journal }: ForumRoom,
  { id }: InputOf<typeof api.getPractice>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getPractice>>> {
  const held = await journal.reads.one(practiceRecord, view, id)
  if (!held) return refuse('unknown', `No practice with the id ${id} that you may read.`)
  const own = ownOrganisation(journal, view)
  const [mine] = await usesBy(journal.reads, view, own, [id])
  const voices = await voicesOn(journal.reads, view, [id])
  const counts = await countedUses(journal.reads, view, [id])
  const may = writable(journal, view, held)
  return done({
    ...shown(held),
    positions: positionsOf(voices.get(id) ?? []),
    uses: (await usesOf(journal.reads, view, id)).map(shown),
    counts: counts.get(id) ?? countUses([]),
    own: mine ? shown(mine) : null,
    moves: practiceStatuses
      .filter((to) => to !== held.state.status)
      .map((to) => {
        const step = practiceSteps[held.state.status][to]
        const because = may ? ('not' in step ? step.not : null) : 'It belongs to another organisation.'
        return { to, allowed: because === null, because }
      }),
  })
}

async function practiceOf(unit: Unit, id: Id, version?: number): Promise<Held<Practice>> {
  const held = await unit.read(practiceRecord, id)
  if (!held) return unit.refuse('unknown', `No practice with the id ${id} that you may read.`)
  if (version !== undefined) seen(unit, held, version)
  return held
}

export function editPractice(
  room: ForumRoom,
  { id, version, practice }: InputOf<typeof api.editPractice>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await practiceOf(unit, id, version)
    if (state.status === 'retired') unit.refuse('wrong-state', 'It was retired. Take it back into discussion first.')
    if (!differs(state, practice)) return unit.refuse('nothing-to-change')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(practiceRecord, 'share.practiceEdited', id, practice, options)))
  })
}

export function movePractice(
  room: ForumRoom,
  { id, version, to, reason }: InputOf<typeof api.movePractice>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.movePractice>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await practiceOf(unit, id, version)
    const step = practiceSteps[state.status][to]
    if ('not' in step) return unit.refuse('wrong-state', step.not)
    namedPerson(unit, 'decide where a practice stands')
    const moved = await unit.append(
      practiceRecord,
      'share.practiceMoved',
      id,
      { to, reason },
      { expectedVersion: version },
    )
    return done({ ...changed(moved), status: moved.held.state.status })
  })
}

export function sayPracticeUse(
  room: ForumRoom,
  { practice, version, use, on = undefined, evidence = '', marking }: InputOf<typeof api.sayPracticeUse>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const about = await practiceOf(unit, practice)
    if (about.state.status === 'retired') unit.refuse('wrong-state', 'The practice was retired.')
    if (about.marking.tlp === 'RED')
      unit.refuse('wrong-state', 'The practice is for named persons, not for organisations.')
    if (marking?.tlp === 'RED')
      unit.refuse('bad-input', 'What an organisation says is for organisations, not for named persons.', '/marking/tlp')
    if (on !== undefined && !isDay(on)) unit.refuse('bad-day', `${on} is no day of the calendar.`, '/on')
    if (use === 'in-use' && on !== undefined && on > dayOf(unit.now))
      unit.refuse('bad-day', `${on} has not come yet: it is planned.`, '/on')
    const own = await organisationOf(room.journal, unit, ownOrganisation(room.journal, unit.view), '/organisation')
    const subject = oneOf(unit.view.realm, practice, own.id)
    const before = await unit.read(practiceUseRecord, subject)
    const said = { use, on: on ?? null, evidence }
    const cause = await causeOf(room.journal, unit.view, practice)
    if (!before) {
      if (version !== undefined) unit.refuse('stale-version', 'Nothing was said before that you may read.')
      const body = { practice, title: about.state.title, organisation: own.id, name: own.name, said }
      const choice = marking ? markedOn(room.journal, unit, about.marking, marking) : quietly(about.marking, own.id)
      const options = { subject, owner: own.id, marking: choice, cause }
      return done(changed(await unit.open(practiceUseRecord, 'share.practiceUseSaid', body, options)))
    }
    seen(unit, before, version ?? 0)
    const options = { expectedVersion: before.version, cause }
    const again = await unit.append(practiceUseRecord, 'share.practiceUseChanged', subject, { said }, options)
    if (!marking) return done(changed(again))
    const choice = markedOn(room.journal, unit, about.marking, marking)
    return done(changed(await unit.remark(practiceUseRecord, subject, choice, 'Marked anew with what was said.')))
  })
}

/** What an organisation has not in use is for itself and for the owner of the practice, who counts. */
function quietly(about: Marking, own: Id): MarkingChoice {
  return {
    tlp: 'AMBER+STRICT',
    audience: [about.owner].filter((one) => one !== own),
    releasableTo: [...about.releasableTo],
  }
}

/** One record for one practice and one organisation, whoever is first: an id made of both (RFC 9562, version 8). */
function oneOf(...parts: string[]): Id {
  const hex = createHash('sha256').update(parts.join(' ')).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4] ?? '8'
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
