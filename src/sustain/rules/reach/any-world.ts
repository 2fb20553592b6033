// Worlds drawn at random: how bad, in how many places, at which rate. What was not thought of when thresholds were chosen.
import type { ReachOutcome } from '../../model/reach.ts'
import type { Spot, Weather, World } from './worlds.ts'

export const drawnTruths = [
  'well',
  'outage',
  'overload',
  'throttling',
  'blocking',
  'path-fault',
  'vantage-fault',
] as const

/** Two to five places in the Union, two to four in one other country, each in a network of its own. */
export function anyWorld(truth: (typeof drawnTruths)[number], random: () => number): World {
  const between = (least: number, most: number) => least + (most - least) * random()
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const count = (least: number, most: number) => Math.floor(between(least, most + 1))
  const line = (): Partial<Weather> => ({
    connect: between(10, 150),
    firstByte: between(30, 250),
    rough: between(0.1, 0.8),
    fails: { timeout: between(0, 0.03) },
  })
  const home = Array.from({ length: count(2, 5) }, (_, at) => ({
    vantage: `Union ${at}`,
    country: oneOf(['FI', 'DE', 'ES']),
  }))
  const there = Array.from({ length: count(2, 4) }, (_, at) => ({ vantage: `There ${at}`, country: 'XX' }))
  const places = [...home, ...there].map((place, at) => ({ ...place, network: `AS${at}` }))
  const one = oneOf(places).vantage
  const bad = badOf(truth, between, oneOf)
  const hit = ({ vantage, country }: (typeof places)[number]) =>
    truth === 'outage' || truth === 'overload' || (truth.endsWith('fault') ? vantage === one : country === 'XX')
  const spots: Spot[] = places.map((place) => ({ ...place, weather: { ...line(), ...(hit(place) ? bad() : {}) } }))
  return { name: `any ${truth}`, truth, spots }
}

type Between = (least: number, most: number) => number
type OneOf = <T>(list: readonly T[]) => T

function badOf(truth: (typeof drawnTruths)[number], between: Between, oneOf: OneOf): () => Partial<Weather> {
  const dead = oneOf<ReachOutcome>(['refused', 'connect-timeout', 'server-error', 'timeout', 'nxdomain'])
  const sign = oneOf<ReachOutcome>(['dns-forged', 'nxdomain', 'tls-reset', 'reset', 'block-page', 'wrong-certificate'])
  const cap = between(8_000, 300_000)
  if (truth === 'outage') return () => ({ fails: { [dead]: between(0.97, 1) } })
  if (truth === 'overload')
    return () => ({
      fails: { 'server-error': between(0.1, 0.4), timeout: between(0.05, 0.2) },
      firstByte: between(500, 3000),
      pace: between(200_000, 2_000_000),
      rough: between(0.5, 0.9),
    })
  if (truth === 'throttling') return () => ({ cap: cap * between(0.95, 1.05) })
  if (truth === 'blocking') return () => ({ fails: { [sign]: between(0.7, 1) } })
  if (truth === 'path-fault') return () => ({ fails: { 'connect-timeout': between(0.5, 1) } })
  if (truth === 'vantage-fault') return () => ({ fails: { timeout: between(0.6, 1) }, controlsFail: between(0.6, 1) })
  return () => ({})
}
