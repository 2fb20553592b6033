// A map of a country of services, made from a seed: layers from services down to energy and sites, few hubs that many use, rings as in life.
import type { Need, Option, Part } from '#sustain/model/parts.ts'
import { chanceOf } from '../../../src/sustain/rules/cascade/chance.ts'
import type { KnownPart } from '../../../src/sustain/rules/graph/from-parts.ts'

type LayerName = Part['layer']

/** How many of a hundred thousand parts stand in each layer. */
const sizes: Record<LayerName, number> = {
  service: 20_000,
  application: 25_000,
  platform: 10_000,
  software: 12_000,
  cloud: 3_000,
  dns: 1_500,
  certificate: 500,
  identity: 2_000,
  connectivity: 8_000,
  satellite: 200,
  energy: 7_800,
  site: 10_000,
}

interface Habit {
  layer: LayerName
  options: number
  least: number
  /** How many of the options stand by. */
  standby: number
  holds: number
  weight: number
}

const habit = (layer: LayerName, options: number, more: Partial<Habit> = {}): Habit => ({
  layer,
  options,
  least: 1,
  standby: 0,
  holds: 0,
  weight: 1,
  ...more,
})

/** What a part of each layer needs. connectivity and energy need each other, identity and applications too: rings with batteries. */
const habits: Partial<Record<LayerName, readonly Habit[]>> = {
  service: [
    habit('application', 2),
    habit('dns', 2, { standby: 1, holds: 60 }),
    habit('certificate', 1, { holds: 20_000, weight: 0.8 }),
    habit('identity', 1, { weight: 0.5 }),
    habit('connectivity', 2, { standby: 1 }),
  ],
  application: [
    habit('platform', 3, { least: 2 }),
    habit('software', 2, { least: 2, holds: 10_080, weight: 0.3 }),
    habit('identity', 1, { weight: 0.4, holds: 240 }),
  ],
  platform: [habit('cloud', 2, { standby: 1 }), habit('software', 3, { least: 3, holds: 10_080, weight: 0.3 })],
  cloud: [habit('site', 3, { least: 2 }), habit('connectivity', 2), habit('dns', 2, { holds: 30 })],
  dns: [habit('site', 2), habit('connectivity', 2)],
  certificate: [habit('site', 2), habit('dns', 2, { holds: 1440 })],
  identity: [habit('cloud', 2), habit('application', 1, { weight: 0.5, holds: 120 })],
  connectivity: [habit('energy', 2, { holds: 480 }), habit('satellite', 1, { weight: 0.1 })],
  satellite: [habit('connectivity', 1, { holds: 60 })],
  energy: [habit('connectivity', 2, { weight: 0.2, holds: 240 })],
  site: [habit('energy', 2, { holds: 720 }), habit('connectivity', 1, { weight: 0.6 })],
}

const memberStates = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const sectors = ['energy', 'transport', 'banking', 'health', 'digital-infrastructure', 'public-administration']

export interface MadeMap {
  parts: KnownPart[]
  options: number
  seed: number
  how: string
}

/** `parts` in the shares of the table above; options are filled up with software until there are exactly `options`. */
export function madeMap({ parts = 100_000, options = 500_000, seed = 1 } = {}): MadeMap {
  const draw = chanceOf(seed, 0)
  const factor = parts / 100_000
  const first = new Map<LayerName, number>()
  const layerOf: LayerName[] = []
  for (const [layer, share] of Object.entries(sizes) as [LayerName, number][]) {
    first.set(layer, layerOf.length)
    const size = Math.max(1, Math.round(share * factor))
    for (let n = 0; n < size; n += 1) layerOf.push(layer)
  }
  const sizeOf = (layer: LayerName) => Math.max(1, Math.round(sizes[layer] * factor))
  // Few are used by many: the cube of a uniform draw.
  const pick = (layer: LayerName) => (first.get(layer) ?? 0) + Math.floor(sizeOf(layer) * draw() ** 3)
  const made = layerOf.map((layer, at) => partOf(at, layer, draw, pick))
  let count = made.reduce((sum, { state }) => sum + state.needs.reduce((all, { of }) => all + of.length, 0), 0)
  const applications = first.get('application') ?? 0
  for (let n = 0; count < options; n = (n + 1) % sizeOf('application')) {
    const software = made[applications + n]?.state.needs[1]
    if (!software || software.of.length >= 200) continue
    const part = idOf(pick('software'))
    if (software.of.some((one) => one.part === part)) continue
    software.of.push({ part, switching: null })
    software.least = software.of.length
    count += 1
  }
  const how =
    'layers service, application, platform, software, cloud, dns, certificate, identity, connectivity, satellite, energy, site; ' +
    'hubs by the cube of a uniform draw; k of n, standbys, batteries, partial needs; rings of energy with connectivity and identity with applications'
  return { parts: made, options: count, seed, how }
}

/** Each id once: half a million options would otherwise each hold their own copy. */
const none: never[] = []
const ids: string[] = []

function idOf(n: number): string {
  ids[n] ??= spelled(n)
  return ids[n]
}

function spelled(n: number): string {
  return `01980f3c-8a00-7000-8000-${n.toString(16).padStart(12, '0')}`
}

function partOf(at: number, layer: LayerName, draw: () => number, pick: (layer: LayerName) => number): KnownPart {
  const place = memberStates[Math.floor(draw() * memberStates.length)] ?? 'BE'
  const country = (draw() < 0.25 ? 'US' : place) as Part['country']
  const service = layer === 'service'
  const state: Part = {
    name: `${layer} ${at}`,
    kind: service ? 'service' : layer === 'site' ? 'site' : layer === 'application' ? 'component' : 'provider',
    layer,
    behind: { organisation: null, name: `House ${Math.floor(3000 * draw() ** 3)}` },
    country,
    standsIn: place as Part['standsIn'],
    sectors: service ? [sectors[Math.floor(draw() * sectors.length)] as Part['sectors'][number]] : none,
    serves: service ? [place as Part['serves'][number]] : none,
    users: service ? Math.floor(10 ** (2 + 4.5 * draw())) : null,
    capacity: null,
    usableFrom: draw() < 0.3 ? 0.3 : 0,
    needs: (habits[layer] ?? []).map((one) => needOf(at, one, draw, pick)),
    evidence: none,
    aliases: none,
    note: null,
    active: true,
  }
  return { id: idOf(at), state }
}

function needOf(at: number, one: Habit, draw: () => number, pick: (layer: LayerName) => number): Need {
  const chosen = new Set<number>()
  for (let tries = 0; chosen.size < one.options && tries < 20; tries += 1) {
    const other = pick(one.layer)
    if (other !== at) chosen.add(other)
  }
  const inUse = Math.max(1, chosen.size - one.standby)
  const of = [...chosen].map((other, place): Option => {
    const standby = place >= inUse
    const span = { likely: 30, least: 10, most: 240 }
    return { part: idOf(other), switching: standby ? span : null, ...(standby ? { agreement: 'Frame' } : {}) }
  })
  const likely = Math.round(one.holds * (0.5 + draw()))
  const holds = { likely, least: Math.floor(likely / 2), most: likely * 2 }
  return { name: one.layer, layer: one.layer, least: Math.min(one.least, inUse), of, holds, weight: one.weight }
}
