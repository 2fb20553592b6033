// CSAF: all tests of the standard on a typical document and on one of 1 MB, and a hundred advisories of our own from draft to published,
// with what somebody who follows them then fetches.
import { loadavg } from 'node:os'
import * as api from '#federate/api/advisories.ts'
import { csafDocument } from '#federate/testdata/csaf-document.ts'
import { openDocumentReader } from '../../../src/federate/actions/advisories/document-reader.ts'
import { type Client, startTestNode } from '../../setup/node.ts'
import { freshStorage } from '../../setup/storage.ts'
import { percentile, spread } from '../spread.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 9)
const published = 100
const at = '2026-01-02T00:00:00.000Z'
const bytesOf = (document: object) => Buffer.from(JSON.stringify(document))

export async function measure() {
  const typical = bytesOf(csafDocument({ id: 'EX-1', at, products: 5, vulnerabilities: 4 }))
  const large = bytesOf(csafDocument({ id: 'EX-2', at, products: 180, vulnerabilities: 130 }))
  const reading = await readAll({ typical, large })
  return { ...reading, publishing: await publishAll(), load: loadavg().map((one) => Number(one.toFixed(2))) }
}

/** Loading the tests is measured apart: it happens once. */
async function readAll({ typical, large }: { typical: Buffer; large: Buffer }) {
  const reader = openDocumentReader()
  try {
    const began = performance.now()
    await reader.read(typical, 'all')
    const firstMs = Math.round(performance.now() - began)
    const times = async (bytes: Buffer, scope: 'mandatory' | 'all') => {
      const all: number[] = []
      for (let round = 0; round < rounds; round++) {
        const from = performance.now()
        const read = await reader.read(bytes, scope)
        if (!read.ok || !read.value.check.valid) throw new Error(JSON.stringify(read).slice(0, 500))
        all.push(performance.now() - from)
      }
      return { bytes: bytes.length, milliseconds: spread(all) }
    }
    return {
      firstWithLoadingMs: firstMs,
      typicalMandatory: await times(typical, 'mandatory'),
      typicalAll: await times(typical, 'all'),
      largeMandatory: await times(large, 'mandatory'),
      largeAll: await times(large, 'all'),
    }
  } finally {
    await reader.close()
  }
}

async function publishAll() {
  const storage = await freshStorage(process.env.BENCH_STORAGE === 'postgres' ? 'postgres' : 'embedded')
  const node = await startTestNode({ storage })
  try {
    const anna = await node.signedIn({ roles: ['analyst'] })
    const ben = await node.signedIn({ roles: ['duty-officer'] })
    await publish(anna, ben, 'WARM-1')
    const each: number[] = []
    const began = performance.now()
    for (let n = 0; n < published; n++) {
      const from = performance.now()
      await publish(anna, ben, `BENCH-2026-${n}`)
      each.push(performance.now() - from)
    }
    const seconds = (performance.now() - began) / 1000
    const stranger = node.stranger()
    const fetched = async (path: string) => {
      const from = performance.now()
      const answer = await stranger.fetch(path)
      const bytes = (await answer.arrayBuffer()).byteLength
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
      return { bytes, milliseconds: Math.round(performance.now() - from) }
    }
    return {
      advisories: published,
      perSecond: Number((published / seconds).toFixed(2)),
      eachMs: {
        ...spread(each),
        p95: Math.round(
          percentile(
            each.toSorted((a, b) => a - b),
            0.95,
          ),
        ),
      },
      feed: await fetched('/csaf/white/feed-tlp-white.json'),
      metadata: await fetched('/.well-known/csaf/provider-metadata.json'),
      changes: await fetched('/csaf/white/changes.csv'),
    }
  } finally {
    await node.stop()
    await storage.remove()
  }
}

/** Draft, all tests, the approval of somebody else, signed and served. */
async function publish(writer: Client, approver: Client, trackingId: string): Promise<void> {
  const given = { trackingId, title: 'A flaw in a product', tlp: 'CLEAR' as const, summary: 'It is used. Update now.' }
  const draft = await writer.get(api.composeAdvisory, given)
  const checked = await writer.get(api.checkOwnAdvisory, { id: draft.id, version: draft.version })
  const approved = await approver.get(api.approveOwnAdvisory, { id: draft.id, version: checked.version })
  await approver.get(api.publishAdvisory, { id: draft.id, version: approved.version })
}
