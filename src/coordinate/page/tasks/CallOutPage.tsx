// One call-out: your answer first, then who comes, how each was tried, and who is missing.
import './tasks.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { callMore, endCallOut, getCallOut } from '../../api/call-outs.ts'
import type { Called } from '../../model/call-out.ts'
import { AssigneePicks, givenFrom } from './assignees.tsx'
import { Answers } from './WaitsForMe.tsx'
import { answerTones, answerWord, attemptTones, attemptWord } from './words.ts'

type Shown = OutputOf<typeof getCallOut>

export function CallOutPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getCallOut, { id }, { keep: true, hears: ['coordinate.callOut'] })
  const above = (
    <Link to="/tasks" search={{ tab: 'call-outs' }}>
      ← {say('Call-outs')}
    </Link>
  )
  if (!asked.data || asked.data.id !== id) {
    return (
      <Page title={say('Call-out')} above={above}>
        <Problem error={asked.error} onAgain={() => void asked.refetch()} />
        {asked.isPending ? <Skeleton lines={6} /> : null}
      </Page>
    )
  }
  return <Whole call={asked.data} above={above} />
}

function Whole({ call, above }: { call: Shown; above: ReactNode }): ReactNode {
  const { id, state, count, you } = call
  const names = useNames()
  const { asOf } = usePlace()
  const calling = state.status === 'calling'
  return (
    <Page
      title={state.title}
      above={above}
      lead={
        <span className="row small">
          <Badge tone={calling ? 'accent' : 'quiet'}>{calling ? say('Calling') : say('Ended')}</Badge>
          <MarkingBadge marking={call.marking} />
          <span>
            {names.actor(state.startedBy)}, <Time at={state.startedAt} show="both" />
          </span>
        </span>
      }
      actions={calling && !asOf ? <Managing call={call} /> : null}
    >
      <div className="stack">
        {you && calling && !asOf ? (
          <Card
            title={you.answer ? say('You answered: {answer}', { answer: answerWord(you.answer) }) : say('Do you come?')}
          >
            <Answers id={id} />
          </Card>
        ) : null}
        {state.text ? <p className="prose">{state.text}</p> : null}
        {state.ended?.reason ? <p className="quiet">{say('Ended: {why}', { why: state.ended.reason })}</p> : null}
        <p className="row" role="status">
          <Badge tone="good">{sayCount(count.coming, '{n} coming', '{n} coming')}</Badge>
          <Badge tone="bad">{sayCount(count.cannot, '{n} cannot', '{n} cannot')}</Badge>
          <Badge tone="accent">{sayCount(count.seen, '{n} has seen it', '{n} have seen it')}</Badge>
          <Badge tone={count.waiting > 0 ? 'warn' : 'quiet'}>
            {sayCount(count.waiting, '{n} has not answered', '{n} have not answered')}
          </Badge>
          {state.nextRoundAt ? (
            <span className="small quiet">
              {say('Called again')} <Time at={state.nextRoundAt} />
            </span>
          ) : null}
        </p>
        <Card title={say('Called')}>
          <ul className="plain-list">
            {state.called.map((one) => (
              <CalledRow key={one.person} one={one} />
            ))}
          </ul>
          {state.unreached.map((one) => (
            <p key={`${one.of} ${one.why}`} className="note warn">
              {one.why}
            </p>
          ))}
        </Card>
      </div>
    </Page>
  )
}

function CalledRow({ one }: { one: Called }): ReactNode {
  const names = useNames()
  const last = one.answers.at(-1)
  return (
    <li>
      <span className="row apart">
        <strong>{names.person(one.person)}</strong>
        {last ? (
          <span className="row">
            <Badge tone={answerTones[last.answer]}>{answerWord(last.answer)}</Badge>
            <Time at={last.at} />
          </span>
        ) : (
          <Badge tone="warn">{say('No answer')}</Badge>
        )}
      </span>
      {last?.words ? <p>{last.words}</p> : null}
      {last?.expectedAt ? (
        <p className="small">
          {say('Expected')} <Time at={last.expectedAt} show="both" />
        </p>
      ) : null}
      <span className="row small quiet">
        {one.attempts.length === 0 ? say('On the screen alone.') : null}
        {one.attempts.map((it) => (
          <span key={it.key} className="row">
            {it.channel === 'email' ? say('mail') : it.address}
            <Badge tone={attemptTones[it.state]}>{attemptWord(it.state)}</Badge>
            <Time at={it.endedAt ?? it.at} />
            {it.state === 'failed' && it.answer ? <span>{it.answer}</span> : null}
          </span>
        ))}
      </span>
    </li>
  )
}

function Managing({ call }: { call: Shown }): ReactNode {
  const may = useMay()
  const [asking, setAsking] = useState<'more' | 'end' | null>(null)
  if (!may(endCallOut)) return null
  const close = () => setAsking(null)
  return (
    <>
      <Button onPress={() => setAsking('more')}>{say('Call more')}</Button>
      <Button onPress={() => setAsking('end')}>{say('End it')}</Button>
      {asking === 'more' ? <More call={call} onClose={close} /> : null}
      {asking === 'end' ? <End call={call} onClose={close} /> : null}
    </>
  )
}

interface DialogProps {
  call: Shown
  onClose: () => void
}

function More({ call, onClose }: DialogProps): ReactNode {
  const act = useTell(callMore)
  const [to, setTo] = useState<readonly string[]>([])
  const given = to.map(givenFrom)
  const whom = { persons: given.flatMap(({ person }) => person ?? []), rotas: given.flatMap(({ rota }) => rota ?? []) }
  const send = () => act.tell({ id: call.id, version: call.version, whom })
  return (
    <Dialog title={say('Call more people')} open onClose={onClose}>
      <Form submit={say('Call them')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <AssigneePicks label={say('Whom')} values={to} onChange={setTo} />
      </Form>
    </Dialog>
  )
}

function End({ call, onClose }: DialogProps): ReactNode {
  const act = useTell(endCallOut)
  const [reason, setReason] = useState('')
  const why = reason.trim().length >= 3 ? { reason: reason.trim() } : {}
  const send = () => act.tell({ id: call.id, version: call.version, ...why })
  return (
    <Dialog title={say('End the call-out')} open onClose={onClose}>
      <Form submit={say('End it')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <TextField label={say('Why')} value={reason} onChange={setReason} optional />
      </Form>
    </Dialog>
  )
}
