// Outage, overload, throttling, blocking, or a fault of the way: explanations side by side, never surer than what was seen.
import type { Explanation, ReachVerdict } from '../../model/reach.ts'
import { blocking } from './explain/blocking.ts'
import { pathFault, vantageFault } from './explain/faults.ts'
import { outage } from './explain/outage.ts'
import { overload } from './explain/overload.ts'
import { type Scene, sceneOf, weigh } from './explain/scene.ts'
import { throttling } from './explain/throttling.ts'
import { type Heard, witnessOf } from './pattern.ts'
import type { ReachData } from './reach-data.ts'

const mostPlaces = 100

/**
 * Views of one while. Two points in one network are one witness; one witness alone only suspects. A peer may be wrong, or lie: what places of
 * our own see is not turned into something else by the word of one.
 */
export function classify(views: readonly Heard[], data: ReachData): ReachVerdict {
  const heard = views.slice(0, mostPlaces)
  const all = judged(heard, data)
  const peers = [...new Set(heard.flatMap(({ peer }) => peer ?? []))]
  if (peers.length === 0) return all
  const own = heard.filter(({ peer }) => peer === undefined)
  const alone = judged(own, data)
  if (alone.witnesses === 0 || alone.state === all.state) return all
  for (const one of peers) {
    const without = judged(
      heard.filter(({ peer }) => peer !== one),
      data,
    )
    const word = heard.filter(({ peer }) => peer === one)
    if (without.state !== all.state && judged([...own, ...word], data).state === all.state)
      return onOneWord(without, all, word)
  }
  return all
}

/** What it would be, if one peer were believed: said beside the verdict, and no part of it. */
function onOneWord(without: ReachVerdict, all: ReachVerdict, word: readonly Heard[]): ReachVerdict {
  const names = word.map(({ vantage }) => vantage).join(', ')
  const note = `By the word of ${names} it would be ${all.state}; what is seen here is not turned by one peer alone.`
  const explanations = without.explanations.map((one) =>
    one.kind === 'unknown' ? cut({ ...one, for: [...one.for.slice(0, 19), note] }) : one,
  )
  return { ...without, explanations, seen: all.seen }
}

function judged(views: readonly Heard[], data: ReachData): ReachVerdict {
  const all = views.map((view) => witnessOf(view, data))
  const scene = sceneOf(all, data)
  const known = [outage, overload, throttling, blocking, pathFault, vantageFault]
    .map((explain) => capped(weigh(explain(scene)), scene))
    .sort((a, b) => b.support - a.support)
  const explanations = [...known, unknown(known, scene)].sort((a, b) => b.support - a.support)
  return {
    state: stateOf(scene, known),
    witnesses: scene.witnesses,
    explanations,
    seen: all.map(({ view, pattern, says }) => ({
      vantage: view.vantage,
      network: view.network,
      country: view.country,
      pattern,
      says: says.slice(0, 300),
    })),
  }
}

/** What is seen from one place alone is a suspicion, however plain it looks from there. */
function capped(explanation: Explanation, { data, witnesses, blind }: Scene): Explanation {
  const heard = explanation.kind === 'vantage-fault' ? witnesses + blind.length : witnesses
  const alone = heard < data.leastWitnesses
  const support = alone ? Math.min(explanation.support, data.decide.mostAlone) : explanation.support
  return { ...cut(explanation), support, sure: sureOf(support, alone, data) }
}

/** Sentences name places, and places may be many: what is kept is bounded. */
function cut(explanation: Explanation): Explanation {
  const short = (list: readonly string[]) => list.map((one) => (one.length <= 300 ? one : `${one.slice(0, 297)}...`))
  return { ...explanation, for: short(explanation.for), against: short(explanation.against) }
}

function sureOf(support: number, alone: boolean, { decide }: ReachData): Explanation['sure'] {
  if (support < decide.suspected) return 'unlikely'
  if (alone || support < decide.support) return 'suspected'
  return support >= 0.9 ? 'nearly-certain' : 'likely'
}

function unknown(known: readonly Explanation[], { able, bad, data, witnesses }: Scene): Explanation {
  const best = known[0]?.support ?? 0
  const trouble = bad.length > 0 || able.length === 0
  return {
    kind: 'unknown',
    support: trouble ? Math.round((1 - best) * 100) / 100 : 0,
    sure: trouble && best < data.decide.suspected ? 'suspected' : 'unlikely',
    for: [
      ...(able.length === 0 ? ['No place has probed it often enough to say anything.'] : []),
      ...(able.length > 0 && witnesses < data.leastWitnesses ? ['It was seen from one network alone.'] : []),
    ],
    against: [],
    next: 'Probe from more networks and countries, with a control beside each.',
  }
}

function stateOf(scene: Scene, known: readonly Explanation[]): ReachVerdict['state'] {
  const { able, bad, blind, data, witnesses } = scene
  if (bad.length === 0 && able.length > 0 && blind.length === 0) return 'well'
  const [best, second] = known
  if (!best || best.support - (second?.support ?? 0) < data.decide.lead) return 'unknown'
  const enough = witnesses >= data.leastWitnesses ? data.decide.support : data.decide.suspected
  return best.support >= enough ? best.kind : 'unknown'
}
