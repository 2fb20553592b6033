// Digests in many layouts, made from given articles: how newsletters, wires, pages and people paste them together.
import type { Story } from './stories.ts'

export interface Layout {
  name: string
  kind: 'plain' | 'html'
  make(stories: Story[]): string
}

function wrap(text: string, columns: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function plain(name: string, make: (story: Story, i: number, all: Story[]) => string, joint = '\n\n', head = ''): Layout {
  return { name, kind: 'plain', make: (stories) => head + stories.map(make).join(joint) + '\n' }
}

function html(name: string, make: (story: Story, i: number) => string, around: (body: string) => string): Layout {
  return { name, kind: 'html', make: (stories) => around(stories.map(make).join('\n')) }
}

const paragraphs = (story: Story): string => story.body.map((text) => `<p>${escape(text)}</p>`).join('')

export const layouts: Layout[] = [
  plain('headline and paragraphs, nothing between', ({ title, body }) => [title, ...body].join('\n\n')),
  plain('single line feeds only', ({ title, body }) => [title, ...body].join('\n'), '\n'),
  plain('single line feeds, a blank line between stories', ({ title, body }) => [title, ...body].join('\n')),
  plain('dashes between', ({ title, body }) => [title, ...body].join('\n\n'), '\n\n---\n\n'),
  plain('stars between', ({ title, body }) => [title, ...body].join('\n\n'), '\n\n* * *\n\n'),
  plain('a long line of equals signs between', ({ title, body }) => [title, ...body].join('\n\n'), `\n\n${'='.repeat(72)}\n\n`),
  plain('three blank lines between', ({ title, body }) => [title, ...body].join('\n\n'), '\n\n\n\n'),
  plain('numbered headlines', ({ title, body }, i) => [`${i + 1}. ${title}`, ...body].join('\n\n')),
  plain('numbers in brackets', ({ title, body }, i) => [`[${i + 1}] ${title}`, ...body].join('\n')),
  plain('labels over headlines', ({ title, body }, i, all) => [`Story ${i + 1} of ${all.length}`, title, ...body].join('\n\n')),
  plain('Markdown headings of level 2', ({ title, body }) => [`## ${title}`, ...body].join('\n\n'), '\n\n', '# Weekly cyber digest\n\n'),
  plain('Markdown headings of level 1', ({ title, body }) => [`# ${title}`, ...body].join('\n\n')),
  plain('bold headlines', ({ title, body }) => [`**${title}**`, ...body].join('\n\n')),
  plain('underlined headlines', ({ title, body }) => [title, '-'.repeat(title.length), '', ...body].join('\n')),
  plain('"Read more" under each', ({ title, body }, i) => [title, ...body, `Read more: https://news.example/${i}`].join('\n\n')),
  plain('"Source:" under each', ({ title, body }) => [title, ...body, 'Source: Example Wire'].join('\n\n')),
  plain('an address under each', ({ title, body }, i) => [title, ...body, `https://news.example/story-${i}`].join('\n')),
  plain('a footer under all but the last two', ({ title, body }, i, all) =>
    [title, ...body, ...(i < all.length - 2 ? ['Full story at Example News'] : [])].join('\n\n')
  ),
  plain('a byline under each headline', ({ title, body }) => [title, 'By Example Wire Staff', ...body].join('\n\n')),
  plain('a date line under each headline', ({ title, body }) => [title, '10 March 2025', ...body].join('\n')),
  plain('Windows line ends', ({ title, body }) => [title, ...body].join('\r\n\r\n'), '\r\n\r\n\r\n'),
  plain('wrapped at 72 columns', ({ title, body }) => [title, ...body].map((text) => wrap(text, 72)).join('\n\n')),
  plain('wrapped at 78 columns, paragraphs indented', ({ title, body }) =>
    [title, '', ...body.map((text) => wrap(`   ${text}`, 78))].join('\n')
  ),
  plain('labelled fields', ({ title, body }) => `Title: ${title}\nDate: 2025-03-10\n\n${body.join('\n\n')}`, '\n\n'),
  plain('headlines in capitals', ({ title, body }) => [title.toUpperCase(), ...body].join('\n\n')),
  plain('a name, a date and contents in front', ({ title, body }) => [title, ...body].join('\n\n'), '\n\n\n', 'EXAMPLE MORNING BRIEFING\n11 March 2025\n\n'),
  html('h2 and paragraphs', (story) => `<h2>${escape(story.title)}</h2>${paragraphs(story)}`, (body) => `<html><head><title>Digest</title></head><body><h1>Digest of the week</h1>${body}</body></html>`),
  html('article elements', (story) => `<article><h3>${escape(story.title)}</h3>${paragraphs(story)}<a href="/x">Read more</a></article>`, (body) => `<!doctype html><html><body><nav><a href="/">Home</a></nav><main>${body}</main><footer>Imprint</footer></body></html>`),
  html('bold headlines in table cells', (story) => `<tr><td><b>${escape(story.title)}</b><br>${story.body.map(escape).join('<br>')}</td></tr>`, (body) => `<html><body><table>${body}</table></body></html>`)
]
