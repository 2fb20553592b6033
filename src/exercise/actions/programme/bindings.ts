// Each contract of the programme, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as calendarsApi from '../../api/programme/calendars.ts'
import * as api from '../../api/programme/programme.ts'
import { readRequirements } from '../../store/programme/requirements.ts'
import type { ExerciseRoom } from '../room.ts'
import * as calendars from './calendars.ts'
import * as entries from './plan-entry.ts'
import type { ProgrammeRoom } from './room.ts'
import * as show from './show-programme.ts'

export function programmeRoom(room: ExerciseRoom): ProgrammeRoom {
  return { room, ...readRequirements() }
}

export function programmeBindings(it: ProgrammeRoom): Binding[] {
  return [
    bind(api.addToProgramme, (input, call) => entries.addToProgramme(it, input, call)),
    bind(api.changeInProgramme, (input, call) => entries.changeInProgramme(it, input, call)),
    bind(api.noteHeld, (input, call) => entries.noteHeld(it, input, call)),
    bind(api.cancelInProgramme, (input, call) => entries.cancelInProgramme(it, input, call)),
    bind(api.showProgramme, (input, call) => show.showProgramme(it, input, call)),
    bind(api.programmeCalendar, (input, call) => show.programmeCalendar(it, input, call)),
    bind(api.programmeTable, (input, call) => show.programmeTable(it, input, call)),
    bind(calendarsApi.listProgrammeCalendars, (input, call) => calendars.listProgrammeCalendars(it, input, call)),
    bind(calendarsApi.openProgrammeCalendar, (input, call) => calendars.openProgrammeCalendar(it, input, call)),
    bind(calendarsApi.closeProgrammeCalendar, (input, call) => calendars.closeProgrammeCalendar(it, input, call)),
  ]
}
