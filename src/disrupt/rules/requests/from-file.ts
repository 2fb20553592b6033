// A procedure of a file as it would stand in the register, and what would be wrong with it.
import type { Instant } from '#kernel/time.ts'
import type { RequestData } from '../../model/requests/data.ts'
import type { ProcedureFile } from '../../model/requests/procedure-file.ts'
import type { RequestStep } from '../../model/requests/request.ts'
import type { Day } from '../../model/words.ts'
import { dawnOf, dayNumber } from '../days.ts'
import type { Judged } from './in-time.ts'

type FileStep = ProcedureFile['steps'][number]

/** Where each fault stands, and what it is. */
export function faultsOfFile(file: ProcedureFile, { durations, forums }: RequestData): string[] {
  const known = (list: readonly { id: string }[], id: string | undefined) =>
    id === undefined || list.some((one) => one.id === id)
  const days: [string, string | undefined][] = [
    ['/neededBy', file.neededBy],
    ['/neededSince', file.neededSince],
    ...file.steps.flatMap((step, n): [string, string | undefined][] =>
      (['announcedOn', 'begunOn', 'endedOn', 'setFor', 'setOn'] as const).map((name) => [
        `/steps/${n}/${name}`,
        step[name],
      ]),
    ),
    ...(file.alternatives ?? []).map((one, n): [string, string | undefined] => [
      `/alternatives/${n}/readyOn`,
      one.readyOn,
    ]),
  ]
  return [
    ...days.flatMap(([where, day]) => (day && dayNumber(day) === null ? [`${where}: there is no day ${day}.`] : [])),
    ...[file.forum, ...file.steps.map(({ forum }) => forum)]
      .filter((forum) => !known(forums, forum))
      .map((forum) => `There is no ${forum} in data/disrupt/forums.json.`),
    ...file.steps.flatMap(({ kind, begunOn, endedOn }, n) => [
      ...(known(durations.kinds, kind)
        ? []
        : [`/steps/${n}/kind: there is no ${kind} in data/disrupt/durations.json.`]),
      ...(begunOn && endedOn && endedOn < begunOn ? [`/steps/${n}: it cannot have ended before it began.`] : []),
    ]),
  ]
}

/** The file as it could have been written on a day: what came later is not in it. A day that was set and says not when was known before. */
export function knownOn(file: ProcedureFile, on: Day): ProcedureFile {
  const had = (day: Day | undefined) => day !== undefined && day <= on
  return {
    ...file,
    steps: file.steps.map(({ announcedOn, begunOn, endedOn, setFor, setOn, ...step }) => ({
      ...step,
      ...(announcedOn && had(announcedOn) ? { announcedOn } : {}),
      ...(begunOn && had(begunOn) ? { begunOn } : {}),
      ...(endedOn && had(endedOn) ? { endedOn } : {}),
      ...(setFor && (setOn === undefined || had(setOn)) ? { setFor, ...(setOn ? { setOn } : {}) } : {}),
    })),
  }
}

const start: Instant = '0001-01-01T00:00:00.000Z'

export function judgedOf(file: ProcedureFile, { forums }: Pick<RequestData, 'forums'>): Judged {
  const timeZone = forums.find(({ id }) => id === file.forum)?.timeZone ?? 'UTC'
  const dawn = (day: string | undefined) => {
    const number = day === undefined ? null : dayNumber(day)
    return number === null ? start : dawnOf(number, timeZone)
  }
  return {
    ...{ state: 'open', endedOn: null, forum: file.forum ?? null },
    ...{ neededBy: file.neededBy ?? null, neededSince: dawn(file.neededSince) },
    steps: file.steps.map((step, n) => stepOf(step, n, dawn)),
    alternatives: (file.alternatives ?? []).map(({ text, technically, realistic, readyOn }, n) => ({
      ...{ key: `a${n + 1}`, text, technically: technically ?? 'unknown', realistic: realistic ?? 'unknown' },
      ...{ readyOn: readyOn ?? null, note: '', by: '', at: start },
    })),
  }
}

function stepOf(step: FileStep, n: number, dawn: (day: string | undefined) => Instant): RequestStep {
  const { kind, text, forum = null, announcedOn = null, begunOn = null, endedOn = null, setFor, setOn, source } = step
  const state = endedOn ? 'done' : begunOn ? 'begun' : announcedOn ? 'announced' : 'planned'
  return {
    ...{ key: `s${n + 1}`, kind, text, by: null, forum, waits: true, state, announcedOn, begunOn, endedOn },
    fixed: setFor === undefined ? null : { on: setFor, since: dawn(setOn), source: source ?? null },
    ...{ outcome: null, note: '', source: source ?? null },
  }
}
