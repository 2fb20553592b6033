// The attribution: proposed by one analyst, accepted by two different ones, and never without its note.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { acceptAttribution, dropAttribution, proposeAttribution, withdrawAcceptance } from '../../api/questions.ts'
import { Why } from './BoardDialogs.tsx'
import type { WholeQuestion } from './BoardPage.tsx'

type Doing = 'propose' | 'accept' | 'withdraw' | 'drop'

interface CardProps {
  question: WholeQuestion
  hypotheses: WholeQuestion['hypotheses']
}

export function AttributionCard({ question, hypotheses }: CardProps): ReactNode {
  const me = useMe()
  const may = useMay()
  const names = useNames()
  const [doing, setDoing] = useState<Doing | null>(null)
  const { attribution } = question
  const mine = attribution?.acceptances.some((it) => it.person === me.id)
  const open = question.status === 'open'
  return (
    <Card
      title={say('Attribution')}
      aside={
        attribution ? (
          <Badge tone={attribution.standing ? 'good' : 'warn'}>
            {attribution.standing ? say('stands: the picture shows it') : say('waits for a second analyst')}
          </Badge>
        ) : null
      }
    >
      <div className="stack">
        {attribution ? (
          <>
            <p className="attribution-statement">{attribution.statement}</p>
            <p className="small quiet">
              {say('proposed by {name}', { name: names.person(attribution.proposedBy) })}{' '}
              <Time at={attribution.proposedAt} />
            </p>
            <div className="stack tight">
              <h3 className="group-head">{say('Accepted by')}</h3>
              {attribution.acceptances.length === 0 ? (
                <p className="small">{say('nobody yet')}</p>
              ) : (
                <ul className="plain-list">
                  {attribution.acceptances.map((it) => (
                    <li key={it.person}>
                      <span>
                        <strong>{it.name}</strong> <Time at={it.at} />
                      </span>
                      {it.because ? <span className="small quiet wrap-anywhere">{it.because}</span> : null}
                    </li>
                  ))}
                </ul>
              )}
            </div>
            <p className="note warn small">{say(attribution.note)}</p>
          </>
        ) : (
          <p className="small quiet">
            {say(
              'Nobody has proposed one. An analyst proposes a statement out of a hypothesis; it counts for nothing until two different analysts accept it.',
            )}
          </p>
        )}
        <div className="row no-print">
          {attribution && open && !mine && may(acceptAttribution) ? (
            <Button kind="first" icon="check" onPress={() => setDoing('accept')}>
              {say('Accept the attribution')}
            </Button>
          ) : null}
          {attribution && mine && may(withdrawAcceptance) ? (
            <Button onPress={() => setDoing('withdraw')}>{say('Withdraw my acceptance')}</Button>
          ) : null}
          {open && hypotheses.length > 0 && may(proposeAttribution) ? (
            <Button kind="plain" onPress={() => setDoing('propose')}>
              {attribution ? say('Propose another one') : say('Propose an attribution')}
            </Button>
          ) : null}
          {attribution && may(dropAttribution) ? (
            <Button kind="quiet" onPress={() => setDoing('drop')}>
              {say('Drop it')}
            </Button>
          ) : null}
        </div>
      </div>
      {doing === 'propose' ? (
        <Propose question={question} hypotheses={hypotheses} onClose={() => setDoing(null)} />
      ) : null}
      {doing && doing !== 'propose' ? <Decide question={question} does={doing} onClose={() => setDoing(null)} /> : null}
    </Card>
  )
}

function Propose({ question, hypotheses, onClose }: CardProps & { onClose: () => void }): ReactNode {
  const act = useTell(proposeAttribution)
  const best = question.board.together.find((it) => it.rank === 1)?.hypothesis
  const [hypothesis, setHypothesis] = useState(best ?? hypotheses[0]?.key ?? '')
  const textOf = (key: string) => hypotheses.find((it) => it.key === key)?.text ?? ''
  const [statement, setStatement] = useState(textOf(hypothesis))
  return (
    <Dialog title={say('Propose an attribution')} open onClose={onClose}>
      <Form
        submit={say('Propose it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act
            .tell({ id: question.id, version: question.version, hypothesis, statement: statement.trim() })
            .then(onClose)
        }
      >
        <SelectField
          label={say('Out of which hypothesis')}
          value={hypothesis}
          choices={hypotheses.map((it) => ({ value: it.key, label: it.text }))}
          onChange={(key) => {
            setHypothesis(key)
            setStatement(textOf(key))
          }}
        />
        <TextField
          label={say('The statement')}
          hint={say('Say no more than the evidence does.')}
          value={statement}
          onChange={setStatement}
          lines={3}
          minLength={3}
          maxLength={1000}
          required
        />
        <p className="small quiet">
          {say('Proposing is not accepting: two analysts accept it, you may be one of them.')}
        </p>
      </Form>
    </Dialog>
  )
}

const titles: Record<Exclude<Doing, 'propose'>, string> = {
  accept: 'Accept the attribution',
  withdraw: 'Withdraw my acceptance',
  drop: 'Drop the attribution',
}

function Decide({
  question,
  does,
  onClose,
}: {
  question: WholeQuestion
  does: Exclude<Doing, 'propose'>
  onClose: () => void
}): ReactNode {
  const accept = useTell(acceptAttribution)
  const withdraw = useTell(withdrawAcceptance)
  const drop = useTell(dropAttribution)
  const [reason, setReason] = useState('')
  const act = does === 'accept' ? accept : does === 'withdraw' ? withdraw : drop
  const { attribution } = question
  // Who accepts names the words that stood here when the dialog was opened.
  const [read] = useState(attribution)
  if (!read) return null

  async function send(): Promise<void> {
    const why = reason.trim()
    if (does === 'accept') {
      const done = await accept.tell({
        id: question.id,
        proposal: read?.proposal ?? '',
        ...(why ? { because: why } : {}),
      })
      toast(
        done.standing
          ? say('Accepted by two analysts: the picture shows it now.')
          : say('Accepted. It takes a second analyst before the picture shows it.'),
      )
    } else if (does === 'withdraw') await withdraw.tell({ id: question.id, reason: why })
    else await drop.tell({ id: question.id, version: question.version, reason: why })
    onClose()
  }
  return (
    <Dialog title={say(titles[does])} open onClose={onClose}>
      <Form
        submit={say(titles[does])}
        danger={does !== 'accept'}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        <p className="attribution-statement">{read.statement}</p>
        <p className="note warn small">{say(read.note)}</p>
        {does === 'accept' ? (
          <TextField label={say('Why')} optional value={reason} onChange={setReason} lines={2} maxLength={1000} />
        ) : (
          <Why value={reason} onChange={setReason} />
        )}
      </Form>
    </Dialog>
  )
}
