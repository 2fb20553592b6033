// Checks a file of STIX: the contract on a node, and the command that needs none.
import { createHash } from 'node:crypto'
import type { OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { checkStix } from '../../api/stix.ts'
import type { ObjectFinding } from '../../model/stix/finding.ts'
import { checkBundleHead, checkTogether } from '../../rules/stix/check-bundle.ts'
import { stixDigest } from './digest.ts'
import { readObjects } from './read-objects.ts'

export type StixChecked = OutputOf<typeof checkStix>
const mostFindings = 1000

/** Refuses not-stix: nothing in it is an object. */
export async function checkStixFile(chunks: AsyncIterable<Uint8Array>): Promise<Reply<StixChecked>> {
  const together = checkTogether({ digest: stixDigest }, contentHash)
  const tally = { objects: 0, errors: 0, warnings: 0 }
  const types = new Map<string, number>()
  const findings: ObjectFinding[] = []
  const note = (found: readonly ObjectFinding[]) => {
    for (const one of found) {
      tally[one.level === 'error' ? 'errors' : 'warnings'] += 1
      if (findings.length < mostFindings) findings.push(one)
    }
  }
  const read = readObjects(chunks)
  for await (const batch of read.batches) {
    for (const one of batch) {
      tally.objects += 1
      if ('fault' in one) {
        note([{ level: 'error', at: '', section: '3.1', says: one.fault, object: one.place, id: '' }])
        continue
      }
      const type = typeOf(one.value)
      if (types.size < 1000 || types.has(type)) types.set(type, (types.get(type) ?? 0) + 1)
      note(together.add(one.value, one.place))
    }
  }
  note(together.end())
  const { heads, fault } = read.end()
  if (tally.objects === 0 && heads.length === 0) return refuse('not-stix', fault ?? 'There is no object in it.')
  for (const head of heads) note(headFindings(head))
  if (fault) note([{ level: 'error', at: '', section: '8', says: fault, object: null, id: '' }])
  return done({ ...tally, types: Object.fromEntries([...types].sort(([, a], [, b]) => b - a)), findings })
}

function headFindings(head: unknown): ObjectFinding[] {
  if (typeof head !== 'object' || head === null)
    return [
      { level: 'error', at: '', section: '8', says: 'The bundle around the objects is no JSON.', object: null, id: '' },
    ]
  const given = head as Record<string, unknown>
  // An envelope of TAXII is no bundle: it has neither type nor id.
  if (given.type === undefined && given.id === undefined) return []
  return checkBundleHead(given).map((one) => ({ ...one, object: null, id: String(given.id ?? '').slice(0, 300) }))
}

function typeOf(value: unknown): string {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  return typeof type === 'string' ? type.slice(0, 250) : '?'
}

/** 48 bits are enough to tell two versions of one id apart. What has no canonical form is another one each time. */
function contentHash(object: unknown): number {
  try {
    return createHash('sha1').update(stixDigest.canonical(object)).digest().readUIntBE(0, 6)
  } catch {
    return Number.NaN
  }
}
