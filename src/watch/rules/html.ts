// HTML to blocks: a walk over the parsed tree that knows which elements are blocks, and leaves navigation out.
import type { Block, SourceText } from '../model.ts'
import { instantOf } from './calendar.ts'
import { foldText } from './fold.ts'
import { boundMarkup } from './markup.ts'
import { assemble, isRule, type Piece } from './plain.ts'
import type { MarkupTools, Node, Page } from './tools.ts'
import { canonicalUrl } from './versions.ts'

export const htmlVersion = 'html-1'

const BLOCKS = new Set(
  (
    'address article aside blockquote body br center caption dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th ' +
    'thead title tr ul'
  ).split(' '),
)
const LEFT_OUT = new Set('nav aside form button head dialog datalist menu label input map'.split(' '))
const LEFT_OUT_ROLE = /^(?:navigation|banner|contentinfo|search|complementary|menu|dialog|alert)$/
const LEFT_OUT_NAME =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|related|share|sharing|social|cookies?|consent|newsletter|subscribe|promo|advert|advertisement|sidebar|comments?|recommended|recommendations|most-read|trending|popular|skip-link|site-footer|site-header|screen-reader-text|sr-only|visually-hidden)(?:$|[\s_-])/i

export function cleanHtml(raw: string, tools: MarkupTools): SourceText {
  const { html, did, partial } = boundMarkup(raw)
  const page = parse(html, tools)
  const pieces = walk(page)
  const main = linkHeavy(pieces) ? (readable(html, tools, did) ?? pieces) : pieces
  const source = assemble(main.filter((piece) => !piece.linked).map(strip), [...did, 'markup read as text'], partial)
  return { ...source, ...metadata(page) }
}

