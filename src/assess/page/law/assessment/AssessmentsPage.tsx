// All assessments by law that one may read, and beginning one: for an incident, or for something that is none yet.
import '../law.css'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listAssessments, openAssessment } from '../../../api/assessments.ts'
import { useLaw } from '../use-law.ts'
import { AssessmentRow } from './AssessmentRow.tsx'
import { OpenAssessment } from './OpenAssessment.tsx'

const states = ['open', 'closed', 'all'] as const

export function AssessmentsPage(): ReactNode {
  const [{ state, incident, organisation, pages, add }, choose] = useChoices(
    'state',
    'incident',
    'organisation',
    'pages',
    'add',
  )
  const may = useMay()
  const chosen = states.find((it) => it === state) ?? 'open'
  const limit = Math.max(1, Math.min(4, Number(pages ?? '1') || 1)) * 50
  const list = useAsk(
    listAssessments,
    {
      ...(chosen === 'all' ? {} : { open: chosen === 'open' }),
      ...(incident ? { incident } : {}),
      ...(organisation ? { organisation } : {}),
      limit,
    },
    { keep: true, hears: ['assess.assessment'] },
  )
  const { words } = useLaw()
  const rows = list.data?.items ?? []
  const begin = may(openAssessment) ? (
    <Button kind="first" icon="plus" onPress={() => choose({ add: 'assessment' })}>
      {say('Begin an assessment')}
    </Button>
  ) : undefined
  return (
    <Page
      title={say('Assessments by law')}
      wide
      lead={say('Is it reportable, to whom, by when, and in what form?')}
      actions={begin}
    >
      <div className="stack">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which assessments')} className="segments wraps no-print">
          {states.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={chosen === one}
              onClick={() => choose({ state: one === 'open' ? undefined : one })}
            >
              {{ open: say('Open'), closed: say('Closed'), all: say('All') }[one]}
            </button>
          ))}
        </div>
        <Problem error={list.error} onAgain={() => void list.refetch()} />
        {list.isPending ? <Skeleton lines={4} tall /> : null}
        {list.data && rows.length === 0 ? (
          <Empty icon="report" title={say('No assessment is here')} action={begin}>
            {say('Begin one from an incident, or here. It takes some two minutes to know what must be reported.')}
          </Empty>
        ) : null}
        {rows.length > 0 ? (
          <>
            <p className="small quiet" role="status">
              {sayCount(list.data?.total ?? 0, '{n} assessment', '{n} assessments')}
            </p>
            <ul className="item-list">
              {rows.map((row) => (
                <AssessmentRow key={row.id} row={row} words={words} />
              ))}
            </ul>
            {list.data?.next && limit < 200 ? (
              <Button onPress={() => choose({ pages: String(limit / 50 + 1) })}>{say('More')}</Button>
            ) : null}
          </>
        ) : null}
      </div>
      {add === 'assessment' ? <OpenAssessment incident={incident} onClose={() => choose({ add: undefined })} /> : null}
    </Page>
  )
}
