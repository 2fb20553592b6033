// The order of verdicts on the screen.
import { expect, test } from 'vitest'
import type { Answer, RegimeVerdict, ReportDue } from '../../../model/verdict.ts'
import { nextReport, orderVerdicts, recipientsOf } from './order-verdicts.ts'

function report(id: string, due: string | null, submitted: string | null = null): ReportDue {
  return {
    id,
    name: id,
    article: '1',
    mandatory: true,
    recipients: ['national CSIRT', id],
    due,
    overdue: false,
    basis: '',
    standing: 'runs',
    submitted,
    clock: {
      kind: 'at',
      at: due,
      waitsFor: [],
      basis: '',
      steps: [],
      otherReading: null,
      assumed: [],
      also: null,
      verified: true,
    },
    verified: true,
  }
}

function regime(id: string, verdict: Answer, applies: Answer, reports: ReportDue[] = [], missing: string[] = []) {
  const rest = {
    title: id,
    because: [],
    failed: [],
    displacedBy: null,
    note: null,
    articles: [],
    tellings: [],
    verified: true,
  }
  return { id, verdict, applies, reports, missing, ...rest } satisfies RegimeVerdict
}

test('what runs out first stands first, then what fewest answers would settle, and what concerns nobody here stands apart', () => {
  const { yes, open, no, invited, elsewhere } = orderVerdicts([
    regime('far', 'no', 'no'),
    regime('later', 'yes', 'yes', [report('a', '2026-03-12T00:00:00.000Z')]),
    regime('many', 'undetermined', 'yes', [], ['x.a', 'x.b']),
    regime('sooner', 'yes', 'yes', [report('b', '2026-03-11T00:00:00.000Z')]),
    regime('timeless', 'yes', 'yes'),
    regime('one', 'undetermined', 'undetermined', [], ['x.a']),
    regime('judged', 'no', 'yes'),
    regime('may', 'no', 'yes', [report('c', null)]),
  ])
  expect(yes.map((it) => it.id)).toEqual(['sooner', 'later', 'timeless'])
  expect(open.map((it) => it.id)).toEqual(['one', 'many'])
  expect(no.map((it) => it.id)).toEqual(['judged'])
  expect(invited.map((it) => it.id)).toEqual(['may'])
  expect(elsewhere.map((it) => it.id)).toEqual(['far'])
})

test('the next clock is the earliest that is not handed in', () => {
  const it = regime('x', 'yes', 'yes', [
    report('early', '2026-03-11T00:00:00.000Z', '2026-03-10T00:00:00.000Z'),
    report('asked', null),
    report('final', '2026-04-11T00:00:00.000Z'),
    report('full', '2026-03-13T00:00:00.000Z'),
  ])
  expect(nextReport(it)?.id).toBe('full')
  expect(recipientsOf(it)).toEqual(['national CSIRT', 'early', 'asked', 'final', 'full'])
})
