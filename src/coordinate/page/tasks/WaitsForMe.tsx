// What waits for the answer of whoever looks: call-outs first, then tasks, the duty, swaps. Made for one thumb at three in the morning.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { answerCallOut } from '../../api/call-outs.ts'
import { answerHandOver, answerSwap, takeDuty } from '../../api/rotas.ts'
import { waitsForMe } from '../../api/tasks.ts'
import { callAnswers } from '../../model/call-out.ts'
import { AcknowledgeButton } from './TaskActions.tsx'
import { TaskRow } from './TaskRow.tsx'
import { answerWord } from './words.ts'

type Waiting = OutputOf<typeof waitsForMe>
const hears = ['coordinate.task', 'coordinate.callOut', 'coordinate.rota']

export function useWaiting(): Waiting | undefined {
  return useAsk(waitsForMe, {}, { hears, everySeconds: 60, keep: true }).data
}

/** Nothing at all where nothing waits. */
export function WaitsForMe(): ReactNode {
  const waiting = useWaiting()
  const { asOf } = usePlace()
  if (!waiting || waiting.total === 0 || asOf) return null
  const late = waiting.duties.filter(({ duty }) => duty.waitsFor !== null && duty.waitsFor !== duty.person)
  return (
    <Card title={say('Waits for you')} className="waits">
      <ul className="plain-list stack">
        {waiting.callOuts.map((one) => (
          <li key={one.id}>
            <CallWaits id={one.id} title={one.state.title} by={one.state.startedBy} at={one.state.startedAt} />
          </li>
        ))}
        {waiting.tasks.map((task) => (
          <li key={task.id} className="stack tight">
            <ul className="plain-list">
              <TaskRow task={task} acts={false} />
            </ul>
            <AcknowledgeButton task={task} />
          </li>
        ))}
        {waiting.handOvers.map((one) => (
          <li key={`${one.rota} ${one.handOver.key}`}>
            <OfferWaits offer={one} />
          </li>
        ))}
        {late
          .filter(({ rota }) => !waiting.handOvers.some((one) => one.rota === rota))
          .map((one) => (
            <DutyWaits key={one.rota} late={one} />
          ))}
        {waiting.swaps.map((one) => (
          <li key={`${one.rota} ${one.swap.key}`}>
            <SwapWaits asked={one} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function CallWaits({ id, title, by, at }: { id: string; title: string; by: string; at: string }): ReactNode {
  const names = useNames()
  return (
    <div className="stack tight">
      <Link to="/call-outs/$id" params={{ id }} className="title-link">
        {title}
      </Link>
      <span className="small quiet">
        {say('{name} calls you', { name: names.actor(by) })}, <Time at={at} />
      </span>
      <Answers id={id} />
    </div>
  )
}

/** The three answers, each as big as a thumb. */
export function Answers({ id }: { id: string }): ReactNode {
  const act = useTell(answerCallOut)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <span className="row big-answer" role="group" aria-label={say('Your answer')}>
        {callAnswers.map((answer) => (
          <Button
            key={answer}
            kind={answer === 'coming' ? 'first' : 'plain'}
            isPending={act.pending}
            onPress={() => void act.tell({ id, answer }).catch(() => undefined)}
          >
            {answerWord(answer)}
          </Button>
        ))}
      </span>
      <Problem error={act.error} />
    </>
  )
}

function RotaLink({ rota, name }: { rota: string; name: string }): ReactNode {
  return (
    <Link to="/rota" search={{ rota }} className="title-link">
      {name}
    </Link>
  )
}

function OfferWaits({ offer }: { offer: Waiting['handOvers'][number] }): ReactNode {
  const act = useTell(answerHandOver)
  const names = useNames()
  const { rota, version, name, handOver } = offer
  const answer = (said: 'accepted' | 'declined') =>
    void act.tell({ id: rota, version, handOver: handOver.key, answer: said }).catch(() => undefined)
  return (
    <div className="stack tight">
      <span>
        {say('The duty is offered to you:')} <RotaLink rota={rota} name={name} />
      </span>
      <span className="small quiet">
        {handOver.from ? say('by {name}', { name: names.person(handOver.from) }) : null}
      </span>
      {handOver.notes ? <p className="prose">{handOver.notes}</p> : null}
      <span className="row big-answer">
        <Button kind="first" isPending={act.pending} onPress={() => answer('accepted')}>
          {say('I take the duty')}
        </Button>
        <Button isPending={act.pending} onPress={() => answer('declined')}>
          {say('Not now')}
        </Button>
      </span>
      <Problem error={act.error} />
    </div>
  )
}

function DutyWaits({ late }: { late: Waiting['duties'][number] }): ReactNode {
  const act = useTell(takeDuty)
  const names = useNames()
  const { rota, version, name, duty } = late
  const who = duty.person ? names.person(duty.person) : say('nobody')
  return (
    <li className="stack tight">
      <span>
        {say('By the plan you have the duty:')} <RotaLink rota={rota} name={name} />
      </span>
      <span className="small quiet">{say('Until you take it, {name} has it.', { name: who })}</span>
      <span className="big-answer">
        <Button
          kind="first"
          isPending={act.pending}
          onPress={() => void act.tell({ id: rota, version }).catch(() => undefined)}
        >
          {say('I take the duty')}
        </Button>
      </span>
      <Problem error={act.error} />
    </li>
  )
}

function SwapWaits({ asked }: { asked: Waiting['swaps'][number] }): ReactNode {
  const act = useTell(answerSwap)
  const names = useNames()
  const { rota, version, name, swap } = asked
  const answer = (said: 'agreed' | 'declined') =>
    void act.tell({ id: rota, version, swap: swap.key, answer: said }).catch(() => undefined)
  return (
    <div className="stack tight">
      <span>
        {say('{name} asks you to take a shift:', { name: names.person(swap.from) })}{' '}
        <RotaLink rota={rota} name={name} />
      </span>
      {swap.reason ? <p>{swap.reason}</p> : null}
      <span className="row big-answer">
        <Button kind="first" isPending={act.pending} onPress={() => answer('agreed')}>
          {say('Agree')}
        </Button>
        <Button isPending={act.pending} onPress={() => answer('declined')}>
          {say('Decline')}
        </Button>
      </span>
      <Problem error={act.error} />
    </div>
  )
}
