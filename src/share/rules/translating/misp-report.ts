// The situation as an event report of MISP: Markdown in which nothing that somebody wrote counts as Markdown, HTML or a reference.
import type { Marking } from '#kernel/marking.ts'
import type { Told } from '../drafting/within.ts'

const mostLines = 500

/** Every sign that Markdown or MISP's references know is escaped; a text stays on its line. */
export function plainText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 2_000)
    .replace(/[\\`*_{}[\]()<>#+\-.!|~@&=^:$]/g, (sign) => `\\${sign}`)
}

export function situationReport(told: Told, marking: Marking): string {
  const { crisis, incidents, attacks, claims, realm } = told
  const head = crisis ? `${crisis.state.reference}, ${crisis.state.title}` : 'Situation'
  const lines = [
    ...(realm === 'live' ? [] : ['**EXERCISE EXERCISE EXERCISE**', '']),
    `# ${plainText(head)}`,
    '',
    `TLP:${marking.tlp}, as of ${told.asOf}`,
    ...(crisis?.state.summary ? ['', plainText(crisis.state.summary)] : []),
    ...section(
      'Incidents',
      incidents.map(
        ({ state }) => `**${plainText(state.reference)}** ${plainText(state.title)} (${plainText(state.status)})`,
      ),
    ),
    ...section(
      'Attacks',
      attacks.map(
        ({ state }) => `${plainText(state.title)}, from ${state.onset}${state.end ? ` to ${state.end}` : ', not over'}`,
      ),
    ),
    ...section(
      'Claims, none of them confirmed by this report',
      claims.map(
        ({ state }) => `${plainText(state.holder ?? 'Nobody in particular')}: ${plainText(state.proposition)}`,
      ),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const more = lines.length > mostLines ? [`- and ${lines.length - mostLines} more`] : []
  return ['', `## ${title}`, '', ...lines.slice(0, mostLines).map((line) => `- ${line}`), ...more]
}
