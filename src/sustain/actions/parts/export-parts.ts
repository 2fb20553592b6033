// The map as a file, written while it is read, page by page.
import { Readable } from 'node:stream'
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { tlpLabels } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type * as api from '../../api/parts.ts'
import { partRecord } from '../../events.ts'
import type { Part } from '../../model/parts.ts'
import { asFilePart, csvHead, csvLines, jsonHead, readableNeeds } from '../../rules/files/write-parts.ts'
import { highestMarking } from '../../store/known-keys.ts'
import { narrowParts } from '../../store/map.ts'
import type { SustainRoom } from '../room.ts'

const pageSize = 500

export async function exportParts(
  { journal }: SustainRoom,
  { form = 'json' }: InputOf<typeof api.exportParts>,
  { view, now }: Call,
): Promise<Reply<Download>> {
  const tlp = tlpLabels[(await highestMarking(journal, view)) ?? 0] ?? 'CLEAR'
  const name = `parts-tlp-${tlp.toLowerCase()}.${form}`
  const type = form === 'json' ? 'application/json' : 'text/csv; charset=utf-8'
  const text = form === 'json' ? asJson(journal, view, tlp, view.asOf ?? now) : asCsv(journal, view, tlp)
  return done({ name, type, bytes: Readable.from(text) })
}

async function* asJson(journal: Journal, view: View, tlp: string, now: string): AsyncGenerator<Buffer> {
  yield Buffer.from(jsonHead(tlp, now))
  let first = true
  for await (const page of pages(journal, view)) {
    const texts = page.map(({ id, state, needs }) => JSON.stringify(asFilePart(id, state, needs)))
    yield Buffer.from(`${first ? '\n' : ',\n'}${texts.join(',\n')}`)
    first = false
  }
  yield Buffer.from('\n]}\n')
}

async function* asCsv(journal: Journal, view: View, tlp: string): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHead(tlp))
  for await (const page of pages(journal, view))
    yield Buffer.from(page.map(({ id, state, needs }) => csvLines(id, state, needs)).join(''))
}

async function* pages(journal: Journal, view: View) {
  let after: Id | null = null
  for (;;) {
    const page: Held<Part>[] = await journal.reads.many(partRecord, view, (q) => {
      const list = q.orderBy('subject').limit(pageSize)
      return after === null ? list : list.where('subject', '>', after)
    })
    const last = page.at(-1)
    if (!last) return
    const options = new Set(page.flatMap(({ state }) => state.needs.flatMap(({ of }) => of.map(({ part }) => part))))
    const readable = new Set((await narrowParts(journal, view, [...options])).map(({ id }) => id))
    yield page.map(({ id, state }) => ({ id, state, needs: readableNeeds(state.needs, readable) }))
    after = last.id
  }
}
