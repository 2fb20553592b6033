// What is kept with an incident: reports that led to it, tasks, notes and evidence; each with its own marking.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../model.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const report = recordKind({
  name: 'assess.report',
  state: is.Report,
  kinds: {
    'assess.incidentReported': opening(
      Type.Object(
        {
          reference: Type.String(),
          year: Type.Integer(),
          number: Type.Integer({ minimum: 1 }),
          organisation: Id,
          told: is.ReportTold,
        },
        closed,
      ),
      (body, entry): is.Report => ({
        ...body,
        status: 'received',
        incidents: [],
        declinedBecause: null,
        receivedAt: entry.recordedAt,
        reportedBy: entry.actor,
      }),
    ),
    'assess.reportTaken': change(
      Type.Object({ incident: Id }, closed),
      (state: is.Report, body): is.Report => ({
        ...state,
        status: 'taken',
        declinedBecause: null,
        incidents: [...new Set([...state.incidents, body.incident])],
      }),
    ),
    'assess.reportReleased': change(Type.Object({ incident: Id }, closed), (state: is.Report, body): is.Report => {
      const incidents = state.incidents.filter((id) => id !== body.incident)
      return { ...state, incidents, status: incidents.length > 0 ? 'taken' : 'received' }
    }),
    'assess.reportDeclined': change(
      Type.Object({ reason: is.Reason }, closed),
      (state: is.Report, body): is.Report => ({ ...state, status: 'declined', declinedBecause: body.reason }),
    ),
  },
  index: ({ reference, told }) => ({
    title: `${reference} ${told.title}`,
    words: [told.whatHappened, ...told.services, ...told.countries].join('\n'),
  }),
})

export const TaskChange = Type.Partial(
  Type.Object({
    title: is.Title,
    due: is.Task.properties.due,
    assignee: is.Task.properties.assignee,
    status: is.TaskStatus,
    outcome: is.Task.properties.outcome,
  }),
  closed,
)
export type TaskChange = Static<typeof TaskChange>

export const task = recordKind({
  name: 'assess.task',
  state: is.Task,
  kinds: {
    'assess.taskAdded': opening(
      Type.Object({ incident: Id, title: is.Title, due: is.Task.properties.due, assignee: orNull(Id) }, closed),
      (body, entry): is.Task => ({
        ...body,
        status: 'open',
        outcome: null,
        addedAt: entry.recordedAt,
        addedBy: entry.actor,
        endedAt: null,
      }),
    ),
    'assess.taskChanged': change(TaskChange, (state: is.Task, body, entry): is.Task => {
      const status = body.status ?? state.status
      const ended = status === 'open' ? null : (state.endedAt ?? entry.recordedAt)
      return { ...state, ...body, endedAt: ended }
    }),
    'assess.taskUndone': change(
      Type.Object({ undoes: Id, kind: Type.String(), back: TaskChange, reason: orNull(is.Reason) }, closed),
      (state: is.Task, { back }, entry): is.Task => {
        const status = back.status ?? state.status
        return { ...state, ...back, endedAt: status === 'open' ? null : (state.endedAt ?? entry.recordedAt) }
      },
    ),
  },
  index: (state) => ({ title: state.title, words: state.outcome ?? '' }),
})

export const note = recordKind({
  name: 'assess.note',
  state: is.Note,
  kinds: {
    'assess.noteAdded': opening(
      Type.Object({ incident: Id, text: is.Prose }, closed),
      (body, entry): is.Note => ({ ...body, addedAt: entry.recordedAt, addedBy: entry.actor }),
    ),
  },
  index: (state) => ({ title: beginning(state.text), words: state.text }),
})

export const evidence = recordKind({
  name: 'assess.evidence',
  state: is.Evidence,
  file: 'sha256',
  kinds: {
    'assess.evidenceAdded': opening(
      Type.Object(
        {
          incident: Id,
          name: is.Evidence.properties.name,
          description: is.Evidence.properties.description,
          bytes: Type.Integer({ minimum: 0 }),
          sha256: is.Sha256,
          mediaType: Type.String(),
          receivedFrom: Type.String({ maxLength: 300 }),
        },
        closed,
      ),
      ({ receivedFrom, ...body }, entry): is.Evidence => ({
        ...body,
        custody: [{ step: 'received', by: entry.actor, at: entry.recordedAt, to: null, note: receivedFrom }],
      }),
    ),
    'assess.evidenceHandled': change(
      Type.Object(
        {
          step: Type.Enum(['downloaded', 'transferred']),
          to: is.CustodyEntry.properties.to,
          note: is.CustodyEntry.properties.note,
          /** Who had it, where that is not who wrote the entry. */
          by: orNull(Type.String({ maxLength: 300 })),
        },
        closed,
      ),
      (state: is.Evidence, body, entry): is.Evidence => ({
        ...state,
        custody: [...state.custody, { ...body, by: body.by ?? entry.actor, at: entry.recordedAt }],
      }),
    ),
  },
  index: (state) => ({ title: state.name, words: `${state.description}\n${state.sha256}\n${state.mediaType}` }),
})

/** The first line of a text, cut between words. */
export function beginning(text: string, most = 100): string {
  const line = text.trim().split('\n', 1)[0] ?? ''
  if (line.length <= most) return line || '(empty)'
  const cut = line.lastIndexOf(' ', most)
  // Half of a surrogate pair is no text, and no database takes it.
  const kept = line.slice(0, cut > most / 2 ? cut : most).replace(/[\ud800-\udbff]$/, '')
  return `${kept}…`
}
