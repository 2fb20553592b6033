// What went wrong, and the improvement that came of it. Open improvements stand in the backlog until something proves that they are done.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { utc } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { takeUpFinding } from '../../api/evaluation/evaluation.ts'
import type { Finding, Improvement } from '../../model/evaluation/evaluation.ts'
import type { Evaluated } from './EvaluationPage.tsx'
import { Proofs } from './Proofs.tsx'
import { evaluationWord } from './words.ts'

interface FindingsProps {
  exercise: string
  shown: Evaluated
  realm: string
}

export function Findings({ exercise, shown, realm }: FindingsProps): ReactNode {
  const { evaluation, improvements, openImprovements } = shown
  const [{ improve }, choose] = useChoices('improve')
  const may = useMay()
  const taken = new Map(improvements.map((one) => [one.finding, one]))
  const chosen = evaluation.findings.find(({ key }) => key === improve)
  const mayTake = evaluation.final && may(takeUpFinding)
  return (
    <Card
      title={say('Findings')}
      aside={
        improvements.length > 0 ? (
          <Link to="/recover" search={{ realm: undefined, tab: 'backlog' }}>
            {sayCount(openImprovements, '{n} improvement open', '{n} improvements open')}
          </Link>
        ) : null
      }
    >
      {evaluation.findings.length === 0 ? (
        <Empty icon="check" title={say('Nothing went wrong that the record shows.')} />
      ) : (
        <Scrolled label={say('Findings')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('Finding')}</th>
                <th scope="col">{say('Kind')}</th>
                <th scope="col">{say('When')}</th>
                <th scope="col">{say('Shown by')}</th>
                <th scope="col">{say('Improvement')}</th>
              </tr>
            </thead>
            <tbody>
              {evaluation.findings.map((one) => (
                <tr key={one.key}>
                  <th scope="row">{one.says}</th>
                  <td>
                    <Badge tone="warn">{evaluationWord(one.kind)}</Badge>
                  </td>
                  <td>{one.at ? utc(one.at) : ''}</td>
                  <td>
                    <Proofs proof={one.proof} realm={realm} of={one.says} />
                  </td>
                  <td>
                    <Followed
                      improvement={taken.get(one.key)}
                      finding={one}
                      onTake={mayTake ? () => choose({ improve: one.key }) : undefined}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      {chosen && mayTake && !taken.has(chosen.key) ? (
        <TakeUp exercise={exercise} finding={chosen} onClose={() => choose({ improve: undefined })} />
      ) : null}
    </Card>
  )
}

interface FollowedProps {
  improvement: Improvement | undefined
  finding: Finding
  onTake: (() => void) | undefined
}

function Followed({ improvement, finding, onTake }: FollowedProps): ReactNode {
  if (improvement) {
    const { lesson, title, owner, due, closed, overdue, closedBy } = improvement
    return (
      <>
        <Link to="/recover/$id" params={{ id: lesson }} search={{ realm: undefined }}>
          {title}
        </Link>{' '}
        {closed ? <Badge tone="good">{say('closed')}</Badge> : null}
        {overdue ? <Badge tone="bad">{say('overdue')}</Badge> : null}
        <span className="quiet small">
          {closedBy ? closedBy.how : [owner, due ? utc(due) : null].filter(Boolean).join(' · ')}
        </span>
      </>
    )
  }
  if (!onTake) return <span className="quiet">{say('none')}</span>
  return (
    <Button small onPress={onTake} aria-label={say('Improve: {what}', { what: finding.says })}>
      {say('Improve')}
    </Button>
  )
}

function TakeUp({
  exercise,
  finding,
  onClose,
}: {
  exercise: string
  finding: Finding
  onClose: () => void
}): ReactNode {
  const taking = useTell(takeUpFinding)
  const [title, setTitle] = useState('')
  const [owner, setOwner] = useState('')
  const [due, setDue] = useState('')
  async function send(): Promise<void> {
    await taking.tell(
      {
        ...{ exercise, finding: finding.key, title: title.trim(), due: new Date(`${due}T12:00:00Z`).toISOString() },
        owner: { name: owner.trim(), actor: null, organisation: null, person: null },
      },
      // Improvements are real, wherever one stands.
      { realm: 'live' },
    )
    onClose()
  }
  return (
    <Dialog title={say('An improvement')} open onClose={onClose}>
      <Form submit={say('Take it up')} pending={taking.pending} error={taking.error} onSubmit={send}>
        <p className="quiet">{finding.says}</p>
        <TextField
          label={say('What is to be better')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
        />
        <TextField label={say('Who sees to it')} value={owner} onChange={setOwner} required maxLength={200} />
        <TextField label={say('By when')} type="date" value={due} onChange={setDue} required />
      </Form>
    </Dialog>
  )
}
