// The Reserve's report as a document.
import type { Paper, Piece } from '#kernel/paper.ts'
import type { ReserveUse } from '../model/reserve-use.ts'
import { reportDue, reportGoesTo } from './reserve.ts'

const utc = (at: string | null) => (at === null ? 'not recorded' : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`)
const part = (name: string, text: string): Piece[] => [
  { kind: 'heading', text: name },
  text.trim() === ''
    ? { kind: 'text', text: 'Nothing is recorded.', tone: 'quiet' }
    : { kind: 'text', text, tone: 'plain' },
]

export function paperOfReserveReport(
  use: ReserveUse,
  head: Pick<Paper, 'marking' | 'exercise' | 'digest' | 'at'> & { version: number },
): Paper {
  const { version, ...rest } = head
  const approved = use.approvedAt !== null
  return {
    title: `Use of the EU Cybersecurity Reserve: ${use.title}`,
    standing: `Version ${version}, ${approved ? 'approved' : 'not approved'}`,
    ...rest,
    facts: [
      ['User', use.user.name],
      ['Requested', utc(use.requestedAt)],
      [
        'Answered',
        use.answer ? `${utc(use.answer.at)}: ${use.answer.granted ? 'granted' : 'refused'}` : 'not answered',
      ],
      ['Providers', use.providers.map(({ name }) => name).join(', ')],
      ['Service', `${utc(use.serviceFrom)} to ${utc(use.serviceUntil)}`],
      ['Due', utc(reportDue(use))],
      ['To', reportGoesTo.join(', ')],
      ['Legal basis', 'Regulation (EU) 2025/38, Article 16(9)'],
    ],
    pieces: [
      ...(approved ? [] : [{ kind: 'text', text: 'DRAFT: nobody approved this text.', tone: 'alarm' } as Piece]),
      ...part('Service that was given', use.report.service),
      ...part('Results', use.report.results),
      ...part('Lessons learned', use.report.lessons),
    ],
  }
}
