// One assessment: what each act asks of this organisation, why, to whom and by when; what is known, and what is still asked.
import '../law.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { closeAssessment, getAssessment } from '../../../api/assessments.ts'
import type { LawIndex } from '../law-index.ts'
import { UtcSwitch } from '../Moment.tsx'
import { useLaw } from '../use-law.ts'
import { Anchors } from './Anchors.tsx'
import { CloseDialog } from './CloseDialog.tsx'
import { EntityCard } from './EntityCard.tsx'
import { FactDialog } from './FactDialog.tsx'
import { Facts } from './Facts.tsx'
import { Faults } from './Faults.tsx'
import { Proposals } from './Proposals.tsx'
import { QuestionBox } from './QuestionBox.tsx'
import { Services } from './Services.tsx'
import { type AssessmentShown, toldFacts } from './shown.ts'
import { Verdicts } from './Verdicts.tsx'

const tabIds = ['verdict', 'facts', 'times'] as const

export function AssessmentPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const [{ law: version }] = useChoices('law')
  const input = { id, ...(version ? { law: version } : {}) }
  const assessment = useAsk(getAssessment, input, { keep: true, hears: ['assess.', 'sense.', 'watch.'] })
  const law = useLaw(version)
  const above = <Link to="/assess">← {say('Assessments')}</Link>
  if (!assessment.data || assessment.data.id !== id || !law.index) {
    return (
      <Page title={say('Assessment')} above={above}>
        <Problem
          error={assessment.error ?? law.error}
          onAgain={() => void (assessment.error ? assessment.refetch() : law.again())}
        />
        {assessment.isPending || law.pending ? <Skeleton lines={8} tall /> : null}
      </Page>
    )
  }
  return <Whole assessment={assessment.data} law={law.index} version={version} above={above} />
}

interface WholeProps {
  assessment: AssessmentShown
  law: LawIndex
  /** Another version of the law than the one in force: looked at, not kept. */
  version: string | undefined
  above: ReactNode
}

function Whole({ assessment, law, version, above }: WholeProps): ReactNode {
  const [{ tab, fact, of }, choose] = useChoices('tab', 'fact', 'of', 'law')
  const [closing, setClosing] = useState(false)
  const may = useMay()
  const names = useNames()
  const { state } = assessment
  const openFact = (id: string, place?: string) => choose({ fact: id, of: place })
  const shownFact = fact ? law.fact(fact) : undefined
  return (
    <Page
      title={state.title}
      wide
      above={
        <>
          {above} <span className="quiet">/ {state.reference}</span>
          {state.incident ? (
            <>
              {' '}
              <span className="quiet">·</span>{' '}
              <Link to="/incidents/$id" params={{ id: state.incident }}>
                {say('Incident')}
              </Link>
            </>
          ) : null}
        </>
      }
      lead={
        <span className="row small">
          <strong>{state.entity.name}</strong>
          {state.closed ? <Badge tone="quiet">{say('closed')}</Badge> : null}
          <MarkingBadge marking={assessment.marking} />
          <span>
            {say('judged by the law of {version}', { version: state.judged.dataVersion })} <Time at={state.judged.at} />
          </span>
          <UtcSwitch />
        </span>
      }
      actions={
        <>
          <Link to="/assess/$id/what-if" params={{ id: assessment.id }} className={buttonClass()}>
            {say('What if')}
          </Link>
          <Link to="/clocks" search={{ assessment: assessment.id }} className={buttonClass()}>
            {say('Its clocks')}
          </Link>
          {assessment.mayChange && may(closeAssessment) && !state.closed ? (
            <Button kind="quiet" onPress={() => setClosing(true)}>
              {say('Close it')}
            </Button>
          ) : null}
        </>
      }
    >
      {state.closed ? (
        <p className="note">
          {say('Closed by {name}: {why}', { name: names.actor(state.closed.by), why: state.closed.reason })}{' '}
          <Time at={state.closed.at} />
        </p>
      ) : null}
      {version ? (
        <p className="note warn">
          {say('Judged here by the law of {version}, not by the one in force. Nothing of this is kept.', { version })}{' '}
          <Button small onPress={() => choose({ law: undefined }, 'push')}>
            {say('Back to the law in force')}
          </Button>
        </p>
      ) : null}
      <Tabs
        label={say('Parts of the assessment')}
        chosen={tabIds.find((it) => it === tab) ?? 'verdict'}
        onChoose={(next) => choose({ tab: next === 'verdict' ? undefined : next })}
        tabs={[
          {
            id: 'verdict',
            title: say('Verdict'),
            content: (
              <div className="assessment-parts">
                <div className="stack assessment-side">
                  <QuestionBox assessment={assessment} />
                  <Proposals assessment={assessment} law={law} />
                </div>
                <div className="stack assessment-main">
                  <Faults faults={assessment.faults} />
                  {assessment.verdict ? (
                    <Verdicts
                      assessment={assessment.id}
                      verdict={assessment.verdict}
                      duties={assessment.duties}
                      law={law}
                      zone={state.entity.timeZone}
                      lawVersion={version}
                      linked
                    />
                  ) : null}
                  <p className="small quiet">{law.law.disclaimer}</p>
                </div>
                <div className="assessment-end">
                  <EntityCard assessment={assessment} law={law} />
                </div>
              </div>
            ),
          },
          {
            id: 'facts',
            title: say('Facts'),
            count: toldFacts(assessment).length,
            content: (
              <div className="assessment-parts">
                <div className="stack assessment-side">
                  <Proposals assessment={assessment} law={law} />
                  <Services assessment={assessment} />
                </div>
                <div className="assessment-main">
                  <Facts assessment={assessment} law={law} onFact={openFact} />
                </div>
              </div>
            ),
          },
          { id: 'times', title: say('Times'), content: <Anchors assessment={assessment} law={law} /> },
        ]}
      />
      {shownFact ? (
        <FactDialog
          key={shownFact.id}
          assessment={assessment}
          law={law}
          fact={shownFact}
          place={of}
          onClose={() => choose({ fact: undefined, of: undefined })}
        />
      ) : null}
      {closing ? <CloseDialog assessment={assessment} onClose={() => setClosing(false)} /> : null}
    </Page>
  )
}
