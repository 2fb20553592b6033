// The course of events: one line for each moment that the record names, oldest first.
import type { FiledEntry } from '#coordinate/model/crisis-file.ts'
import type { Instant } from '#kernel/time.ts'
import type { Block, ContentSource, TimelineBlock } from '../../model/product-content.ts'
import { prose, timeline as timelineBlock } from './blocks.ts'
import { holderOf } from './claims.ts'
import {
  actorOf,
  beyondLine,
  type Desk,
  fromClaim,
  fromCrisis,
  fromIncident,
  fromReferenced,
  fromTitled,
  line,
  partyOf,
  source,
} from './desk.ts'
import { compare, incidentsOf } from './incidents.ts'
import { fromLadder, modeOf, networkOf } from './ladder.ts'
import { asWritten, capital, exactMoment, figure, quoted } from './say.ts'

interface Moment {
  at: Instant
  end: Instant | null
  key: string
  text: string
  source: ContentSource
  /** Where not all fit, those of the lowest number stay. */
  weight: number
  claimed: boolean
}

export function timeline(desk: Desk): Block[] {
  const all = momentsOf(desk)
  const most = desk.section.most ?? 5_000
  // The weightiest and newest stay; they are then shown in the order of time.
  const ranked = [...all].sort((a, b) => a.weight - b.weight || compare(b.at, a.at) || compare(a.key, b.key))
  const shown = ranked
    .slice(0, most)
    .sort((a, b) => compare(a.at, b.at) || a.weight - b.weight || compare(a.key, b.key))
  const left = ranked.slice(most)
  return [
    ...timelineBlock(shown.map((one) => drawn(desk, one))),
    ...prose(
      beyondLine(
        desk,
        left.length,
        left.map((one) => one.source),
        ['moment', 'moments'],
      ),
    ),
  ]
}

function drawn(desk: Desk, { at, end, key, text, source, claimed }: Moment): TimelineBlock['moments'][number] {
  return { at, end, sentence: line(desk, key, text, [source], claimed ? { standing: 'claimed' } : {}) }
}

function momentsOf(desk: Desk): Moment[] {
  return [
    ...ofCrisis(desk),
    ...ofIncidents(desk),
    ...ofAttacks(desk),
    ...ofClaims(desk),
    ...ofDecisions(desk),
    ...ofLadder(desk),
  ]
}

function made(
  weight: number,
  key: string,
  at: Instant,
  text: string,
  source: ContentSource,
  end: Instant | null = null,
): Moment {
  return { at, end, key, text, source, weight, claimed: false }
}

function ofCrisis({ told }: Desk): Moment[] {
  const { crisis } = told
  if (!crisis) return []
  const from = fromCrisis(crisis)
  const { title, openedAt, closed, strands, lines } = crisis.state
  return [
    made(0, 'opened', openedAt, `The crisis ${quoted(title)} is opened.`, from),
    ...(closed ? [made(0, 'closed', closed.at, 'The crisis is closed.', from)] : []),
    ...strands.flatMap(({ key, title, startedAt, endedAt }) =>
      startedAt ? [made(1, `strand:${key}`, startedAt, asWritten(title), from, endedAt)] : [],
    ),
    ...lines.flatMap(({ key, agreedAt, audience, status }) =>
      agreedAt && status !== 'draft'
        ? [made(3, `line:${key}`, agreedAt, `A wording for the audience “${audience}” is agreed.`, from)]
        : [],
    ),
  ]
}

function ofIncidents(desk: Desk): Moment[] {
  return incidentsOf(desk).flatMap((incident) => {
    const { reference, title, times, declaredAt } = incident.state
    const from = fromIncident(incident)
    const { startedAt, detectedAt, endedAt } = times
    return [
      ...(startedAt
        ? [made(1, `began:${incident.id}`, startedAt, `${reference} begins: ${asWritten(title)}`, from, endedAt)]
        : []),
      ...(detectedAt ? [made(2, `detected:${incident.id}`, detectedAt, `${reference} is detected.`, from)] : []),
      made(2, `declared:${incident.id}`, declaredAt, `${reference} is declared an incident: ${asWritten(title)}`, from),
    ]
  })
}

