// What usual traffic, a flash crowd and each kind of attack look like when rows, sources and shapes are counted.
// Shares are round numbers of our own: plausible, and made to be told apart no more easily than real ones are.
import type { AttackKind } from './options.ts'

export type Shares = Readonly<Record<string, number>>

export interface Profile {
  countries: Shares
  /** Channel flow: share of packets by IP protocol number. */
  protocols: Shares
  /** Channel web: share of requests by class of the status. */
  statuses: Shares
  bytesPerPacket: number
  packetsPerFlow: number
  /** Flows (or requests) that one source sends in ten seconds; a spoofed source is seen once. */
  flowsPerSource: number
  /** How many sources there are at all; null: as many as it takes. */
  population: number | null
  /** Every flow from an address that was made up. */
  fresh: boolean
  /** How many addresses within the target it goes to; one of them stands out unless it is spread evenly. */
  destinations: number
  even: boolean
  ports: Shares
  /** Share of packets (flow) by counter of data/sense/vectors.json. */
  flowShapes: Shares
  /** Share of requests (web) by counter of `webShapes`. */
  webShapes: Shares
}

/** A service used mostly in Europe, as the source mix of an ordinary day. */
export const usualCountries: Shares = {
  DE: 0.24,
  FR: 0.16,
  IT: 0.1,
  ES: 0.09,
  NL: 0.08,
  PL: 0.08,
  US: 0.07,
  GB: 0.05,
  BE: 0.04,
  SE: 0.03,
  RO: 0.02,
  UA: 0.01,
  BR: 0.01,
  IN: 0.01,
  VN: 0.005,
  '??': 0.005,
}

/** Story of 10 March 2025: most from the USA, Vietnam, Brazil and others, very little from Ukraine. */
export const roguesCountries: Shares = {
  US: 0.3,
  VN: 0.22,
  BR: 0.2,
  IN: 0.06,
  ID: 0.05,
  TH: 0.04,
  CN: 0.03,
  MX: 0.03,
  TR: 0.02,
  AR: 0.02,
  DE: 0.015,
  UA: 0.004,
  '??': 0.011,
}

const usualWebShapes: Shares = {
  'no-referrer': 0.3,
  'known-referrer': 0.66,
  asset: 0.7,
  page: 0.24,
  post: 0.04,
  'random-query': 0.01,
  'empty-agent': 0.005,
  'tool-agent': 0.02,
  'browser-agent': 0.9,
  'robot-agent': 0.07,
  'server-error': 0.003,
  'client-error': 0.02,
}

export const usualProfile: Profile = {
  countries: usualCountries,
  protocols: { 6: 0.78, 17: 0.2, 1: 0.02 },
  statuses: { 2: 0.9, 3: 0.077, 4: 0.02, 5: 0.003 },
  bytesPerPacket: 780,
  packetsPerFlow: 14,
  flowsPerSource: 3,
  population: null,
  fresh: false,
  destinations: 12,
  even: false,
  ports: { 443: 0.8, 80: 0.12, 53: 0.08 },
  flowShapes: {
    'syn-only': 0.02,
    'syn-ack': 0.015,
    rst: 0.01,
    icmp: 0.02,
    small: 0.15,
    bogon: 0.0005,
    'amplification-dns': 0.03,
    'amplification-ntp': 0.001,
  },
  webShapes: usualWebShapes,
}

/** More of the same people, who come by links, fetch what a page needs, and wait when it is slow. */
export const crowdProfile: Profile = {
  ...usualProfile,
  statuses: { 2: 0.88, 3: 0.08, 4: 0.02, 5: 0.02 },
  flowsPerSource: 2.8,
  webShapes: {
    ...usualWebShapes,
    'no-referrer': 0.34,
    'known-referrer': 0.63,
    asset: 0.68,
    page: 0.27,
    'robot-agent': 0.02,
    'browser-agent': 0.95,
    'server-error': 0.02,
  },
}

const flood: Profile = {
  ...usualProfile,
  countries: roguesCountries,
  protocols: { 6: 1 },
  packetsPerFlow: 4,
  bytesPerPacket: 60,
  flowsPerSource: 12,
  population: 6_000,
  destinations: 1,
  ports: { 443: 1 },
  webShapes: {},
}

/** Sources that are made up fall where addresses are, whoever sends. */
const spacedCountries: Shares = {
  US: 0.38,
  CN: 0.09,
  JP: 0.06,
  DE: 0.04,
  GB: 0.04,
  KR: 0.04,
  FR: 0.03,
  BR: 0.03,
  CA: 0.02,
  IT: 0.02,
  '??': 0.25,
}

export const attackProfiles: Readonly<Record<AttackKind, Profile>> = {
  'botnet-syn': { ...flood, flowShapes: { 'syn-only': 0.97, small: 1 } },
  'spoofed-syn': {
    ...flood,
    countries: spacedCountries,
    fresh: true,
    population: null,
    packetsPerFlow: 1,
    flowsPerSource: 1,
    flowShapes: { 'syn-only': 1, small: 1, bogon: 0.13 },
  },
  amplification: {
    ...flood,
    protocols: { 17: 1 },
    bytesPerPacket: 1_250,
    packetsPerFlow: 20,
    flowsPerSource: 8,
    population: 2_500,
    ports: { 44721: 0.5, 80: 0.5 },
    flowShapes: { 'amplification-dns': 0.85, 'amplification-ntp': 0.12 },
  },
  'udp-flood': { ...flood, protocols: { 17: 1 }, bytesPerPacket: 900, ports: { 53001: 0.4, 443: 0.6 }, flowShapes: {} },
  carpet: {
    ...flood,
    protocols: { 17: 0.7, 1: 0.3 },
    bytesPerPacket: 600,
    destinations: 254,
    even: true,
    ports: { 443: 0.3, 80: 0.3, 123: 0.4 },
    flowShapes: { icmp: 0.3 },
  },
  'http-flood': {
    ...flood,
    statuses: { 2: 0.55, 4: 0.1, 5: 0.35 },
    bytesPerPacket: 500,
    packetsPerFlow: 9,
    flowsPerSource: 25,
    population: 3_000,
    flowShapes: { 'syn-only': 0.1, small: 0.2 },
    webShapes: {
      'no-referrer': 0.93,
      'known-referrer': 0.05,
      asset: 0.02,
      page: 0.95,
      post: 0.03,
      'random-query': 0.75,
      'empty-agent': 0.05,
      'tool-agent': 0.25,
      'browser-agent': 0.7,
      'server-error': 0.35,
      'client-error': 0.1,
    },
  },
}
