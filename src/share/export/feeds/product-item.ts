// A product as an item of a feed: its words where it stands, and nothing but that it was withdrawn where it was.
import type { Held } from '#platform/journal/index.ts'
import type { FeedItem, FeedKind } from '../../model/feed.ts'
import type { Product } from '../../model/product.ts'
import { piecesOf } from '../../rules/products/pieces.ts'
import { type Printed, printed } from '../../rules/products/printed.ts'
import { fragmentOf } from '../html.ts'
import { fingerprintOf } from '../index.ts'
import { escaped } from '../xml.ts'

const mostHtml = 40_000
const mostSummary = 300

export interface ItemAsked {
  kind: FeedKind
  url: string
  short: boolean
}

export function productItem(held: Held<Product>, { kind, url, short }: ItemAsked): FeedItem {
  const { id, state, marking, realm } = held
  // How it is marked now, should it have been released further or held back since it was drafted.
  const content = { ...state.content, marking }
  const paper = printed({ content, standing: state, fingerprint: fingerprintOf(state.content), short })
  const out = firstOut(state)
  const withdrawn = state.withdrawn?.at ?? null
  const edge = `${paper.exercise ? `${content.words.exercise} · ` : ''}${paper.marking}`
  return {
    ...{ id: `urn:uuid:${id}`, kind, kindName: content.kind, tlp: marking.tlp, marking: paper.marking, url },
    ...{ exercise: realm !== 'live', withdrawn, superseded: state.supersededBy !== null },
    title: titleOf(paper, withdrawn !== null),
    ...{ language: content.language, issuer: content.issuer, published: out },
    updated: withdrawn ?? out,
    summary: withdrawn
      ? `${edge}. ${content.kind}, edition ${state.edition}: withdrawn. It must not be used any more.`
      : `${edge}. ${content.kind}, edition ${state.edition}. ${firstWords(paper)}`.trim(),
    html: withdrawn ? '' : htmlOf(paper, edge, url),
    place: { at: state.changedAt, id },
  }
}

/** The marking stands first wherever a title may be shown alone; what everybody may read needs no such word. */
function titleOf({ content, exercise, marking }: Printed, withdrawn: boolean): string {
  const open = content.marking.tlp === 'CLEAR'
  return [
    exercise ? `${content.words.exercise}: ` : '',
    open ? '' : `[${marking}] `,
    withdrawn ? 'Withdrawn: ' : '',
    content.title.text,
  ].join('')
}

/** When it first left; a product that is read here has left. */
function firstOut({ releases, changedAt }: Product): string {
  return (
    releases.flatMap(({ sentAt, state, at }) => (state === 'held' ? [at] : (sentAt ?? []))).toSorted()[0] ?? changedAt
  )
}

function firstWords(paper: Printed): string {
  for (const piece of piecesOf(paper)) {
    if (piece.kind !== 'text' || piece.tone !== 'plain') continue
    return piece.text.length <= mostSummary ? piece.text : `${piece.text.slice(0, mostSummary)}…`
  }
  return ''
}

function htmlOf(paper: Printed, edge: string, url: string): string {
  const { html, cut } = fragmentOf(paper, mostHtml)
  const more = cut ? `<p><a href="${escaped(url)}">There is more of it.</a></p>\n` : ''
  return `<p><strong>${escaped(edge)}</strong> · ${escaped(paper.standing)}</p>\n${html}${more}<p>${escaped(edge)}</p>`
}
