// On the page of an incident: what the law says of it, for whom it was assessed, and the way to assess it.
import './law.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listAssessments, openAssessment } from '../../api/assessments.ts'
import { AssessmentRow } from './assessment/AssessmentRow.tsx'
import { OpenAssessment } from './assessment/OpenAssessment.tsx'
import { LargeScale } from './LargeScale.tsx'
import { useLaw } from './use-law.ts'

export function LawTab({ incident }: { incident: string }): ReactNode {
  const [opening, setOpening] = useState(false)
  const list = useAsk(listAssessments, { incident, limit: 50 }, { keep: true, hears: ['assess.assessment'] })
  const { words } = useLaw()
  const may = useMay()
  const rows = list.data?.items ?? []
  const begin = may(openAssessment) ? (
    <Button kind="first" icon="plus" onPress={() => setOpening(true)}>
      {say('Assess it by law')}
    </Button>
  ) : undefined
  return (
    <div className="stack">
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={3} tall /> : null}
      {list.data && rows.length === 0 ? (
        <Empty icon="report" title={say('Nobody has assessed it by law yet')} action={begin}>
          {say('Is it reportable, to whom, and by when? Some questions answer that for each organisation concerned.')}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <>
          <div className="row apart">
            <p className="small quiet">{sayCount(rows.length, '{n} assessment', '{n} assessments')}</p>
            <span className="row no-print">
              <Link to="/clocks" search={{ incident }}>
                {say('Clocks of this incident')}
              </Link>
              {begin}
            </span>
          </div>
          <ul className="item-list">
            {rows.map((row) => (
              <AssessmentRow key={row.id} row={row} words={words} />
            ))}
          </ul>
        </>
      ) : null}
      <LargeScale incident={incident} />
      {opening ? <OpenAssessment incident={incident} onClose={() => setOpening(false)} /> : null}
    </div>
  )
}