function parse(html: string, tools: MarkupTools): Page {
  const whole = /<(?:html|body)[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`
  return tools.parse(`<!doctype html>${whole}`)
}

interface Walked extends Piece {
  linked: boolean
}

interface Frame {
  name: string
  /** Taken once: the parser builds the list anew at every look. */
  children: ArrayLike<Node>
  next: number
  heading: number
  item: boolean
  article: number
  inside: boolean
  linked: boolean
  pre: boolean
}

function strip({ linked: _, ...piece }: Walked): Piece {
  return piece
}

// An explicit stack: a recursive walk would let the depth of hostile markup choose ours.
function walk(root: Node): Walked[] {
  const pieces: Walked[] = []
  let text: string[] = []
  let linkChars = 0
  let chars = 0
  let articles = 0
  const flush = (frame: Frame): void => {
    const line = foldText(text.join('').replaceAll('\n', ' '))
    if (line.length > 0) {
      const kind: Block['kind'] = isRule(line)
        ? 'rule'
        : frame.heading > 0
          ? 'heading'
          : frame.item
            ? 'list-item'
            : 'paragraph'
      const linked = chars > 0 && linkChars / chars > 0.9 && frame.heading === 0 && line.length < 60 && frame.item
      pieces.push({ text: line, kind, level: frame.heading, article: frame.article, blankBefore: 1, linked })
    }
    text = []
    linkChars = 0
    chars = 0
  }
  const first: Frame = {
    name: '',
    children: root.childNodes,
    next: 0,
    heading: 0,
    item: false,
    article: 0,
    inside: false,
    linked: false,
    pre: false,
  }
  const stack: Frame[] = [first]
  while (stack.length > 0) {
    const frame = stack[stack.length - 1]
    if (frame === undefined) break
    const child = frame.children[frame.next]
    if (child === undefined) {
      if (BLOCKS.has(frame.name)) flush(frame)
      stack.pop()
      continue
    }
    frame.next += 1
    if (child.nodeType === 3) {
      const data = child.data ?? ''
      if (frame.pre) {
        const [head = '', ...rest] = data.split('\n')
        text.push(head)
        for (const row of rest) {
          flush(frame)
          text.push(row)
        }
      } else text.push(data)
      const size = data.trim().length
      chars += size
      if (frame.linked) linkChars += size
      continue
    }
    if (child.nodeType !== 1) continue
    const name = child.localName ?? ''
    if (leftOut(child, name, frame)) continue
    if (BLOCKS.has(name)) flush(frame)
    if (name === 'hr') {
      pieces.push({ text: '---', kind: 'rule', level: 0, article: frame.article, blankBefore: 1, linked: false })
      continue
    }
    if (name === 'article') articles += 1
    stack.push({
      name,
      children: child.childNodes,
      next: 0,
      heading: /^h[1-6]$/.test(name) ? Number(name[1]) : frame.heading,
      item: name === 'li' ? true : name === 'p' || name === 'div' ? frame.item : frame.item,
      article: name === 'article' ? articles : frame.article,
      inside: frame.inside || name === 'article' || name === 'main',
      linked: frame.linked || name === 'a',
      pre: frame.pre || name === 'pre',
    })
  }
  flush(first)
  return pieces
}

function leftOut(node: Node, name: string, frame: Frame): boolean {
  if (LEFT_OUT.has(name)) return true
  if (!frame.inside && (name === 'footer' || (name === 'header' && !holdsHeading(node)))) return true
  const attribute = (key: string): string => node.getAttribute?.(key) ?? ''
  if (node.getAttribute?.('hidden') !== null && node.getAttribute?.('hidden') !== undefined) return true
  if (attribute('aria-hidden') === 'true' || LEFT_OUT_ROLE.test(attribute('role'))) return true
  if (/display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i.test(attribute('style').slice(0, 500))) return true
  if (name === 'body' || name === 'main' || name === 'article' || name === 'html') return false
  return LEFT_OUT_NAME.test(`${attribute('class')} ${attribute('id')}`.slice(0, 300))
}

function holdsHeading(node: Node): boolean {
  const { childNodes } = node
  for (let i = 0; i < childNodes.length && i < 20; i += 1) {
    const child = childNodes[i]
    if (child?.localName === 'h1') return true
  }
  return false
}

function linkHeavy(pieces: Walked[]): boolean {
  let linked = 0
  for (const piece of pieces) if (piece.linked) linked += 1
  const headings = pieces.filter((piece) => piece.kind === 'heading' && piece.level <= 2).length
  return linked > 25 && linked > pieces.length * 0.5 && headings <= 3
}

// Only for pages that are mostly links: on a digest readability would keep one article and drop the others.
function readable(html: string, tools: MarkupTools, did: string[]): Walked[] | null {
  const article = tools.readable(`<!doctype html>${html}`)
  if (article === null) return null
  did.push('main text chosen by readability')
  const body = walk(parse(article.content, tools))
  const title = foldText(article.title)
  const hasTitle = body.some((piece) => piece.kind === 'heading' && piece.level === 1)
  if (hasTitle || title === '') return body
  return [{ text: title, kind: 'heading', level: 1, article: 0, blankBefore: 0, linked: false }, ...body]
}

function metadata(page: Page): Pick<SourceText, 'title' | 'publishedAt' | 'canonicalUrl'> {
  const title = content(page, 'meta[property="og:title"]') ?? textOf(page.querySelector('title'))
  const published =
    content(page, 'meta[property="article:published_time"]') ??
    content(page, 'meta[itemprop="datePublished"]') ??
    content(page, 'meta[name="date"]') ??
    page.querySelector('time[datetime]')?.getAttribute?.('datetime') ??
    null
  const url =
    page.querySelector('link[rel="canonical"]')?.getAttribute?.('href') ??
    content(page, 'meta[property="og:url"]') ??
    null
  return {
    title: title === null ? null : foldText(title).slice(0, 300) || null,
    publishedAt: published === null ? null : instantOf(published),
    canonicalUrl: url === null ? null : canonicalUrl(url),
  }
}

function content(page: Page, selector: string): string | null {
  return page.querySelector(selector)?.getAttribute?.('content') ?? null
}

function textOf(node: Node | null): string | null {
  if (node === null) return null
  const { childNodes } = node
  let out = ''
  for (let i = 0; i < childNodes.length && i < 20; i += 1) out += childNodes[i]?.data ?? ''
  return out === '' ? null : out
}
