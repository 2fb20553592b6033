// One notice: what is told, to whom it may go and why, who has it, and by when.
import './duties.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
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
import { changeNotice, getNotice, noticeKinds } from '../../api/duties.ts'
import { AddRecipientDialog, AssignDialog, ChangeTextDialog, DropDialog, DueDialog } from './ChangeNotice.tsx'
import { RecipientCard } from './RecipientCard.tsx'
import { Sourced } from './Sourced.tsx'
import { type NoticeShown, timingWords } from './words.ts'

type Doing = 'text' | 'recipient' | 'owner' | 'due' | 'drop' | null

export function NoticePage(): ReactNode {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(getNotice, { id }, { keep: true, hears: ['coordinate.'], everySeconds: 60 })
  if (asked.isPending) return <Skeleton lines={6} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  return <NoticeOpened notice={asked.data} />
}

function NoticeOpened({ notice }: { notice: NoticeShown }): ReactNode {
  const { state, kind, timing, moves, marking } = notice
  const may = useMay()
  const [doing, setDoing] = useState<Doing>(null)
  const { word, tone } = timingWords[timing.state]
  const allowed = (event: string) => may(changeNotice) && moves.some((move) => move.event === event && move.allowed)
  const close = () => setDoing(null)
  return (
    <Page
      title={state.title}
      above={<Link to="/duties">{say('Duties of the framework')}</Link>}
      lead={
        <span className="row">
          <Badge tone={tone}>{word}</Badge>
          <MarkingBadge marking={marking} />
          <span>{kind?.title ?? state.kind}</span>
        </span>
      }
      actions={
        <>
          {allowed('change') ? <Button onPress={() => setDoing('text')}>{say('Change the text')}</Button> : null}
          {allowed('drop') ? (
            <Button kind="quiet" onPress={() => setDoing('drop')}>
              {say('Drop it')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="stack">
        {timing.warnings.map((text) => (
          <p key={text} className="note warn" role="status">
            {text}
          </p>
        ))}
        {state.dropped ? <p className="note">{say('Dropped: {why}', { why: state.dropped.reason })}</p> : null}
        <WhatIsTold notice={notice} />
        <Card
          title={say('Recipients')}
          aside={
            allowed('add-recipient') ? (
              <Button small icon="plus" onPress={() => setDoing('recipient')}>
                {say('Add somebody')}
              </Button>
            ) : undefined
          }
        >
          <ul className="plain-list stack">
            {state.recipients.map((one) => (
              <li key={one.key}>
                <RecipientCard notice={notice} recipient={one} />
              </li>
            ))}
          </ul>
        </Card>
        <Facts
          notice={notice}
          onOwner={allowed('assign') ? () => setDoing('owner') : undefined}
          onDue={allowed('date') ? () => setDoing('due') : undefined}
        />
      </div>
      {doing === 'text' ? <ChangeTextDialog notice={notice} onClose={close} /> : null}
      {doing === 'recipient' ? <AddRecipientDialog notice={notice} onClose={close} /> : null}
      {doing === 'owner' ? <AssignDialog notice={notice} onClose={close} /> : null}
      {doing === 'due' ? <DueDialog notice={notice} onClose={close} /> : null}
      {doing === 'drop' ? <DropDialog notice={notice} onClose={close} /> : null}
    </Page>
  )
}

function WhatIsTold({ notice: { state, kind } }: { notice: NoticeShown }): ReactNode {
  const kinds = useAsk(noticeKinds, {}, { timeless: true, hears: [] })
  const { text, tearLine, pointer } = state
  const level = kinds.data?.levels.find(({ id }) => id === pointer?.level)
  return (
    <Card title={say('What is told')}>
      <div className="stack">
        {kind ? <p className="quiet">{kind.asks}</p> : null}
        <p className="notice-text">{text || <span className="quiet">{say('No text yet: the title alone.')}</span>}</p>
        {pointer ? (
          <p className="note">
            {say('Classified information lies elsewhere: {level}, {reference}, kept by {holder}.', {
              level: level?.name ?? pointer.level,
              reference: pointer.reference,
              holder: pointer.holder,
            })}
          </p>
        ) : null}
        {tearLine ? (
          <section className="stack tight" aria-label={say('Tear-line')}>
            <h3 className="row">
              {say('Tear-line')} <MarkingBadge marking={tearLine.marking} />
            </h3>
            <p className="notice-text">{tearLine.text}</p>
          </section>
        ) : null}
      </div>
    </Card>
  )
}

interface FactsProps {
  notice: NoticeShown
  onOwner: (() => void) | undefined
  onDue: (() => void) | undefined
}

function Facts({ notice: { state, timing }, onOwner, onDue }: FactsProps): ReactNode {
  const names = useNames()
  return (
    <Card title={say('Duty')}>
      <dl className="facts">
        <dt>{say('Seen to by')}</dt>
        <dd className="row">
          {state.owner ? names.person(state.owner) : say('nobody')}
          {onOwner ? (
            <Button small kind="quiet" onPress={onOwner}>
              {say('Change who sees to it')}
            </Button>
          ) : null}
        </dd>
        <dt>{say('Limit')}</dt>
        <dd className="row">
          {timing.limit ? <Time at={timing.limit} show="both" /> : say('none that a clock could count')}
          {state.dueBecause ? <span className="quiet">({state.dueBecause})</span> : null}
          {onDue ? (
            <Button small kind="quiet" onPress={onDue}>
              {say('Change the limit')}
            </Button>
          ) : null}
        </dd>
        {state.happenedAt ? (
          <>
            <dt>{say('Happened')}</dt>
            <dd>
              <Time at={state.happenedAt} show="exact" />
            </dd>
          </>
        ) : null}
        <dt>{say('Obligations')}</dt>
        <dd>{state.obligations.join(', ') || say('none')}</dd>
        <dt>{say('Source')}</dt>
        <dd>
          <Sourced source={state.source} verification={state.verification} />
        </dd>
        {state.crisis ? (
          <>
            <dt>{say('Crisis')}</dt>
            <dd>
              <Link to="/crises/$id" params={{ id: state.crisis }}>
                {say('To the crisis room')}
              </Link>
            </dd>
          </>
        ) : null}
        {state.evidence.length > 0 ? (
          <>
            <dt>{say('Rests on')}</dt>
            <dd>{state.evidence.map(({ label }) => label).join(', ')}</dd>
          </>
        ) : null}
      </dl>
    </Card>
  )
}
