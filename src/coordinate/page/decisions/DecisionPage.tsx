// A decision: the question, its options, who was asked, what was chosen on which picture, the second person, and dissent.
import '../ladder/ladder.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { dissent, getDecision, openDecision } from '../../api/decisions.ts'
import { EvidenceLinks } from '../ladder/EvidenceLinks.tsx'
import { KnownAt } from '../ladder/KnownAt.tsx'
import { SaidList } from '../ladder/SaidList.tsx'
import { type Deciding, DecisionDialog, decidingWord } from './DecisionDialog.tsx'
import { decisionTones, decisionWord } from './words.ts'

export type DecisionShown = OutputOf<typeof getDecision>

export function DecisionPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getDecision, { id }, { keep: true, hears: ['coordinate.'] })
  if (asked.data && asked.data.id === id) return <Whole decision={asked.data} />
  return (
    <Page title={say('Decision')}>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
    </Page>
  )
}

function Whole({ decision }: { decision: DecisionShown }): ReactNode {
  const { state, crisis, kind } = decision
  const names = useNames()
  return (
    <Page
      title={state.question}
      above={
        crisis ? (
          <Link to="/crises/$id" params={{ id: crisis.id }}>
            ← {crisis.reference} {crisis.title}
          </Link>
        ) : null
      }
      lead={
        <span className="row small">
          <Badge tone={decisionTones[state.status]}>{decisionWord(state.status)}</Badge>
          <span>{state.reference}</span>
          <span>{kind?.name ?? state.kind}</span>
          {state.fourEyes ? <span>{say('two persons')}</span> : null}
          <MarkingBadge marking={decision.marking} />
        </span>
      }
    >
      <div className="stack">
        <p className="small quiet">
          {say('Put by {name}', { name: names.actor(state.openedBy) })} <Time at={state.openedAt} show="both" />
          {state.reviewAt ? (
            <>
              {' · '}
              {say('looked at again')} <Time at={state.reviewAt} show="both" />
            </>
          ) : null}
        </p>
        {state.background ? <p className="prose">{state.background}</p> : null}
        <Outcome decision={decision} />
        <Acts decision={decision} />
        <Options decision={decision} />
        {state.consulted.length > 0 ? (
          <Card title={say('Consulted')}>
            <SaidList said={state.consulted} />
          </Card>
        ) : null}
        <Dissents decision={decision} />
        <Returned decision={decision} />
        <Linked decision={decision} />
      </div>
    </Page>
  )
}

function Outcome({ decision: { state } }: { decision: DecisionShown }): ReactNode {
  const names = useNames()
  const { chosen, second, dropped } = state
  if (dropped)
    return (
      <p className="note">
        {say('Dropped by {name}: {why}', { name: names.actor(dropped.by), why: dropped.reason })}{' '}
        <Time at={dropped.at} />
      </p>
    )
  if (!chosen) return null
  const option = state.options.find(({ key }) => key === chosen.option)
  return (
    <Card title={state.status === 'for-second' ? say('Chosen, waits for a second person') : say('Decided')}>
      <div className="stack tight">
        <p>
          <strong>{option?.text ?? chosen.option}</strong>
        </p>
        <p>{chosen.reasons}</p>
        <p className="small">
          {say('In the name of {decider}, by {name}', { decider: chosen.decider.name, name: names.actor(chosen.by) })}{' '}
          <Time at={chosen.at} show="both" />
        </p>
        {second ? (
          <p className="small">
            {say('Agreed by {name}', { name: names.actor(second.by) })} <Time at={second.at} show="both" />
            {second.words ? `: ${second.words}` : ''}
          </p>
        ) : null}
        <KnownAt at={chosen.knownAt} crisis={state.crisis} />
      </div>
    </Card>
  )
}

/** In the order in which they come; the first that may be done is the next step. */
const inOrder: readonly Deciding[] = [
  'second',
  'choose',
  'return',
  'consult',
  'add-option',
  'dissent',
  'supersede',
  'drop',
]

