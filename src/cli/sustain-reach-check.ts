// What `tocsin sustain reach check` does. Loaded only when it runs.
import { isIP } from 'node:net'

import type { Settings } from '#platform/config.ts'
import { readDataset } from '#platform/dataset.ts'
import { type Allowed, closedAddress, readAllowed } from '#platform/fetch/address.ts'
import type { ReachVerdict } from '#sustain/model/reach.ts'
import type { Endpoint } from '#sustain/model/services.ts'
import { createNames, probeRound } from '#sustain/probe/index.ts'
import { classify } from '#sustain/rules/reach/classify.ts'
import { endpointOf } from '#sustain/rules/reach/endpoint-of.ts'
import { ReachData } from '#sustain/rules/reach/reach-data.ts'
import { viewOf } from '#sustain/rules/reach/view.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'

const mostUrls = 20
const mostRounds = 20

export async function checkReach(
  urls: readonly string[],
  options: Record<string, unknown>,
  settings: Settings,
): Promise<number> {
  const data = readDataset(ReachData, 'sustain/reach.json')
  const bytes = whole(options.bytes, 'bytes', 65_536, 20_000_000)
  const rounds = whole(options.rounds, 'rounds', 1, mostRounds) ?? 3
  const allowed = readAllowed(settings.fetchAllow)
  const controls = ((options.control as string[] | undefined) ?? []).map((url) => endpointFrom(url, bytes, allowed))
  if (urls.length > mostUrls || controls.length > 5)
    throw new BadUsage(`At most ${mostUrls} services and 5 controls at a time.`)
  const finder = {
    names: createNames(typeof options.resolver === 'string' ? [options.resolver] : undefined),
    guard: { allowed, ownPort: () => null },
    blockPages: data.blockPages,
  }
  const services = []
  for (const url of urls) {
    const endpoints = [endpointFrom(url, bytes, allowed)]
    const from = new Date().toISOString()
    const samples = []
    for (let round = 0; round < rounds; round++) {
      if (round > 0) await new Promise((resolve) => setTimeout(resolve, 1000))
      const taken = await probeRound({ endpoints, controls }, finder, () => new Date())
      samples.push(...taken.samples)
      // A service that asks to be left alone is left alone.
      if (taken.retryAfter !== null) break
    }
    const place = { vantage: 'Here', network: null, country: null }
    const view = viewOf(place, samples, { from, to: new Date().toISOString() }, null, data)
    services.push({ url, verdict: classify([view], { ...data, leastTries: 1 }), view, samples })
  }
  if (options.json) answer(JSON.stringify({ services }))
  else for (const { url, verdict } of services) answer(inWords(url, verdict))
  say('Seen from one place alone: what is not well is suspected at most.')
  return services.every(({ verdict }) => verdict.state === 'well') ? 0 : 1
}

function endpointFrom(url: string, bytes: number | undefined, allowed: Allowed): Endpoint {
  const read = endpointOf(url, bytes)
  if (!read.ok) throw new BadUsage(`${url}: ${read.detail ?? 'not an address'}`)
  const { host } = read.value
  const closed = isIP(host) ? closedAddress(host, host, allowed) : undefined
  if (closed) throw new BadUsage(`${host} is a ${closed} address; TOCSIN_FETCH_ALLOW says which of these are asked.`)
  return read.value
}

function whole(given: unknown, name: string, least: number, most: number): number | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most) return given
  throw new BadUsage(`--${name} is a whole number from ${least} to ${most}.`)
}

function inWords(url: string, { state, seen, explanations }: ReachVerdict): string {
  const lines = [`${url}: ${state}`, ...seen.map(({ says }) => `  ${says}`)]
  if (state === 'well') return lines.join('\n')
  for (const { kind, support, sure, for: reasons, next } of explanations.filter((one) => one.support > 0.05)) {
    lines.push(`  ${kind} (support ${support.toFixed(2)}, ${sure})`)
    for (const reason of reasons) lines.push(`    + ${reason}`)
    lines.push(`    next: ${next}`)
  }
  return lines.join('\n')
}
