// Reading notices: lists, one with what may be done about each recipient, and what of the framework is due.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/duties.ts'
import type { Notice } from '../../model/notice.ts'
import { checklistOf } from '../../rules/duties/checklist.ts'
import { noticeEvents, stillToTell, whyNot, whyNotTell } from '../../rules/duties/notice-lifecycle.ts'
import { noticeRecord } from '../../rules/duties/notice-record.ts'
import { askedNotices } from '../../rules/duties/notice-timing.ts'
import { allNotices, crisesGoingOn, laddersOf, noticePage } from '../../store/duties/notices.ts'
import { followedObligations } from '../../store/duties/obligations.ts'
import { addressesOf } from './parties.ts'
import { type DutiesRoom, kindOf, laddersFor, timingFor } from './room.ts'

export async function noticeKinds({ framework }: DutiesRoom): Promise<Reply<OutputOf<typeof api.noticeKinds>>> {
  const { version, note, kinds, parties, partiesNote, papChannels, papNote, levels } = framework.notices
  return done({
    ...{ version, note, kinds, parties, partiesNote, papChannels, papNote },
    levels: levels.map(({ id, name, source, verification }) => ({ id, name, source, verification })),
    actors: [...framework.actors].map(([id, name]) => ({ id, name })),
  })
}

const momentOf = ({ view, now }: Pick<Call, 'view' | 'now'>): Instant => view.asOf ?? now

export async function listNotices(
  room: DutiesRoom,
  input: InputOf<typeof api.listNotices>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listNotices>>> {
  const { items, next } = await noticePage(room.journal, call.view, input)
  const ladders = await laddersFor(room, call.view, items)
  return done({
    items: items.map((one) => {
      const { id, version, marking, since, state } = one
      const kindTitle = kindOf(room, state.kind)?.title ?? state.kind
      return { id, version, marking, since, state, kindTitle, timing: timingFor(room, one, ladders, momentOf(call)) }
    }),
    next,
  })
}

export async function getNotice(
  room: DutiesRoom,
  { id }: InputOf<typeof api.getNotice>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getNotice>>> {
  const held = await room.journal.reads.one(noticeRecord, call.view, id)
  if (!held) return refuse('unknown', `No notice with the id ${id} that you may read.`)
  const ladders = await laddersFor(room, call.view, [held])
  const strange = notMine(room, call.view, held)
  const { version, marking, since, state } = held
  return done({
    ...{ id, version, marking, since, state },
    kind: kindOf(room, state.kind) ?? null,
    timing: timingFor(room, held, ladders, momentOf(call)),
    moves: noticeEvents.map((event) => {
      const because = strange ?? whyNot(state, event)
      return { event, allowed: because === null, because }
    }),
    recipients: await Promise.all(
      state.recipients.map(async (one) => ({
        key: one.key,
        notNow: strange ?? whyNot(state, 'tell') ?? whyNotTell(state, one)?.why ?? null,
        addresses: await addressesOf(room, call.view, one.party),
      })),
    ),
    mailPossible: room.outbox.canMail,
  })
}

function notMine({ journal }: DutiesRoom, view: View, { marking, origin }: Held<Notice>): string | null {
  if (view.asOf) return 'It is shown as of the past.'
  if (origin) return 'It is a copy: its owner sees to it.'
  return mayWrite(view.reader, view.realm, marking, journal.home) ? null : 'It belongs to another organisation.'
}

const dayMs = 86_400_000

export async function dueDuties(
  room: DutiesRoom,
  { crisis, days = 30 }: InputOf<typeof api.dueDuties>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.dueDuties>>> {
  // A copy asks nothing of anybody here: what is due is for its owner to see to.
  const view: View = { ...call.view, own: true }
  const now = momentOf(call)
  const all = await allNotices(room.journal, view)
  const ladders = await laddersFor(room, view, all)
  const notices = all
    .filter(({ state }) => state.status === 'open' && (crisis === undefined || state.crisis === crisis))
    .map((one) => dueNotice(room, one, ladders, now))
    .sort((a, b) => ((a.timing.limit ?? '9') < (b.timing.limit ?? '9') ? -1 : 1))
  const until = new Date(Date.parse(now) + days * dayMs).toISOString()
  const obligations = crisis === undefined ? await dueObligations(room, view, now, until) : []
  const asked = await notOpened(room, view, all, crisis)
  return done({
    notices,
    obligations,
    asked,
    overdue:
      notices.filter(({ timing }) => timing.state === 'overdue').length +
      obligations.filter(({ status }) => status === 'overdue').length,
  })
}

function dueNotice(room: DutiesRoom, held: Held<Notice>, ladders: Awaited<ReturnType<typeof laddersOf>>, now: Instant) {
  const { id, version, marking, state } = held
  const { kind, title, crisis, owner, verification } = state
  return {
    ...{ id, version, marking, kind, title, crisis, owner, verification },
    kindTitle: kindOf(room, kind)?.title ?? kind,
    timing: timingFor(room, held, ladders, now),
    waiting: stillToTell(state).map(({ party }) => party.name),
  }
}

async function dueObligations(room: DutiesRoom, view: View, now: Instant, until: Instant) {
  const records = await followedObligations(room.journal, view)
  // Notices stand in a list of their own: here it counts what a day, and nothing else, makes due.
  const rows = checklistOf(room.framework.obligations, records, [], { followed: true, status: ['due', 'overdue'] }, now)
  return rows
    .flatMap(({ duty, actor, followed, standing }) => {
      if (!followed || (standing.dueAt ?? '') > until) return []
      const { status, dueAt, because } = standing
      const { id, marking, state } = followed
      return [{ id, marking, obligation: duty.id, actor, text: duty.text, owner: state.owner, status, dueAt, because }]
    })
    .sort((a, b) => ((a.dueAt ?? '9') < (b.dueAt ?? '9') ? -1 : 1))
}

async function notOpened(room: DutiesRoom, view: View, notices: readonly Held<Notice>[], only: string | undefined) {
  const crises = await crisesGoingOn(room.journal, view, only)
  const ladders = await laddersOf(
    room.journal,
    view,
    crises.map(({ id }) => id),
  )
  const asked = askedNotices(
    room.framework.notices.kinds,
    crises.map(({ id, state: { title, status, openedAt } }) => ({
      ...{ id, title, status, openedAt },
      ladder: ladders.get(id)?.state ?? null,
      kinds: new Set(notices.flatMap(({ state }) => (state.crisis === id ? [state.kind] : []))),
    })),
  )
  const titles = new Map(crises.map(({ id, state }) => [id, state.title]))
  return asked.map(({ kind, ...one }) => ({
    ...one,
    kind,
    kindTitle: kindOf(room, kind)?.title ?? kind,
    crisisTitle: titles.get(one.crisis) ?? '',
  }))
}
