// Taking in what files say of a network: configurations of resolvers, and where its questions went.
import type { Readable } from 'node:stream'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/resolvers.ts'
import { dnsUseRecord } from '../../events/resolvers.ts'
import type { DnsUse, Observed } from '../../model/dns-use.ts'
import { configurationLimits } from '../../model/resolver-configuration.ts'
import { proposalOf } from '../../rules/configuration/proposals.ts'
import { readConfiguration } from '../../rules/configuration/read.ts'
import { observationLimits, readObservation } from '../../rules/observation/read.ts'
import { withEvidence } from '../../rules/parts/evidence.ts'
import type { ResolverArea } from './area.ts'
import { type ShownUse, shownUse } from './shown.ts'
import { foundUse } from './uses.ts'

type Configured = OutputOf<typeof api.importResolverConfiguration>
type Imported = OutputOf<typeof api.importDnsObservation>

export async function importResolverConfiguration(
  area: ResolverArea,
  { name, form, into, version }: InputOf<typeof api.importResolverConfiguration>,
  call: Call,
): Promise<Reply<Configured>> {
  const text = await textOf(call.upload, configurationLimits.bytes)
  if (!text.ok) return text
  const read = readConfiguration({ name, text: text.value, form }, area.data.known)
  if (!read.ok) return refuse('bad-file', `${name}: ${read.why}`)
  const configuration = read.value
  if (into === undefined) return done({ configuration, proposals: proposalOf(nothing, configuration).says, use: null })
  let proposals: string[] = []
  const written = await write(area, { into, version }, call, (use, now) => {
    const { patch, says } = proposalOf(use, configuration)
    proposals = says
    const what = `Configuration of ${configuration.form} (${name})`.slice(0, 200)
    return { ...patch, evidence: withEvidence(use.evidence, [{ kind: 'imported', what, seenAt: now }]) }
  })
  return written.ok ? done({ configuration, proposals, use: written.value }) : written
}

export async function importDnsObservation(
  area: ResolverArea,
  { name, into, version }: InputOf<typeof api.importDnsObservation>,
  call: Call,
): Promise<Reply<Imported>> {
  const text = await textOf(call.upload, observationLimits.bytes)
  if (!text.ok) return text
  const read = readObservation(name, text.value, area.data.known)
  if (!read.ok) return refuse('bad-file', `${name}: ${read.why}`)
  const { total, resolvers, notTold, leftOut, leftOutTotal, rest } = read.value
  if (total === 0) {
    const first = leftOut[0]
    return refuse(
      'bad-file',
      `${name}: no question of DNS was found in it.${first ? ` Line ${first.line}: ${first.why}` : ''}`,
    )
  }
  const observed: Observed = { at: call.now, file: name, total, resolvers }
  const answer = { total, resolvers, notTold, rest, leftOut, leftOutTotal, observed }
  if (into === undefined) return done({ ...answer, use: null })
  const what = `Destinations of questions (${name})`.slice(0, 200)
  const written = await write(area, { into, version }, call, (use, now) => ({
    ...{ observed, evidence: withEvidence(use.evidence, [{ kind: 'observed', what, seenAt: now }]) },
  }))
  return written.ok ? done({ ...answer, use: written.value }) : written
}

function write(
  area: ResolverArea,
  { into, version }: { into: string; version: number | undefined },
  call: Call,
  patchOf: (use: DnsUse, now: string) => Partial<DnsUse>,
): Promise<Reply<ShownUse>> {
  return area.room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await foundUse(unit, into)
    const expected = version === undefined ? {} : { expectedVersion: version }
    const patch = patchOf(before.state, unit.now)
    const { held } = await unit.append(dnsUseRecord, 'sustain.dnsUseChanged', into, patch, expected)
    return done(shownUse(area, held))
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

async function textOf(upload: Readable | undefined, most: number): Promise<Reply<string>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of upload ?? []) {
    length += chunk.length
    if (length > most) return refuse('too-large', `Such a file has at most ${most} bytes.`)
    chunks.push(chunk)
  }
  try {
    return done(utf8.decode(Buffer.concat(chunks)))
  } catch {
    return refuse('bad-file', 'It is no text in UTF-8.')
  }
}

/** A network of which nothing is known: everything that a file says would be new. */
const nothing: DnsUse = {
  ...{ organisation: '', network: '', resolvers: [], validates: null, bootstrap: null, internalZones: null },
  ...{ observed: null, guideline: null, drilledOn: null, evidence: [], note: null, active: true },
}
