// A product as somebody reads it, in plain Markdown with the sources of each sentence: for the eyes of whoever reads a test.
import type { Block, ProductContent, Sentence } from '../model/product-content.ts'

export function readingOf(content: ProductContent): string {
  const { words, marking, realm } = content
  const lines = [
    `${realm === 'live' ? '' : `${words.exercise} · `}TLP:${marking.tlp}`,
    `# ${content.title.text}`,
    `${words.asOf} ${content.asOf} · ${content.issuer} · ${content.crisisReference ?? words.notKnown}`,
    ...content.sections.flatMap((section) => [`## ${section.heading}`, ...section.blocks.map(blockOf)]),
    `## ${words.nextReport}`,
    content.nextDue ? said(content.nextDue.sentence) : words.noNextReport,
    `## ${words.missing}`,
    content.missing.map(({ what, article }) => `- ${what}${article ? ` (${article})` : ''}`).join('\n') || '-',
    `## ${words.leftOut}`,
    content.leftOut.map(({ heading, sentences }) => `- ${heading}: ${sentences}`).join('\n') || '-',
  ]
  return `${lines.join('\n\n')}\n`
}

function said({ text, sources, standing }: Sentence): string {
  const from = [...new Set(sources.map(({ label }) => label))].join('; ')
  return `${text}${from || standing !== 'known' ? ` [${[standing === 'known' ? '' : standing, from].filter(Boolean).join(': ')}]` : ''}`
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'prose':
      return block.sentences.map(said).join('\n')
    case 'list':
      return block.items.map((item) => `- ${item.map(said).join('\n  ')}`).join('\n')
    case 'table': {
      const rows = block.rows.map((row) => `| ${row.map(({ text }) => text).join(' | ')} |`)
      return [`| ${block.header.join(' | ')} |`, `|${'---|'.repeat(block.header.length)}`, ...rows].join('\n')
    }
    case 'map':
      return block.values.map(({ country, value }) => `${country} ${value}`).join(', ')
    case 'timeline':
      return block.moments.map(({ at, end, sentence }) => `- ${at}${end ? ` to ${end}` : ''}: ${said(sentence)}`).join('\n')
    case 'figures':
      return block.figures.map((one) => `- ${said(one)}`).join('\n')
  }
}
