// The clean stage: decoded text or markup in, one immutable text with its blocks out.
import type { SourceText } from '../model.ts'
import { scrubText } from './decode-bytes.ts'
import { cleanHtml } from './html.ts'
import { cleanPlain } from './plain.ts'
import type { MarkupTools } from './tools.ts'

export const cleanVersion = 'clean-1'
export const MAX_SOURCE_CHARS = 4_000_000

export type TextKind = 'plain' | 'html'

/** What a text is, when nobody said: HTML only when it begins with markup or is full of paragraphs in tags. */
export function guessKind(raw: string): TextKind {
  const head = raw.slice(0, 20_000)
  if (/^\s{0,200}<(?:!doctype html|html|body|article|main|section|div|p|h[1-6]|ul|table)[\s>]/i.test(head))
    return 'html'
  const tags = head.match(/<\/(?:p|h[1-6]|div|article|li|section)>/gi)
  return tags !== null && tags.length >= 3 ? 'html' : 'plain'
}

export function cleanText(raw: string, kind: TextKind, tools: MarkupTools): SourceText {
  const did: string[] = []
  const scrubbed = scrubText(raw, did)
  const capped = scrubbed.length > MAX_SOURCE_CHARS ? scrubbed.slice(0, MAX_SOURCE_CHARS) : scrubbed
  const source = kind === 'html' ? cleanHtml(capped, tools) : cleanPlain(capped)
  const partial = capped === scrubbed ? [] : [`clean: text over ${MAX_SOURCE_CHARS} characters cut off`]
  return { ...source, did: [...did, ...source.did], partial: [...partial, ...source.partial] }
}
