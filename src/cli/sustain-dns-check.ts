// What `sustain dns check` does: asks resolvers from here, and says of each what it makes of them. Loaded only when it runs.
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { instant } from '#kernel/time.ts'
import { readPlan } from '#sustain/control/index.ts'
import type { HealthThresholds, Question, Sample, Upstream, Verdict } from '#sustain/model/resolvers.ts'
import { ask, createConnections, upstreamsOf } from '#sustain/probe/index.ts'
import { judgeAll } from '#sustain/rules/dns/health.ts'
import { planValues, standardPlan } from '#sustain/rules/dns/plan-values.ts'
import { answer } from './print-to.ts'
import { BadUsage, readText } from './program.ts'

export interface CheckOptions {
  plan?: string
  name?: string[]
  rounds?: string
  timeout?: string
  trust?: string
  json?: boolean
}

interface Asked {
  upstreams: Upstream[]
  questions: Question[]
  thresholds: HealthThresholds
  timeoutMilliseconds: number
}

const standardNames = ['europa.eu', 'enisa.europa.eu', 'www.iana.org']
const mostResolvers = 50

/** Exit code 0: all are well. */
export async function check(resolvers: readonly string[], options: CheckOptions): Promise<number> {
  const asked = askedOf(resolvers, options)
  const rounds = wholeNumber('rounds', options.rounds, 3, 1, 100)
  const trust = options.trust === undefined ? {} : { trust: readFileSync(options.trust, 'utf8') }
  const connections = createConnections()
  const samples: Sample[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const { timeoutMilliseconds, upstreams, questions } = asked
      const ways = upstreams.flatMap((upstream) => questions.map((question, place) => ({ upstream, question, place })))
      const options_ = { timeoutMilliseconds, connections, ...trust }
      samples.push(
        ...(await Promise.all(ways.map((way) => ask(way.upstream, way.question, { ...options_, place: way.place })))),
      )
    }
  } finally {
    connections.close()
  }
  const thresholds = { ...asked.thresholds, windowSeconds: 3600, leastSamples: 1 }
  const now = instant(new Date())
  const verdicts = judgeAll(
    asked.upstreams,
    samples,
    { questions: asked.questions, thresholds },
    { vantage: 'here', now },
  )
  const well = verdicts.every(({ health }) => health === 'well')
  if (options.json) answer(JSON.stringify({ well, ...asked, rounds, verdicts, samples }))
  else answer(asked.upstreams.map((upstream, at) => inWords(upstream, verdicts[at], samples)).join('\n'))
  return well ? 0 : 1
}

function askedOf(resolvers: readonly string[], options: CheckOptions): Asked {
  const file = options.plan === undefined ? null : planValues(readPlan(readText(options.plan)))
  const upstreams = [...(file ? upstreamsOf(file) : []), ...resolvers.map(upstreamFrom)]
  if (upstreams.length === 0)
    throw new BadUsage(
      'Name at least one resolver (9.9.9.9, 127.0.0.1:5353, tls://86.54.11.100, https://…) or --plan FILE.',
    )
  if (upstreams.length > mostResolvers) throw new BadUsage(`At most ${mostResolvers} resolvers are asked at once.`)
  const names = options.name ?? (file ? [] : standardNames)
  return {
    upstreams: [...new Map(upstreams.map((one) => [one.name, one])).values()],
    questions: [...(file?.questions ?? []), ...names.map(questionFor)],
    thresholds: (file ?? standardPlan).thresholds,
    timeoutMilliseconds: wholeNumber('timeout', options.timeout, file?.timeoutMilliseconds ?? 2000, 50, 30_000),
  }
}

function questionFor(name: string): Question {
  const plain = name.replace(/(.)\.$/, '$1')
  if (plain.length > 253 || !/^(\.|[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*)$/.test(plain))
    throw new BadUsage(`--name takes names such as www.example.org, not '${name}'.`)
  return { name: plain, type: 'A', expect: 'answers', compare: true }
}

/** `9.9.9.9`, `127.0.0.1:5353`, `[2620:fe::fe]:53`, `tcp://…`, `tls://address:port#name`, `https://name@address:port/path`, `https://address/path`. */
export function upstreamFrom(text: string): Upstream {
  const scheme = /^([a-z]+):\/\//.exec(text)?.[1] ?? 'udp'
  const transport = ({ udp: 'udp', tcp: 'tcp', tls: 'dot', https: 'doh' } as const)[scheme]
  const rest = text.replace(/^[a-z]+:\/\//, '')
  const parts =
    /^(?:([A-Za-z0-9.-]+)@)?(\[[0-9a-fA-F:]+\]|[0-9a-fA-F:]+:[0-9a-fA-F:]*|[0-9.]+)(?::(\d{1,5}))?(\/[^#\s]*)?(?:#([A-Za-z0-9.-]+))?$/.exec(
      rest,
    )
  const address = parts?.[2]?.replace(/^\[|\]$/g, '') ?? ''
  const port = parts?.[3] === undefined ? undefined : Number(parts[3])
  if (!transport || !parts || isIP(address) === 0 || (port !== undefined && (port < 1 || port > 65_535)))
    throw new BadUsage(
      `'${text}' is no resolver. Give an IP address, perhaps with a port: 9.9.9.9, [2620:fe::fe]:53, tcp://9.9.9.9, tls://86.54.11.100#unfiltered.joindns4.eu, https://unfiltered.joindns4.eu@86.54.11.100/dns-query.`,
    )
  const tlsName = parts[1] ?? parts[5]
  return {
    name: text,
    transport,
    address,
    ...(port === undefined ? {} : { port }),
    ...(tlsName === undefined ? {} : { tlsName }),
    ...(parts[4] === undefined || parts[4] === '/' ? {} : { path: parts[4] }),
    unionBased: false,
  }
}

function wholeNumber(name: string, given: string | undefined, standard: number, least: number, most: number): number {
  const value = given === undefined ? standard : Number(given)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new BadUsage(`--${name} takes a whole number from ${least} to ${most}, not '${given}'.`)
  return value
}

function inWords(upstream: Upstream, verdict: Verdict | undefined, samples: readonly Sample[]): string {
  const { health = 'unknown', because = [], figures } = verdict ?? {}
  const own = samples.filter((one) => one.upstream === upstream.name)
  const whys = [...new Set(own.flatMap(({ why, outcome }) => (why === undefined ? [] : [`${outcome}: ${why}`])))].slice(
    0,
    5,
  )
  const checked =
    figures?.validates === null ? 'signatures not tried' : figures?.validates ? 'validates' : 'does not validate'
  const median = figures?.medianMilliseconds == null ? 'no answer' : `${Math.round(figures.medianMilliseconds)} ms`
  const lines = [`${health.padEnd(8)} ${upstream.name}  ${median}, ${checked}`, ...because, ...whys]
  return lines.map((line, at) => (at === 0 ? line : `         ${line}`)).join('\n')
}
