// The feeds that are followed, as OPML 2.0 that every feed reader can read. Pure.
import type { Source } from '../api.ts'

/** By their first folder, each once, in the order given. */
export function writeOpml(title: string, sources: readonly Source[], now: string): string {
  const folders = new Map<string, string[]>()
  for (const source of sources) {
    const [folder = '', ...more] = source.categories ?? []
    const line = outline({
      type: 'rss',
      text: source.name,
      title: source.name,
      xmlUrl: source.url,
      htmlUrl: source.htmlUrl ?? '',
      language: source.language ?? '',
      category: more.map((it) => it.replace(/[,/]/g, ' ')).join(','),
    })
    folders.set(folder, [...(folders.get(folder) ?? []), line])
  }
  const body = [...folders].flatMap(([text, lines]) =>
    text === '' ? lines.map((line) => `    ${line}/>`) : inFolder(text, lines),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escaped(title)}</title><dateCreated>${new Date(now).toUTCString()}</dateCreated></head>`,
    '  <body>',
    ...body,
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function inFolder(text: string, lines: readonly string[]): string[] {
  return [`    ${outline({ text, title: text })}>`, ...lines.map((line) => `      ${line}/>`), '    </outline>']
}

function outline(attributes: Record<string, string>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== '')
  return `<outline ${given.map(([name, value]) => `${name}="${escaped(value)}"`).join(' ')}`
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}