function Acts({ decision }: { decision: DecisionShown }): ReactNode {
  const [doing, setDoing] = useState<Deciding | null>(null)
  const may = useMay()
  const allowed = inOrder.filter(
    (event) =>
      decision.moves.some((move) => move.event === event && move.allowed) &&
      may(event === 'dissent' ? dissent : openDecision),
  )
  const second = decision.moves.find(({ event }) => event === 'second')
  const next = allowed.find((event) => event === 'second' || event === 'choose')
  return (
    <div className="stack tight no-print">
      <div className="row">
        {allowed.map((event) => (
          <Button
            key={event}
            small
            kind={event === next ? 'first' : event === 'drop' ? 'quiet' : 'plain'}
            onPress={() => setDoing(event)}
          >
            {decidingWord(event)}
          </Button>
        ))}
      </div>
      {decision.state.status === 'for-second' && second?.because ? (
        <p className="small quiet">{second.because}</p>
      ) : null}
      {doing ? <DecisionDialog decision={decision} doing={doing} onClose={() => setDoing(null)} /> : null}
    </div>
  )
}

function Options({ decision: { state } }: { decision: DecisionShown }): ReactNode {
  return (
    <Card title={say('Options')}>
      {state.options.length === 0 ? <p className="quiet">{say('None yet. Add what could be done.')}</p> : null}
      <ul className="plain-list">
        {state.options.map((one) => (
          <li key={one.key}>
            <span className="row">
              <span className="quiet small">{one.key}</span>
              {one.dropped === null ? <span>{one.text}</span> : <s>{one.text}</s>}
              {state.chosen?.option === one.key ? <Badge tone="good">{say('chosen')}</Badge> : null}
            </span>
            {one.speaksFor ? <p className="small">{say('For: {text}', { text: one.speaksFor })}</p> : null}
            {one.speaksAgainst ? <p className="small">{say('Against: {text}', { text: one.speaksAgainst })}</p> : null}
            {one.dropped ? <p className="small quiet">{say('Dropped: {why}', { why: one.dropped })}</p> : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Dissents({ decision: { state } }: { decision: DecisionShown }): ReactNode {
  const names = useNames()
  if (state.dissents.length === 0) return null
  return (
    <Card title={say('Dissent')}>
      <ul className="plain-list">
        {state.dissents.map((one) => (
          <li key={one.key}>
            <p className="prose">“{one.words}”</p>
            <p className="small quiet">
              {one.party
                ? say('{party}, written down by {name}', { party: one.party.name, name: names.actor(one.by) })
                : names.actor(one.by)}{' '}
              <Time at={one.at} show="both" />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Returned({ decision: { state } }: { decision: DecisionShown }): ReactNode {
  const names = useNames()
  if (state.returned.length === 0) return null
  const textOf = (key: string) => state.options.find((one) => one.key === key)?.text ?? key
  return (
    <Card title={say('Sent back')}>
      <ul className="plain-list">
        {state.returned.map((one) => (
          <li key={one.at} className="small">
            {say('“{option}”, chosen by {chooser}, was sent back by {name}: {why}', {
              option: textOf(one.option),
              chooser: names.actor(one.chosenBy),
              name: names.actor(one.by),
              why: one.reason,
            })}{' '}
            <Time at={one.at} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Linked({ decision: { state, links } }: { decision: DecisionShown }): ReactNode {
  const linked = links.map(({ id, record, title }) => ({ id, record, label: title, entry: null }))
  if (state.evidence.length === 0 && linked.length === 0) return null
  return (
    <Card title={say('Rests on, and carried out by')}>
      <EvidenceLinks evidence={[...state.evidence, ...linked]} />
      {state.supersededBecause ? (
        <p className="small">{say('Superseded: {why}', { why: state.supersededBecause })}</p>
      ) : null}
    </Card>
  )
}
