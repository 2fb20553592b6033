// What the actions of the programme work with. It stands in the live realm alone: whoever plans is not in the story.
import type { Call } from '#platform/http/types.ts'
import type { View } from '#platform/journal/types.ts'
import type { Framework } from '../../store/programme/requirements.ts'
import { type ExerciseRoom, planningRealm } from '../room.ts'

export interface ProgrammeRoom extends Framework {
  room: ExerciseRoom
}

/** The caller's eyes where exercises are planned. A moment that was asked for in an exercise is one of its story, and says nothing there. */
export function programmeView({ reader, view }: Pick<Call, 'reader' | 'view'>): View {
  return view.realm === planningRealm ? view : { reader, realm: planningRealm }
}
