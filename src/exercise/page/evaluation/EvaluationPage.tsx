// The evaluation of one exercise: objectives, times against their tolerance, who was told, what went wrong, and what comes of it.
import './evaluation.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { utc } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { evaluationForms, exportEvaluation, showEvaluation } from '../../api/evaluation/evaluation.ts'
import { Comparing } from './Comparing.tsx'
import { Findings } from './Findings.tsx'
import { Objectives } from './Objectives.tsx'
import { Proofs } from './Proofs.tsx'
import { QualityForms } from './QualityForms.tsx'
import { Times } from './Times.tsx'
import { percent, span } from './words.ts'

export type Evaluated = OutputOf<typeof showEvaluation>

export function EvaluationPage(): ReactNode {
  const { slug } = useParams({ strict: false })
  const exercise = slug ?? ''
  const [over, setOver] = useState(false)
  const asked = useAsk(
    showEvaluation,
    { exercise },
    // What happens in the story is heard in its own realm alone; once it is over, nothing does.
    { timeless: true, keep: true, hears: ['exercise.', 'recover.lesson'], ...(over ? {} : { everySeconds: 20 }) },
  )
  const shown = asked.data
  if (shown && shown.evaluation.final !== over) setOver(shown.evaluation.final)
  return (
    <Page
      title={shown ? say('Evaluation of {name}', { name: shown.evaluation.name }) : say('Evaluation')}
      above={
        <Link to="/exercises/$slug" params={{ slug: exercise }}>
          {say('The exercise')}
        </Link>
      }
      lead={shown?.evaluation.scenario.title}
      actions={shown ? <Files exercise={exercise} /> : null}
      wide
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={8} tall /> : null}
      {shown ? <Shown exercise={exercise} shown={shown} /> : null}
    </Page>
  )
}

function Files({ exercise }: { exercise: string }): ReactNode {
  return (
    <div className="row no-print">
      {[...evaluationForms].reverse().map((form) => (
        <a
          key={form}
          className={buttonClass('quiet', true)}
          href={addressOf(exportEvaluation, { exercise, form })}
          aria-label={say('Evaluation as {form}', { form: form.toUpperCase() })}
          download
        >
          {form.toUpperCase()}
        </a>
      ))}
      <Button small onPress={() => window.print()}>
        {say('Print')}
      </Button>
    </div>
  )
}

function Shown({ exercise, shown }: { exercise: string; shown: Evaluated }): ReactNode {
  const { evaluation: it } = shown
  const realm = `exercise:${exercise}`
  return (
    <>
      <p className="row">
        <Badge tone="bronze">{say('EXERCISE')}</Badge>
        <strong className="evaluation-score">{percent(it.score)}</strong>
        <span>{say('{met} of {asked} met', { met: it.met, asked: it.asked })}</span>
        {it.final ? null : <Badge tone="warn">{say('The story is not over: figures still change')}</Badge>}
        {it.until ? (
          <span className="quiet">{say('up to {moment} of the story', { moment: utc(it.until) })}</span>
        ) : null}
      </p>
      {shown.whole ? null : <p className="note">{say('What rests on entries that you may not read is left out.')}</p>}
      {it.leftOut ? <p className="note warn">{it.leftOut}</p> : null}
      <Objectives evaluation={it} realm={realm} />
      <Times times={it.times} realm={realm} />
      <Findings exercise={exercise} shown={shown} realm={realm} />
      <Card title={say('Who was told')}>
        {it.told.length === 0 ? (
          <Empty title={say('Nobody was told anything.')} />
        ) : (
          <Told told={it.told} realm={realm} />
        )}
        {it.undeterminedTellings > 0 ? (
          <p className="quiet">
            {sayCount(
              it.undeterminedTellings,
              'Of {n} telling nothing says whether its recipient may have it.',
              'Of {n} tellings nothing says whether their recipients may have them.',
            )}
          </p>
        ) : null}
      </Card>
      <QualityForms exercise={exercise} />
      <Comparing scenario={it.scenario.ref} />
    </>
  )
}

function Told({ told, realm }: { told: Evaluated['evaluation']['told']; realm: string }): ReactNode {
  return (
    <Scrolled label={say('Who was told')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Whom')}</th>
            <th scope="col">{say('First told')}</th>
            <th scope="col">{say('After')}</th>
            <th scope="col">{say('Times')}</th>
            <th scope="col">{say('Shown by')}</th>
          </tr>
        </thead>
        <tbody>
          {told.map((one) => (
            <tr key={one.name}>
              <th scope="row">{one.name}</th>
              <td>{utc(one.firstAt)}</td>
              <td>{span(one.seconds) || <span className="quiet">{say('no inject is among its causes')}</span>}</td>
              <td>{one.times}</td>
              <td>
                <Proofs proof={one.proof} realm={realm} of={one.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
