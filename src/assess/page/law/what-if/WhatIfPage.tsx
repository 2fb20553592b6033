// What if: other facts, times, services or another version of the law, with verdicts and clocks before and after. Nothing is kept.
import '../law.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { getAssessment, whatIf } from '../../../api/assessments.ts'
import type { AssessmentShown } from '../assessment/shown.ts'
import type { LawIndex } from '../law-index.ts'
import { UtcSwitch } from '../Moment.tsx'
import { useLaw } from '../use-law.ts'
import { BeforeAfter } from './BeforeAfter.tsx'
import { Supposing } from './Supposing.tsx'
import { readSuppose, type Suppose, writeSuppose } from './supposed.ts'
import { Changes } from './WouldChange.tsx'

export function WhatIfPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const assessment = useAsk(getAssessment, { id }, { keep: true, hears: ['assess.assessment'] })
  const law = useLaw()
  const above = (
    <Link to="/assess/$id" params={{ id }}>
      ← {assessment.data?.state.title ?? say('Assessment')}
    </Link>
  )
  const ready = assessment.data && assessment.data.id === id && law.index
  return (
    <Page
      title={say('What if')}
      wide
      above={above}
      lead={
        <strong className="nothing-kept">
          {say('Nothing here is recorded: the assessment and its clocks stay as they are.')}
        </strong>
      }
      actions={<UtcSwitch />}
    >
      {ready ? (
        <Whole assessment={assessment.data} law={law.index as LawIndex} />
      ) : (
        <>
          <Problem error={assessment.error ?? law.error} />
          {assessment.isPending || law.pending ? <Skeleton lines={6} tall /> : null}
        </>
      )}
    </Page>
  )
}

function Whole({ assessment, law }: { assessment: AssessmentShown; law: LawIndex }): ReactNode {
  const [{ suppose: text }, choose] = useChoices('suppose')
  const suppose = readSuppose(text)
  const change = (next: Suppose) => choose({ suppose: writeSuppose(next) })
  const supposed = text !== undefined
  const asked = useAsk(whatIf, { id: assessment.id, suppose }, { keep: true, hears: ['assess.assessment'] })
  const zone = suppose.entity?.timeZone ?? assessment.state.entity.timeZone
  return (
    <div className="what-if">
      <Supposing assessment={assessment} law={law} suppose={suppose} onChange={change} />
      <div className="stack">
        <section className="card stack changes-card" aria-labelledby="changes">
          <h2 id="changes">{say('What would change')}</h2>
          {supposed && asked.data ? (
            <Changes answer={asked.data} zone={zone} />
          ) : supposed ? null : (
            <p className="quiet">{say('Change something beside this, and see verdicts and clocks move.')}</p>
          )}
          <Problem error={asked.error} />
          {supposed ? (
            <div className="row">
              <Button kind="quiet" onPress={() => choose({ suppose: undefined })}>
                {say('Back to what is recorded')}
              </Button>
            </div>
          ) : null}
        </section>
        {asked.data ? <BeforeAfter answer={asked.data} zone={zone} /> : null}
      </div>
    </div>
  )
}
