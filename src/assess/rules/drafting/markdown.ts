// A paper as Markdown. What people wrote is text, never markup.
import type { Paper, PaperRow } from './paper.ts'

export function markdownOf(paper: Paper): string {
  const { exercise, marking, title, standing, facts, warnings, sections, fingerprint } = paper
  const lines = [
    `**${exercise ? 'EXERCISE · ' : ''}${plain(marking)}**`,
    `# ${plain(title)}`,
    plain(standing),
    ...warnings.map((warning) => `> **${plain(warning)}**`),
    ['| | |', '|---|---|', ...facts.map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`)].join('\n'),
    ...sections.flatMap((section) => [`## ${plain(section.title)}`, ...section.rows.flatMap(rowLines)]),
    '---',
    `${exercise ? 'EXERCISE · ' : ''}${plain(marking)} · ${plain(paper.reference)} · SHA-256 ${fingerprint}`,
  ]
  return `${lines.join('\n\n')}\n`
}

function rowLines({ no, label, lines, note, missing, sources }: PaperRow): string[] {
  const heading = `### ${no ? `${no} ` : ''}${plain(label)}`
  // Two spaces at the end of a line keep the break.
  const value = lines.map(plain).join('  \n')
  const said = note ? [missing ? `**${plain(note)}**` : `*${plain(note)}*`] : []
  const from = sources.length > 0 ? [sources.map((source) => `- from ${plain(source)}`).join('\n')] : []
  return [heading, ...(value === '' ? [] : [value]), ...said, ...from]
}

/** Everything that Markdown or HTML would read as markup stands as it was written. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (mark) => `\\${mark}`)
    .replace(
      /^(\s*)([-+=]|\d{1,9}[.)])(?=\s|[-+=]|$)/gm,
      (_all, space: string, mark: string) =>
        `${space}${mark.length === 1 ? `\\${mark}` : `${mark.slice(0, -1)}\\${mark.slice(-1)}`}`,
    )
}

function cell(text: string): string {
  return plain(text).replace(/\s*\n\s*/g, ' ')
}
