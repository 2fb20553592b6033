// A task as a record: what it is, is what its entries add up to. Each hand that it went through stays.
import Type, { type Static } from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/task.ts'
import { closed, orNull, Reason } from '../../model/words.ts'

type Task = is.Task
type Hand = Task['hands'][number]
const state = is.Task.properties

/** To whom it is given, and until when they have to have heard it. */
const given = {
  assignee: is.Assignee,
  acknowledgeMinutes: state.acknowledgeMinutes,
  acknowledgeBy: state.acknowledgeBy,
  chain: state.chain,
}

export const TaskChange = Type.Partial(
  Type.Object({ title: state.title, details: state.details, priority: state.priority, due: state.due }),
  closed,
)
export type TaskChange = Static<typeof TaskChange>

export const taskRecord = recordKind({
  name: 'coordinate.task',
  state: is.Task,
  kinds: {
    'coordinate.taskAssigned': opening(
      Type.Object(
        {
          crisis: state.crisis,
          decision: state.decision,
          title: state.title,
          details: state.details,
          priority: state.priority,
          due: state.due,
          ...given,
        },
        closed,
      ),
      (body, entry): Task => ({
        ...body,
        status: 'assigned',
        hands: [hand(body.assignee, 'assigned', entry)],
        outcome: null,
        cancelledBecause: null,
        addedBy: entry.actor,
        addedAt: entry.recordedAt,
        endedAt: null,
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.taskChanged': change(TaskChange, (before: Task, body, entry): Task => {
      return { ...before, ...body, changedAt: entry.recordedAt }
    }),
    'coordinate.taskAcknowledged': change(Type.Object({}, closed), (before: Task, _body, entry): Task => {
      return { ...heard(before, entry), status: 'acknowledged' }
    }),
    'coordinate.taskEscalated': change(
      Type.Object({ assignee: is.Assignee, acknowledgeBy: state.acknowledgeBy }, closed),
      (before: Task, { assignee, acknowledgeBy }, entry): Task => ({
        ...before,
        assignee,
        status: 'assigned',
        acknowledgeBy,
        chain: before.chain.slice(1),
        hands: [...before.hands, hand(assignee, 'not-acknowledged', entry)],
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.taskReassigned': change(
      Type.Object({ ...given, reason: orNull(Reason) }, closed),
      (before: Task, { reason: _reason, ...body }, entry): Task => ({
        ...before,
        ...body,
        status: 'assigned',
        hands: [...before.hands, hand(body.assignee, 'reassigned', entry)],
        changedAt: entry.recordedAt,
      }),
    ),
    // The duty passed on, and its tasks with it. Whoever took the duty over with its notes has heard what was heard before.
    'coordinate.taskHandedOver': change(
      Type.Object(
        { assignee: is.Assignee, heardBy: orNull(Type.String()), acknowledgeBy: state.acknowledgeBy },
        closed,
      ),
      (before: Task, { assignee, heardBy, acknowledgeBy }, entry): Task => {
        const kept = before.status === 'acknowledged' && heardBy !== null
        const next = hand(assignee, 'hand-over', entry)
        return {
          ...before,
          assignee,
          status: kept ? 'acknowledged' : 'assigned',
          acknowledgeBy: kept ? null : acknowledgeBy,
          hands: [
            ...before.hands,
            kept ? { ...next, acknowledgedAt: entry.recordedAt, acknowledgedBy: heardBy } : next,
          ],
          changedAt: entry.recordedAt,
        }
      },
    ),
    'coordinate.taskDone': change(
      Type.Object({ outcome: state.outcome }, closed),
      (before: Task, { outcome }, entry): Task => ({
        ...heard(before, entry),
        status: 'done',
        outcome,
        endedAt: entry.recordedAt,
      }),
    ),
    'coordinate.taskCancelled': change(
      Type.Object({ reason: Reason }, closed),
      (before: Task, { reason }, entry): Task => ({
        ...before,
        status: 'cancelled',
        cancelledBecause: reason,
        acknowledgeBy: null,
        endedAt: entry.recordedAt,
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.taskReopened': change(
      Type.Object({ reason: Reason, acknowledgeBy: state.acknowledgeBy }, closed),
      (before: Task, { acknowledgeBy }, entry): Task => ({
        ...before,
        status: 'assigned',
        outcome: null,
        cancelledBecause: null,
        acknowledgeBy,
        hands: [...before.hands, hand(before.assignee, 'reassigned', entry)],
        endedAt: null,
        changedAt: entry.recordedAt,
      }),
    ),
  },
  index: ({ title, details, outcome }) => ({ title, words: [details, outcome ?? ''].join('\n') }),
})

function hand(assignee: is.Assignee, because: Hand['because'], { recordedAt }: EntryHeader): Hand {
  return { ...assignee, from: recordedAt, because, acknowledgedAt: null, acknowledgedBy: null }
}

/** Whoever does it has heard it: the newest hand is acknowledged once. */
function heard(before: Task, { recordedAt, actor }: EntryHeader): Task {
  const last = before.hands.length - 1
  const hands = before.hands.map((one, at) =>
    at === last && one.acknowledgedAt === null ? { ...one, acknowledgedAt: recordedAt, acknowledgedBy: actor } : one,
  )
  return { ...before, hands, acknowledgeBy: null, changedAt: recordedAt }
}
