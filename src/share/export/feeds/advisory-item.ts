// A security advisory of this node as an item of a feed. All versions of one document are one item.
import { createHash } from 'node:crypto'
import type { IssuedAdvisory } from '#federate/model/advisories/issued.ts'
import type { Held } from '#platform/journal/index.ts'
import type { FeedItem } from '../../model/feed.ts'
import { markingInWords } from '../../rules/products/printed.ts'
import { escaped } from '../xml.ts'

const mostSummary = 300
const mostNote = 4_000

/** Undefined: it is not published. */
export function advisoryItem(held: Held<IssuedAdvisory>, origin: string): FeedItem | undefined {
  const { content, published, changedAt } = held.state
  if (!published) return undefined
  const marking = markingInWords(held.marking)
  const withdrawn = content.category === 'csaf_withdrawn' ? published.at : null
  const note = content.notes.find(({ category }) => category === 'summary') ?? content.notes[0]
  const words = note?.text ?? ''
  const open = held.marking.tlp === 'CLEAR'
  const url = `${origin}/csaf/${published.path}`
  return {
    id: urnOf(content.publisher.namespace, content.trackingId),
    ...{ kind: 'advisory', kindName: 'Security advisory', tlp: held.marking.tlp, marking, url },
    ...{ exercise: held.realm !== 'live', withdrawn, superseded: false },
    title: `${open ? '' : `[${marking}] `}${withdrawn ? 'Withdrawn: ' : ''}${content.trackingId}: ${content.title}`,
    ...{ language: languageOf(content.language), issuer: content.publisher.name },
    ...{ published: momentOf(content.initialRelease, published.at), updated: published.at },
    summary: withdrawn
      ? `${marking}. Security advisory ${content.trackingId}: withdrawn. It must not be used any more.`
      : `${marking}. Version ${content.version}. ${words.slice(0, mostSummary)}${words.length > mostSummary ? '…' : ''}`,
    html: withdrawn ? '' : htmlOf(held.state, marking, words, url),
    place: { at: changedAt, id: held.id },
  }
}

function htmlOf({ content }: IssuedAdvisory, marking: string, words: string, url: string): string {
  const named = content.vulnerabilities.map(({ name, title, cvss }) =>
    [name, title, cvss ? `CVSS ${cvss.version} ${cvss.score} (${cvss.severity})` : null].filter(Boolean).join(' · '),
  )
  const list = named.map((one) => `<li>${escaped(one)}</li>`).join('')
  const edge = `<p><strong>${escaped(marking)}</strong> · version ${escaped(content.version)}</p>`
  const link = `<p><a href="${escaped(url)}">The whole document (CSAF ${content.csafVersion})</a></p>`
  return `${edge}\n<p>${escaped(words.slice(0, mostNote)).replace(/\n/g, '<br>')}</p>\n${list ? `<ul>${list}</ul>\n` : ''}${link}`
}

/** A name-based UUID (RFC 9562, version 8): the same for each version of a document, whoever asks. */
function urnOf(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest()
  hash.writeUInt8(0x80 | (hash.readUInt8(6) & 0x0f), 6)
  hash.writeUInt8(0x80 | (hash.readUInt8(8) & 0x3f), 8)
  const hex = hash.toString('hex')
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

const languageOf = (tag: string | null) => (tag && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : 'en')
const momentOf = (text: string, otherwise: string) =>
  Number.isNaN(Date.parse(text)) ? otherwise : new Date(text).toISOString()
