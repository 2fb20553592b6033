// What `disrupt judge-time` does. Loaded only when it runs.
import { readFileSync } from 'node:fs'
import { readDaysOff } from '#assess/store/law/index.ts'
import { calendarsOf, readRequestData } from '#disrupt/index.ts'
import type { InTime } from '#disrupt/model/requests/in-time.ts'
import { ProcedureFile } from '#disrupt/model/requests/procedure-file.ts'
import { dawnOf, dayNumber } from '#disrupt/rules/days.ts'
import { casesOf } from '#disrupt/rules/requests/durations.ts'
import { faultsOfFile, judgedOf, knownOn } from '#disrupt/rules/requests/from-file.ts'
import { judgeInTime } from '#disrupt/rules/requests/in-time.ts'
import { sayChance } from '#disrupt/rules/requests/say-chance.ts'
import { faultIn } from '#platform/http/index.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'

interface TimeOptions {
  on?: string
  json?: boolean
}
const mostBytes = 4_000_000

/** Exit code 0: it can come in time. 1: endangered, too late or not to be said, or a file that is refused. */
export function judgeTime(path: string, { on, json }: TimeOptions): number {
  const data = readRequestData()
  const file = fileIn(path)
  const faults = faultsOfFile(file, data)
  if (faults.length > 0) {
    say(`${path} cannot be judged. ${faults.join(' ')}`)
    return 1
  }
  const calendarFor = calendarsOf(data, readDaysOff())
  const kinds = new Map(data.durations.kinds.map((kind) => [kind.id, kind]))
  const now = on === undefined ? new Date().toISOString() : endOf(on, calendarFor(file.forum ?? null).timeZone)
  const judged = judgedOf(on === undefined ? file : knownOn(file, on), data)
  const { endangeredBelow, rangeZ, otherForumCounts } = data.durations
  // The steps of the file that have ended are cases, too.
  const cases = casesOf([judged], kinds, calendarFor)
  const found = judgeInTime(judged, { now, cases, kinds, calendarFor, endangeredBelow, rangeZ, otherForumCounts })
  answer(json ? JSON.stringify(found) : inWords(file, found))
  return found.verdict === 'in-time' ? 0 : 1
}

function fileIn(path: string): ProcedureFile {
  const bytes = readFileSync(path === '-' ? 0 : path)
  if (bytes.byteLength > mostBytes)
    throw new BadUsage(`${path} has ${bytes.byteLength} bytes; at most ${mostBytes} are read.`)
  let given: unknown
  try {
    given = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    throw new BadUsage(`${path} holds no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
  const fault = faultIn(ProcedureFile, given)
  if (fault) throw new BadUsage(`${path} is no procedure: ${fault.where ?? '/'} ${fault.detail ?? fault.refusal}.`)
  return given as ProcedureFile
}

/** The last moment of a day: what became known on it is known. */
function endOf(on: string, timeZone: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(on) ? dayNumber(on) : null
  if (day === null) throw new BadUsage(`--on takes a day as in 2025-02-14, and not ${on.slice(0, 40)}.`)
  return new Date(Date.parse(dawnOf(day + 1, timeZone)) - 1).toISOString()
}

function inWords(file: ProcedureFile, found: InTime): string {
  const { verdict, probability, certainlyTooLate, earliest, expected, lastMoments, reasons, missing, today } = found
  const chance = probability ? sayChance(probability) : 'cannot be said'
  return [
    ...(file.title ? [file.title] : []),
    `On ${today}: ${verdict}. Needed by ${found.neededBy ?? 'nobody said'}${file.purpose ? `, for: ${file.purpose}` : ''}.`,
    `Chance that the answer is there then: ${chance}. Not before: ${earliest ?? 'not known'}.`,
    ...(certainlyTooLate ? [`Certain since ${certainlyTooLate.since}: ${certainlyTooLate.because}`] : []),
    ...(expected
      ? [`Expected: ${[expected.early, expected.middle, expected.late].map((day) => day ?? '?').join(', ')}.`]
      : []),
    ...lastMoments.map(({ text, because }) => `Last moment, “${text}”: ${because}`),
    ...missing.map((one) => `Missing: ${one}`),
    ...reasons.map((one) => `Why: ${one}`),
  ].join('\n')
}
