// One claim of the ledger: its words and where they stand, how each person rates it, what it is related to.
import '../watch.css'
import './claims.css'
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
import { changeClaim, getClaim, restoreClaim, retractClaim } from '../../api/claims.ts'
import { classWord, evidenceWord, roleWord } from '../item/fact-words.ts'
import { ChangeClaim, EndClaim } from './ChangeClaim.tsx'
import { Rating } from './Rating.tsx'
import { Relations } from './Relations.tsx'
import { holderWord } from './words.ts'

export type WholeClaim = OutputOf<typeof getClaim>

export function ClaimPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const claim = useAsk(getClaim, { id }, { keep: true })
  const above = (
    <Link to="/watch" search={{ tab: 'claims' }}>
      ← {say('Claims')}
    </Link>
  )
  const it = claim.data?.id === id ? claim.data : undefined
  if (!it) {
    return (
      <Page title={say('Claim')} above={above}>
        {claim.isPending ? <Skeleton lines={8} /> : null}
        <Problem error={claim.error} onAgain={() => void claim.refetch()} />
      </Page>
    )
  }
  return <Whole key={id} claim={it} above={above} />
}

function Whole({ claim, above }: { claim: WholeClaim; above: ReactNode }): ReactNode {
  const may = useMay()
  const [edit, setEdit] = useState<'change' | 'retract' | 'restore' | null>(null)
  const { state } = claim
  const retracted = state.status === 'retracted'
  return (
    <Page
      title={state.proposition}
      above={above}
      wide
      lead={
        <span className="row small">
          <MarkingBadge marking={claim.marking} />
          <strong>{holderWord(state.holder, state.role)}</strong>
          <Badge tone={state.role === 'anonymous' || state.role === 'unattributed' ? 'warn' : 'plain'}>
            {roleWord(state.role)}
          </Badge>
          <Badge tone="accent">{classWord(state.class)}</Badge>
          {retracted ? <Badge tone="bad">{say('retracted')}</Badge> : null}
        </span>
      }
      actions={
        <>
          {may(changeClaim) && !retracted ? (
            <Button onPress={() => setEdit('change')}>{say('Say it rightly')}</Button>
          ) : null}
          {may(retractClaim) && !retracted ? (
            <Button kind="danger" onPress={() => setEdit('retract')}>
              {say('Retract')}
            </Button>
          ) : null}
          {may(restoreClaim) && retracted ? (
            <Button onPress={() => setEdit('restore')}>{say('Take the retraction back')}</Button>
          ) : null}
        </>
      }
    >
      {retracted ? (
        <p className="note warn">
          <strong>{say('It counts nowhere any more.')}</strong> {state.statusBecause}
        </p>
      ) : null}
      <div className="claim-parts">
        <div className="stack">
          <Rating claim={claim} />
          <Relations claim={claim} />
        </div>
        <div className="stack">
          <Whence claim={claim} />
          <Boards claim={claim} />
          <PromisesOf claim={claim} />
        </div>
      </div>
      {edit === 'change' ? <ChangeClaim claim={claim} onClose={() => setEdit(null)} /> : null}
      {edit === 'retract' || edit === 'restore' ? (
        <EndClaim claim={claim} does={edit} onClose={() => setEdit(null)} />
      ) : null}
    </Page>
  )
}

function Whence({ claim }: { claim: WholeClaim }): ReactNode {
  const names = useNames()
  const { state, item, context } = claim
  const rows: [string, ReactNode][] = [
    [say('Evidence'), evidenceWord(state.evidence.kind, state.evidence.what)],
    [say('Through'), state.via],
    [say('Published by'), state.outlet],
    [say('Said'), state.saidAt],
    [
      say('Item'),
      item ? (
        <Link key="item" to="/watch/$id" params={{ id: item.id }} search={claimSearch(state.from?.claim)}>
          {item.title}
        </Link>
      ) : (
        say('none: it was entered by hand')
      ),
    ],
    [
      say('Story'),
      claim.story ? (
        <Link key="story" to="/watch/stories/$id" params={{ id: claim.story }}>
          {say('All items that tell of it')}
        </Link>
      ) : null,
    ],
    [
      say('Wire text'),
      claim.wireOf ? say('Its item shares its text with others: together they are one source.') : null,
    ],
    [
      say('In the ledger'),
      <span key="in">
        {names.person(state.enteredBy)} <Time at={state.enteredAt} />
      </span>,
    ],
    [say('Why'), state.because],
  ]
  return (
    <Card title={say('Where it comes from')}>
      {context ? (
        <blockquote className="claim-context">
          {context.before}
          <mark>{context.text}</mark>
          {context.after}
        </blockquote>
      ) : null}
      <dl className="facts">
        {rows
          .filter(([, value]) => value !== null && value !== '')
          .map(([label, value]) => (
            <div key={label} className="contents">
              <dt>{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
      </dl>
    </Card>
  )
}

function claimSearch(key: string | null | undefined): { pane?: string; fact?: string } {
  return key ? { pane: 'facts', fact: `claim-${key}` } : {}
}

function Boards({ claim }: { claim: WholeClaim }): ReactNode {
  return (
    <Card title={say('On these boards')}>
      {claim.questions.length === 0 ? (
        <p className="quiet small">
          {say('On none. Lay it on the board of a question as evidence.')}{' '}
          <Link to="/watch" search={{ tab: 'boards' }}>
            {say('Go to the boards')}
          </Link>
        </p>
      ) : (
        <ul className="plain-list">
          {claim.questions.map((question) => (
            <li key={question.id}>
              <Link to="/watch/boards/$id" params={{ id: question.id }} className="title-link">
                {question.text}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function PromisesOf({ claim }: { claim: WholeClaim }): ReactNode {
  if (claim.followUps.length === 0) return null
  return (
    <Card title={say('Promises out of it')}>
      <ul className="plain-list">
        {claim.followUps.map((promise) => (
          <li key={promise.id}>
            <Link to="/watch" search={{ tab: 'trays', tray: 'promises' }} className="title-link">
              {promise.what}
            </Link>
            <span className="small">
              {say(promise.status)}
              {promise.due ? (
                <>
                  {' · '}
                  {say('due')} <Time at={promise.due} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
