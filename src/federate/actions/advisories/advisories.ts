// Advisories of others: tested, taken in by hand, listed with whether they concern us, and given out as they came.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/advisories.ts'
import type { Advisory, Product } from '../../model/advisories/advisory.ts'
import { advisoryRecord } from '../../rules/advisories/advisory-records.ts'
import { type Concern, concernsUs, type Used } from '../../rules/advisories/concerns-us.ts'
import { fileNameOf } from '../../rules/advisories/file-name.ts'
import { tlpOfContent } from '../../rules/advisories/marking.ts'
import { remedyFor } from '../../rules/advisories/remedy.ts'
import { advisoryPage, cursorOf, usedProducts } from '../../store/advisories/advisories.ts'
import { type AdvisoryRoom, keptFile, markedAtMost, uploaded } from './room.ts'
import { objectFrom, offerObjects, type Taking, takeDocument } from './take-document.ts'

export async function checkAdvisory(
  room: AdvisoryRoom,
  _input: InputOf<typeof api.checkAdvisory>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.checkAdvisory>>> {
  const bytes = await uploaded(call)
  if (!bytes.ok) return bytes
  const read = await room.reader.read(bytes.value, 'all')
  if (!read.ok) return read
  const { trackingId, version, status, title, publisher } = read.value.content
  return done({ about: { trackingId, version, status, title, publisher }, check: read.value.check })
}

export async function importAdvisory(
  room: AdvisoryRoom,
  input: InputOf<typeof api.importAdvisory>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.importAdvisory>>> {
  const bytes = await uploaded(call)
  if (!bytes.ok) return bytes
  const read = await room.reader.read(bytes.value, 'all')
  if (!read.ok) return read
  const { content, check } = read.value
  const marking = markedAtMost(input.marking, tlpOfContent(content), call, room.journal.home)
  if (!marking.ok) return marking
  const taking: Taking = {
    ...{ bytes: bytes.value, read: read.value, marking: marking.value, writer: call.writer },
    source: { kind: 'upload', provider: null, name: plainName(input.name ?? fileNameOf(content.trackingId)) },
    integrity: { hash: 'none', signedBy: null },
  }
  const taken = await takeDocument(room, taking)
  if (!taken.ok) return taken
  const held = await room.journal.reads.one(advisoryRecord, call.view, taken.value.id)
  if (held && taken.value.outcome !== 'known')
    await offerObjects(room, call.reader, call.view.realm, taking.source.name, [objectFrom(taking, held)])
  return done({ ...taken.value, check })
}

/** The name of a file, and no path. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim()
  return plain === '' || plain === '.' || plain === '..' ? 'advisory.json' : plain
}

const batch = 50
const mostLookedAt = 2000

export async function listAdvisories(
  room: AdvisoryRoom,
  { concerns, words, limit = 50, after }: InputOf<typeof api.listAdvisories>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listAdvisories>>> {
  const products = (await usedProducts(room.journal, view)).map(asUsed)
  const items: OutputOf<typeof api.listAdvisories>['items'] = []
  let last = after
  for (let looked = 0; looked < mostLookedAt; looked += batch) {
    const page = await advisoryPage(room.journal, view, { after: last, words, limit: batch })
    for (const held of page) {
      const concern = concernsUs(held.state.content, products)
      last = cursorOf(held)
      if (concerns !== undefined && concern.answer !== concerns) continue
      items.push(rowOf(held, concern))
      if (items.length === limit) return done({ items, next: last, products: products.length })
    }
    if (page.length < batch) return done({ items, next: null, products: products.length })
  }
  return done({ items, next: last ?? null, products: products.length })
}

const asUsed = ({ id, state }: Held<Product>): Used => ({ id, ...state })
const mostNamed = 5

function rowOf({ id, version, marking, state }: Held<Advisory>, concern: Concern) {
  const { content, check, source, integrity } = state
  const { csafVersion, valid, schemaValid, errors, warnings, infos } = check
  const named = content.vulnerabilities.slice(0, mostNamed).map(({ name }) => name)
  return {
    ...{ id, version, marking, changedAt: state.changedAt },
    ...{ trackingId: content.trackingId, revision: content.version, title: content.title, category: content.category },
    ...{
      publisher: content.publisher.name,
      currentRelease: content.currentRelease,
      status: content.status,
      csafVersion,
    },
    ...{ cvss: content.cvss, severity: content.severity, vulnerabilities: named },
    more: content.vulnerabilities.length + content.leftOut.vulnerabilities - named.length,
    ...{ source, signed: integrity.signedBy !== null },
    check: { csafVersion, valid, schemaValid, errors, warnings, infos },
    ...{ concern, remedy: remedyFor(content, concern) },
  }
}

export async function getAdvisory(
  room: AdvisoryRoom,
  input: InputOf<typeof api.getAdvisory>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getAdvisory>>> {
  const held = await room.journal.reads.one(advisoryRecord, view, input.id)
  if (!held) return unknown(input.id)
  const { id, version, marking, since, state } = held
  const products = (await usedProducts(room.journal, view)).map(asUsed)
  return done({ id, version, marking, since, state, concern: concernsUs(state.content, products) })
}

const unknown = (id: string) => refuse('unknown', `No advisory with the id ${id} that you may read.`)

export async function exportAdvisory(
  room: AdvisoryRoom,
  input: InputOf<typeof api.exportAdvisory>,
  { view }: Call,
): Promise<Reply<Download>> {
  const held = await room.journal.reads.one(advisoryRecord, view, input.id)
  if (!held) return unknown(input.id)
  const bytes = await keptFile(room, held.state.file)
  if (!bytes.ok) return bytes
  return done({ name: fileNameOf(held.state.content.trackingId), type: 'application/json', bytes: bytes.value })
}