function ofAttacks({ told }: Desk): Moment[] {
  return told.attacks.flatMap((attack) => {
    const { title, waves, judged } = attack.state
    if (judged?.as === 'false alarm') return []
    const from = fromTitled('sense.attack', attack)
    return waves.map((wave, n) => {
      const times =
        wave.baseline > 0 ? `, ${figure(wave.peakValue / wave.baseline)} times what is usual at the peak` : ''
      return made(
        2,
        `wave:${attack.id}:${n + 1}`,
        wave.onset,
        `Measured at ${quoted(title)}: wave ${n + 1} of ${waves.length} (${wave.measure}${times}).`,
        from,
        wave.end,
      )
    })
  })
}

/** Only claims whose moment is known to the minute and in its zone: a day has no place between two hours. */
function ofClaims({ told }: Desk): Moment[] {
  return told.claims.flatMap((claim) => {
    const { saidAt, status, proposition } = claim.state
    const said = saidAt && exactMoment(saidAt)
    if (status !== 'standing' || !said) return []
    const text = `${capital(holderOf(claim.state))} says: ${quoted(proposition)}.`
    return [{ ...made(3, `claim:${claim.id}`, said.toISOString(), text, fromClaim(claim)), claimed: true }]
  })
}

function ofDecisions(desk: Desk): Moment[] {
  return desk.told.decisions.flatMap((decision) => {
    const { chosen, options, reference } = decision.state
    const option = chosen && options.find(({ key }) => key === chosen.option)
    if (!chosen || !option) return []
    const text = `${capital(partyOf(desk, chosen.decider))} decides (${reference}): ${asWritten(option.text)}`
    return [made(0, `decision:${decision.id}`, chosen.at, text, fromReferenced('coordinate.decision', decision))]
  })
}

function ofLadder(desk: Desk): Moment[] {
  const { ladder } = desk.told
  if (!ladder) return []
  return ladder.state.steps.flatMap((step) => {
    const { key, network, from, to, decision } = step
    if (decision?.outcome !== 'taken') return []
    const text = `${networkOf(desk, network)} goes from ${modeOf(desk, network, from)} to ${modeOf(desk, network, to)}, decided by ${partyOf(desk, decision.decider)}.`
    return [made(0, `step:${key}`, decision.at, text, fromLadder(ladder))]
  })
}

/** The log as it was written: each entry of the journal that may be told, the newest ones where not all fit. */
export function log(desk: Desk): Block[] {
  const { entries } = desk.told
  const most = desk.section.most ?? 5_000
  const shown = entries.slice(Math.max(0, entries.length - most))
  const left = entries.slice(0, entries.length - shown.length)
  const labels = labelsOf(desk)
  const from = (entry: FiledEntry) =>
    source(entry.record, { id: entry.subject, entry: entry.id }, labels.get(entry.subject) ?? entry.record)
  const moments = shown.map((entry) => {
    const whose = labels.get(entry.subject)
    const text = `${whose ? `${whose}: ` : ''}${whoDid(desk, entry.actor)}: ${asWritten(entry.sentence)}`
    return { at: entry.observedAt, end: null, sentence: line(desk, `entry:${entry.id}`, text, [from(entry)]) }
  })
  const words = ['earlier entry', 'earlier entries'] as const
  return [...timelineBlock(moments), ...prose(beyondLine(desk, left.length, left.slice(-100).map(from), words))]
}

function whoDid(desk: Desk, actor: string): string {
  return actor.startsWith('person:') ? actorOf(desk, actor) : 'the node'
}

function labelsOf({ told }: Desk): ReadonlyMap<string, string> {
  const referenced = [...(told.crisis ? [told.crisis] : []), ...told.incidents, ...told.decisions]
  return new Map(referenced.map(({ id, state }) => [id, state.reference]))
}
