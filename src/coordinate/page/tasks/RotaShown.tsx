// One rota: who has the duty, handing it over, and the plan.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import * as api from '../../api/rotas.ts'
import { RotaForm } from './RotaForm.tsx'
import { RotaPlan } from './RotaPlan.tsx'
import { type RotaAnswer, useMembers } from './rota-answer.ts'

type Asking = 'offer' | 'take' | 'change' | 'close'

export function RotaShown({ id }: { id: string }): ReactNode {
  const hears = ['coordinate.rota']
  const asked = useAsk(api.getRota, { id }, { keep: true, hears, everySeconds: 60 })
  if (asked.data?.id === id) return <Whole rota={asked.data} />
  return (
    <>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} /> : null}
    </>
  )
}

function Whole({ rota }: { rota: RotaAnswer }): ReactNode {
  const { state, marking, id } = rota
  const place = usePlace()
  return (
    <div className="stack">
      <p className="row">
        <Link to="/rota">← {say('All rotas')}</Link>
        <strong>{state.name}</strong>
        <MarkingBadge marking={marking} />
        <span className="small quiet">{state.timeZone}</span>
        <a className={buttonClass('plain', true)} href={addressOf(api.rotaCalendar, { id }, place)} download>
          {say('As a calendar')}
        </a>
      </p>
      {state.description ? <p className="prose">{state.description}</p> : null}
      {state.closed ? <p className="note">{say('Closed: {why}', { why: state.closed.reason })}</p> : null}
      <OnDuty rota={rota} />
      <RotaPlan rota={rota} />
      <HandOvers rota={rota} />
    </div>
  )
}

function OnDuty({ rota }: { rota: RotaAnswer }): ReactNode {
  const { state, duty, plans } = rota
  const names = useNames()
  const me = useMe()
  const may = useMay()
  const { asOf } = usePlace()
  const [asking, setAsking] = useState<Asking | null>(null)
  const active = state.status === 'active' && !asOf
  const member = state.members.includes(me.id)
  const mine = duty.person === me.id
  const open = state.handOvers.find(({ status }) => status === 'offered')
  const withdraw = useTell(api.answerHandOver)
  const close = () => setAsking(null)
  return (
    <Card title={say('The duty')}>
      <p className="row">
        {duty.person ? (
          <strong>{names.person(duty.person)}</strong>
        ) : (
          <Badge tone="bad">{say('Nobody is on duty')}</Badge>
        )}
        {duty.since ? (
          <span className="quiet">
            {duty.because === 'accepted' ? say('has it since they accepted,') : say('by the plan since')}{' '}
            <Time at={duty.since} />
          </span>
        ) : null}
        {duty.waitsFor ? (
          <Badge tone="warn">{say('{name} has not taken it', { name: names.person(duty.waitsFor) })}</Badge>
        ) : null}
      </p>
      {duty.next ? (
        <p className="small quiet">
          {say('Next: {name}', { name: names.person(duty.next.person) })}, <Time at={duty.next.from} show="both" />
        </p>
      ) : null}
      {open ? (
        <p className="row">
          {say('Offered to {name}, not answered', { name: names.person(open.to) })} <Time at={open.offeredAt} />
          {active && (mine || plans) ? (
            <Button
              small
              isPending={withdraw.pending}
              onPress={() =>
                void withdraw
                  .tell({ id: rota.id, version: rota.version, handOver: open.key, answer: 'withdrawn' })
                  .catch(() => undefined)
              }
            >
              {say('Withdraw it')}
            </Button>
          ) : null}
        </p>
      ) : null}
      <Problem error={withdraw.error} />
      {active ? (
        <div className="row no-print">
          {(mine || plans) && !open ? (
            <Button kind={mine ? 'first' : 'plain'} onPress={() => setAsking('offer')}>
              {say('Hand the duty over')}
            </Button>
          ) : null}
          {member && state.passes === 'when-accepted' && !(mine && duty.because === 'accepted') ? (
            <Button onPress={() => setAsking('take')}>{say('Take the duty')}</Button>
          ) : null}
          {plans && may(api.changeRota) ? (
            <>
              <Button kind="quiet" onPress={() => setAsking('change')}>
                {say('Change the rota')}
              </Button>
              <Button kind="quiet" onPress={() => setAsking('close')}>
                {say('Close it')}
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      {asking === 'change' ? <RotaForm rota={rota} onClose={close} /> : null}
      {asking === 'offer' ? <Offer rota={rota} onClose={close} /> : null}
      {asking === 'take' || asking === 'close' ? <Words asking={asking} rota={rota} onClose={close} /> : null}
    </Card>
  )
}

interface DialogProps {
  rota: RotaAnswer
  onClose: () => void
}

function Offer({ rota, onClose }: DialogProps): ReactNode {
  const act = useTell(api.offerHandOver)
  const { duty } = rota
  const planned = duty.planned && duty.planned.person !== duty.person ? duty.planned.person : (duty.next?.person ?? '')
  const [to, setTo] = useState(planned)
  const [notes, setNotes] = useState('')
  const send = () => act.tell({ id: rota.id, version: rota.version, notes, ...(to ? { to } : {}) })
  return (
    <Dialog title={say('Hand the duty over')} open onClose={onClose}>
      <Form submit={say('Offer it')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <PickOne label={say('To whom')} value={to} onChange={setTo} choices={useMembers(rota)} />
        <TextField
          label={say('What they have to know')}
          hint={say('What runs, who calls back, what is due next.')}
          lines={5}
          value={notes}
          onChange={setNotes}
          maxLength={5_000}
          optional
        />
        <p className="small quiet">{say('Until they accept, the duty stays where it is.')}</p>
      </Form>
    </Dialog>
  )
}

function Words({ asking, rota, onClose }: DialogProps & { asking: 'take' | 'close' }): ReactNode {
  const take = useTell(api.takeDuty)
  const shut = useTell(api.closeRota)
  const [text, setText] = useState('')
  const { id, version } = rota
  const act = asking === 'take' ? take : shut
  const send = () =>
    asking === 'take' ? take.tell({ id, version, notes: text }) : shut.tell({ id, version, reason: text })
  const title = asking === 'take' ? say('Take the duty') : say('Close the rota')
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form submit={title} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <TextField
          label={asking === 'take' ? say('Notes') : say('Why')}
          lines={3}
          value={text}
          onChange={setText}
          optional={asking === 'take'}
          {...(asking === 'take' ? {} : { required: true, minLength: 3 })}
        />
      </Form>
    </Dialog>
  )
}

const shownOvers = 20

function HandOvers({ rota }: { rota: RotaAnswer }): ReactNode {
  const names = useNames()
  const words = {
    offered: say('offered'),
    accepted: say('accepted'),
    declined: say('declined'),
    withdrawn: say('withdrawn'),
  }
  const last = [...rota.state.handOvers].reverse().slice(0, shownOvers)
  return (
    <Card title={say('Hand-overs')}>
      {last.length === 0 ? <p className="quiet">{say('None yet.')}</p> : null}
      <ul className="plain-list">
        {last.map((one) => (
          <li key={one.key}>
            <span className="row">
              <span>
                {one.from ? names.person(one.from) : say('nobody')} → {names.person(one.to)}
              </span>
              <Badge tone={one.status === 'accepted' ? 'good' : one.status === 'offered' ? 'warn' : 'quiet'}>
                {words[one.status]}
              </Badge>
              <Time at={one.answeredAt ?? one.offeredAt} show="both" />
            </span>
            {one.notes ? <p className="prose small">{one.notes}</p> : null}
            {one.words ? <p className="small quiet">{one.words}</p> : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
