// A planned exercise as a record: planned, changed, held or cancelled.
import Type, { type Static } from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Because, Day, ProgrammeEntry, planFields } from '../../model/programme/programme.ts'

const closed = { additionalProperties: false } as const
const { exercise, because } = ProgrammeEntry.properties

const Planned = Type.Object({ ...planFields, exercise }, closed)
export const EntryChange = Type.Partial(Planned, closed)
export type EntryChange = Static<typeof EntryChange>

export const programmeEntryRecord = recordKind({
  name: 'exercise.programmeEntry',
  state: ProgrammeEntry,
  kinds: {
    'exercise.addedToProgramme': opening(
      Planned,
      (body): ProgrammeEntry => ({ ...body, state: 'planned', heldOn: null, because: null }),
    ),
    'exercise.changedInProgramme': change(
      EntryChange,
      (state: ProgrammeEntry, body): ProgrammeEntry => ({ ...state, ...body }),
    ),
    'exercise.notedHeld': change(
      Type.Object({ exercise, heldOn: Day, because }, closed),
      (state: ProgrammeEntry, body): ProgrammeEntry => ({ ...state, ...body, state: 'held' }),
    ),
    'exercise.cancelledInProgramme': change(
      Type.Object({ because: Because }, closed),
      (state: ProgrammeEntry, body): ProgrammeEntry => ({ ...state, ...body, state: 'cancelled' }),
    ),
  },
  index: ({ title, organiser, takesPart }) => ({
    title: `EXERCISE ${title}`,
    words: `${organiser} ${takesPart.map(({ name }) => name).join(' ')}`,
  }),
})
