// Articles whose facts are written by hand, so that tests of the ledger do not hang on what the stages find.

import type { Document } from '#watch/api.ts'
import { getItem, importText } from '#watch/api.ts'
import { documentRecord, itemRecord } from '#watch/index.ts'
import type { ClaimFact, FigureFact, NameFact } from '#watch/model.ts'
import { person } from './journal.ts'
import type { Client, TestNode } from './node.ts'

type Facts = Partial<Pick<Document, 'claims' | 'checks' | 'figures' | 'names' | 'times' | 'publishedAt'>>

export interface Planted {
  item: string
  document: string
}

function spanOf(text: string, words: string) {
  const start = text.indexOf(words)
  if (start < 0) throw new Error(`The text has no "${words}"`)
  return { start, end: start + words.length }
}

/** A claim as the stage would report it: `words` stand in the text. */
export function claimIn(text: string, id: string, words: string, more: Partial<ClaimFact> = {}): ClaimFact {
  return {
    id,
    text: words,
    span: spanOf(text, words),
    holder: null,
    holderSpan: null,
    role: 'unattributed',
    class: 'asserts',
    cue: null,
    cueSpan: null,
    via: null,
    quoted: false,
    evidence: { kind: 'not stated', what: null, span: null },
    promise: null,
    relations: [],
    why: 'written for this test',
    ...more,
  }
}

export function nameIn(text: string, words: string, more: Partial<NameFact> = {}): NameFact {
  const span = spanOf(text, words)
  return { text: words, span, mentions: [span], type: null, by: 'rules', known: null, why: 'written', ...more }
}

export function figureIn(text: string, words: string, more: Partial<FigureFact> = {}): FigureFact {
  const fact = { kind: 'count' as const, value: 1, to: null, unit: null, qualifier: null, of: null, ofSpan: null }
  return { text: words, span: spanOf(text, words), ...fact, why: 'written', ...more }
}

/** Imports a text and gives it a next version with these facts; `text` changed makes them stand in other words. */
export async function plant(
  node: TestNode,
  client: Client,
  text: string,
  facts: (text: string) => Facts,
  marking?: { tlp: 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER+STRICT' },
): Promise<Planted> {
  const { items } = await client.get(importText, { text, sourceName: 'Harbour news', ...(marking ? { marking } : {}) })
  const [first] = items
  if (!first) throw new Error('nothing came out of the text')
  return revise(node, client, first.id, (own) => facts(own))
}

export async function revise(
  node: TestNode,
  client: Client,
  item: string,
  facts: (text: string) => Facts,
  change: (text: string) => string = (text) => text,
): Promise<Planted> {
  const { state, document } = await client.get(getItem, { id: item })
  if (!document) throw new Error('the item has no document')
  const text = change(document.state.text)
  const made = facts(text)
  const reader = person(client.person, client.organisation)
  const writer = { view: { reader, realm: 'live' }, verb: 'watch.importText' }
  const reply = await node.node.journal.commit(writer, async (unit) => {
    const next = { ...document.state, ...made, text, number: state.versionCount + 1 }
    const { owner: _owner, ...marking } = document.marking
    const read = await unit.open(documentRecord, 'watch.documentRead', next, { marking })
    const { title, url, canonicalUrl, lead, language, topics, incident, incidentWhy, places, countries } = state
    const reading = {
      ...{ title, url, canonicalUrl, lead, language, topics, incident, incidentWhy, places, countries },
      publishedAt: next.publishedAt,
      times: next.times.map(({ text: words, kind, value, floating, anchor }) => ({
        text: words,
        kind,
        value,
        floating,
        anchor,
      })),
      stageVersions: state.stageVersions,
      partial: state.partial,
      uncovered: state.uncovered,
    }
    const body = { document: read.held.id, source: null, why: 'written for this test', changed: [], reading }
    await unit.append(itemRecord, 'watch.itemRevised', item, body)
    return { ok: true, value: { item, document: read.held.id } }
  })
  if (!reply.ok) throw new Error(JSON.stringify(reply))
  return reply.value
}
