// The times of a situation: its anchors as instants, the zone its calendar runs in, the Member State whose days off count.
import type { Law, PeriodReading } from '../../model/law.ts'
import type { Situation } from '../../model/verdict.ts'
import type { Known, PreparedLaw } from './prepared.ts'

export interface Times {
  now: string | null
  timeZone: string
  memberState: string | null
  /** First as the regime has it, then plain; where the law says 'the latest of', the latest that is known. */
  anchor(regime: string, id: string): string | null
}

export function timesOf(law: PreparedLaw, situation: Situation, known: Known): Times {
  const given = situation.anchors ?? {}
  const at = (id: string) => (Object.hasOwn(given, id) ? momentOf(given[id]) : null)
  const anchor = (regime: string, id: string): string | null => {
    const [kind, report] = id.split(':')
    const told = (report === undefined ? null : at(`${kind}:${regime}/${report}`)) ?? at(id)
    if (told !== null) return told
    const latestOf = law.law.anchors.find((one) => one.id === id)?.latestOf ?? []
    let latest: string | null = null
    for (const one of latestOf) {
      if (one === id) continue
      const [oneKind, oneReport] = one.split(':')
      const found = (oneReport === undefined ? null : at(`${oneKind}:${regime}/${oneReport}`)) ?? at(one)
      if (found !== null && (latest === null || found > latest)) latest = found
    }
    return latest
  }
  return {
    now: momentOf(situation.now),
    timeZone: situation.timeZone ?? 'UTC',
    memberState: memberStateOf(law, situation, known),
    anchor,
  }
}

/** One spelling, UTC with milliseconds, so that text order is time order; null for what is no moment. */
export function momentOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** The one with jurisdiction where somebody said so, else the only country of the entity. The Union's EL is GR in ISO 3166. */
function memberStateOf(law: PreparedLaw, { entity }: Situation, known: Known): string | null {
  const fact = law.factOf.get('entity.jurisdiction_member_state')
  const told = fact && known.values[fact.index]
  const code =
    typeof told === 'string' && told !== '' ? told : entity.countries.length === 1 ? entity.countries[0] : null
  return code === 'EL' ? 'GR' : (code ?? null)
}

/** How periods that are not in hours are read: for this regime and Member State, the more exact setting first. */
export function readingOf({ time }: Law, regime: string, memberState: string | null): PeriodReading {
  let best = time.reading
  let exactness = -1
  for (const setting of time.settings) {
    if (setting.regime !== undefined && setting.regime !== regime) continue
    if (setting.memberState !== undefined && setting.memberState !== memberState) continue
    const found = (setting.regime === undefined ? 0 : 2) + (setting.memberState === undefined ? 0 : 1)
    if (found > exactness) {
      exactness = found
      best = setting.reading
    }
  }
  return best
}

const dayIn = new Map<string, Intl.DateTimeFormat>()
const mostZones = 700

/** The day of a moment in a zone, '2026-09-11'; an unknown zone counts as UTC. */
export function dayOf(moment: string, timeZone: string): string {
  if (timeZone === 'UTC') return moment.slice(0, 10)
  let format = dayIn.get(timeZone)
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    } catch {
      return moment.slice(0, 10)
    }
    if (dayIn.size >= mostZones) dayIn.clear()
    dayIn.set(timeZone, format)
  }
  return format.format(new Date(moment))
}
