// The question flow: one question at a time, in plain words, until no answer can change a verdict any more.
import '../law.css'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { asList, listOf, useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { answerFacts, getAssessment } from '../../../api/assessments.ts'
import type { FactValue } from '../../../model/law.ts'
import type { Verdict } from '../../../model/verdict.ts'
import { isStale } from '../../changing.tsx'
import { Faults } from '../assessment/Faults.tsx'
import type { AssessmentShown } from '../assessment/shown.ts'
import type { LawIndex } from '../law-index.ts'
import { type Asked, askedOf, eventPlace, keyOf, nextAsked, openRegimes } from '../questions.ts'
import { useLaw } from '../use-law.ts'
import { OneQuestion } from './OneQuestion.tsx'
import { Settled } from './Settled.tsx'

export function QuestionsPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const assessment = useAsk(getAssessment, { id }, { keep: true, hears: ['assess.assessment'] })
  const law = useLaw()
  const above = (
    <Link to="/assess/$id" params={{ id }}>
      ← {say('Assessment')}
    </Link>
  )
  if (!assessment.data || assessment.data.id !== id || !law.index) {
    return (
      <Page title={say('Questions')} above={above}>
        <Problem error={assessment.error ?? law.error} />
        {assessment.isPending || law.pending ? <Skeleton lines={5} tall /> : null}
      </Page>
    )
  }
  return (
    <Page title={say('Questions')} above={above} lead={assessment.data.state.title}>
      <Flow assessment={assessment.data} law={law.index} />
    </Page>
  )
}

function Flow({ assessment, law }: { assessment: AssessmentShown; law: LawIndex }): ReactNode {
  const [{ ask, skip }] = useChoices('ask', 'skip')
  const navigate = useNavigate()
  const telling = useTell(answerFacts)
  const [told, setTold] = useState<string | null>(null)
  const { verdict } = assessment
  const { services } = assessment.state
  const skipped = listOf(skip)
  const next = (after: Verdict, passed: readonly string[]) =>
    nextAsked({ verdict: after, skipped: passed, services, scopeOf: (fact) => law.fact(fact)?.scope })

  /** Each question is a step of the browser's history, so that back is back. */
  function goTo(asked: Asked | null, passed: readonly string[]): void {
    const search = { ask: asked ? keyOf(asked) : 'end', skip: asList(passed) }
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...search }), resetScroll: true })
  }

  if (!verdict) return <Faults faults={assessment.faults} />
  if (!assessment.mayChange) {
    return (
      <Empty icon="clock" title={say('Nothing can be answered here')}>
        {say('It is closed, it is the past, or your roles do not include answering.')}
      </Empty>
    )
  }
  const asked = ask && ask !== 'end' ? askedOf(ask) : next(verdict, skipped)
  const fact = asked ? law.fact(asked.fact) : undefined
  if (!asked || !fact) {
    return <Ended assessment={assessment} skipped={skipped.length} onAgain={() => goTo(next(verdict, []), [])} />
  }
  const here = asked

  function settle(value: FactValue, source?: AssessmentShown['proposals']['facts'][number]['source']): void {
    const where = here.place === eventPlace ? {} : { place: here.place }
    telling
      .tell({
        id: assessment.id,
        version: assessment.version,
        answers: [{ fact: here.fact, value, ...where, ...(source ? { source } : {}) }],
      })
      .then((answer) => {
        setTold(turnedWords(verdict, answer.verdict))
        goTo(next(answer.verdict, skipped), skipped)
      })
      .catch(() => undefined)
  }

  function pass(): void {
    const passed = [...skipped.filter((key) => key !== keyOf(here)), keyOf(here)]
    telling.forget()
    setTold(null)
    if (verdict) goTo(next(verdict, passed), passed)
  }

  const left = verdict.nextQuestion?.left ?? 0
  return (
    <div className="question-flow">
      <p className="small quiet" role="status">
        {left > 0 ? `${sayCount(left, 'At most {n} question left', 'At most {n} questions left')} · ` : ''}
        {sayCount(openRegimes(verdict), '{n} act open', '{n} acts open')}
        {skipped.length > 0 ? ` · ${sayCount(skipped.length, '{n} skipped', '{n} skipped')}` : ''}
      </p>
      {told ? (
        <p className="note good" role="status">
          {told}
        </p>
      ) : null}
      <OneQuestion
        key={keyOf(here)}
        assessment={assessment}
        law={law}
        fact={fact}
        place={here.place}
        pending={telling.pending}
        onSettle={settle}
        onPass={pass}
        onBack={() => window.history.back()}
      />
      {isStale(telling.error) ? (
        <p className="note warn" role="alert">
          {say('Somebody changed the assessment meanwhile. It was loaded again: answer once more.')}
        </p>
      ) : (
        <Problem error={telling.error} />
      )}
      <Settled verdict={verdict} />
    </div>
  )
}

/** What the answer settled, in a line: the reason to go on. */
function turnedWords(before: Verdict | null, after: Verdict): string | null {
  const was = new Map((before?.regimes ?? []).map((it) => [it.id, it.verdict]))
  const turned = after.regimes.filter((it) => it.verdict !== 'undetermined' && was.get(it.id) === 'undetermined')
  if (turned.length === 0) return null
  const words = (answer: 'yes' | 'no') => turned.filter((it) => it.verdict === answer).map((it) => it.title)
  const parts = [
    words('yes').length > 0 ? say('Reportable: {acts}.', { acts: words('yes').join('; ') }) : '',
    words('no').length > 0 ? say('Not reportable: {acts}.', { acts: words('no').join('; ') }) : '',
  ]
  return parts.filter(Boolean).join(' ')
}

interface EndedProps {
  assessment: AssessmentShown
  skipped: number
  onAgain: () => void
}

function Ended({ assessment, skipped, onAgain }: EndedProps): ReactNode {
  const { verdict } = assessment
  const open = verdict ? openRegimes(verdict) : 0
  const back = (
    <Link to="/assess/$id" params={{ id: assessment.id }} className={buttonClass(open > 0 ? 'plain' : 'first')}>
      {say('See the verdicts')}
    </Link>
  )
  return (
    <div className="question-flow">
      {open === 0 ? (
        <Empty icon="check" title={say('Everything is settled')} action={back}>
          {say('No answer that is still open can change a verdict.')}
        </Empty>
      ) : (
        <Empty
          icon="search"
          title={sayCount(open, '{n} act is still open', '{n} acts are still open')}
          action={
            <>
              <Button kind="first" onPress={onAgain}>
                {say('Ask the skipped ones again')}
              </Button>
              {back}
            </>
          }
        >
          {skipped > 0
            ? say('Only questions that you skipped are left. Not knowing is never taken for no.')
            : say('Say who the organisation is, so that it can be judged.')}
        </Empty>
      )}
      {verdict ? <Settled verdict={verdict} /> : null}
    </div>
  )
}
