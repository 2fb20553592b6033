// Worlds with a known truth, each of its own kind: easy ones, mixed ones, and those that are easily mistaken for another.
import type { Usual } from '../../model/reach.ts'
import type { Spot, Weather, World } from './worlds.ts'

const places = [
  { vantage: 'Helsinki', network: 'AS1', country: 'FI' },
  { vantage: 'Berlin', network: 'AS2', country: 'DE' },
  { vantage: 'Madrid', network: 'AS3', country: 'ES' },
  { vantage: 'Home line one', network: 'AS64510', country: 'XX' },
  { vantage: 'Home line two', network: 'AS64511', country: 'XX' },
  { vantage: 'Mobile', network: 'AS64512', country: 'XX' },
] as const

type Some = Partial<Weather>

/** `union` in the three places of the Union, `there` in the three of one other country. */
function world(truth: World['truth'], name: string, union: Some, there: Some = union): World {
  return { truth, name, spots: places.map((place) => ({ ...place, weather: place.country === 'XX' ? there : union })) }
}

function only(truth: World['truth'], name: string, at: string, weather: Some, rest: Some = {}): World {
  const spots: Spot[] = places.map((place) => ({ ...place, weather: place.vantage === at ? weather : rest }))
  return { truth, name, spots }
}

const usual = (swing: number): Usual => ({
  firstByteMilliseconds: 60,
  bytesPerSecond: 4_000_000,
  hours: 24,
  swing,
})

const busy: Some = { fails: { 'server-error': 0.2, timeout: 0.15 }, firstByte: 2500, pace: 400_000, rough: 0.8 }
const slow: Some = { firstByte: 1200, pace: 500_000, rough: 0.7, usual: usual(1.4) }

export const labelledWorlds: readonly World[] = [
  world('well', 'all is well', {}),
  world('well', 'one probe in twenty is lost everywhere', { fails: { timeout: 0.05 } }),
  world('well', 'a slow country with a slow control', {}, { firstByte: 150, rough: 0.5 }),
  world('well', 'everybody has a flat line of their own, the control too', { rough: 0.02 }),
  world('well', 'a rough line', { rough: 0.9 }),
  world('well', 'long ways', { connect: 250, firstByte: 300 }),

  world('outage', 'connections are refused', { fails: { refused: 1 } }),
  world('outage', 'nobody answers', { fails: { 'connect-timeout': 1 } }),
  world('outage', 'each answer is an error of the server', { fails: { 'server-error': 1 } }),
  world('outage', 'its name servers are gone', { fails: { servfail: 0.7, 'dns-timeout': 0.3 } }),
  world('outage', 'its name has run out', { fails: { nxdomain: 1 } }),
  world('outage', 'it resets whoever comes', { fails: { reset: 1 } }),
  world('outage', 'it takes connections and says nothing', { fails: { timeout: 1 } }),
  world('outage', 'one in twenty still gets through', { fails: { refused: 0.96 } }),

  world('overload', 'late, uneven, with errors', busy),
  world('overload', 'late and slow at the busy hour', slow),
  world('overload', 'half of all fails, the rest is late', { fails: { 'server-error': 0.5 }, firstByte: 900 }),
  world('overload', 'only time-outs', { fails: { timeout: 0.4 }, firstByte: 1500, rough: 0.8 }),
  world('overload', 'late alone, nothing fails', { firstByte: 1500 }),
  world('overload', 'worse in one country', slow, busy),
  world('overload', 'errors without delay', { fails: { 'server-error': 0.4 }, usual: usual(0.9) }),
  world('overload', 'slow, uneven and connections late', { connect: 400, firstByte: 2000, pace: 200_000, rough: 0.9 }),

  world('throttling', 'to 130 kbit/s in one country', {}, { cap: 16_250 }),
  world('throttling', 'to 1 Mbit/s in one country', {}, { cap: 125_000 }),
  world('throttling', 'to 1 Mbit/s, at every hour', {}, { cap: 125_000, usual: usual(0.1) }),
  world('throttling', 'with some probes lost besides', {}, { cap: 60_000, fails: { timeout: 0.1 } }),
  only('throttling', 'at one mobile network', 'Mobile', { cap: 40_000 }),
  world('throttling', 'on long ways', { connect: 200, firstByte: 250 }, { connect: 200, firstByte: 250, cap: 50_000 }),
  world('throttling', 'to 300 kbit/s on a rough line', {}, { cap: 37_500, rough: 0.6 }),
  world('throttling', 'while it is a little late everywhere', { firstByte: 150 }, { firstByte: 200, cap: 100_000 }),

  world('blocking', 'names lead elsewhere in one country', {}, { fails: { 'dns-forged': 1 } }),
  world('blocking', 'names are said not to exist in one country', {}, { fails: { nxdomain: 1 } }),
  world('blocking', 'resets after the TLS greeting', {}, { fails: { 'tls-reset': 1 } }),
  world('blocking', 'plain resets in one country', {}, { fails: { reset: 1 } }),
  world('blocking', 'a page that says so', {}, { fails: { 'block-page': 1 } }),
  world('blocking', 'another certificate', {}, { fails: { 'wrong-certificate': 0.9 } }),
  world('blocking', 'nothing comes through in one country', {}, { fails: { 'connect-timeout': 1 } }),
  world('blocking', 'two of three probes are reset', {}, { fails: { 'tls-reset': 0.66 } }),
  only('blocking', 'by one provider', 'Home line two', { fails: { 'block-page': 0.5, 'dns-forged': 0.5 } }),

  only('path-fault', 'one network has no way', 'Madrid', { fails: { unreachable: 1 } }),
  only('path-fault', 'one network loses half', 'Berlin', { fails: { 'connect-timeout': 0.5 } }),
  only('path-fault', 'one network is late', 'Helsinki', { connect: 900, firstByte: 2500 }),
  only('path-fault', 'one network hears nothing', 'Mobile', { fails: { 'connect-timeout': 1 } }),

  only('vantage-fault', 'one place has no line', 'Madrid', { fails: { unreachable: 1 }, controlsFail: 1 }),
  only('vantage-fault', 'one resolver is silent', 'Berlin', { fails: { 'dns-timeout': 1 }, controlsFail: 0.9 }),
  only('vantage-fault', 'a line that loses most', 'Mobile', { fails: { timeout: 0.8 }, controlsFail: 0.8 }),
  only('vantage-fault', 'a line behind a page to sign in', 'Home line one', {
    fails: { 'wrong-certificate': 1 },
    controlsFail: 1,
  }),
]
