// One request: is it still in time, its procedure, the cases beside it, other ways, and what was noted about its time.
import './requests.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { getCrisis } from '#coordinate/api/crises.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import * as api from '../../api/requests/requests.ts'
import { Lines } from './Lines.tsx'
import { useLinkable } from './linkable.ts'
import { caseActs, type Data, requestActs, stepActs, wayActs } from './request-acts.ts'
import { TimePart } from './TimePart.tsx'
import { stateTone, stateWord, verdictTone, verdictWord } from './words.ts'

type Shown = OutputOf<typeof api.getRequest>

export function RequestPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(api.getRequest, { id }, { keep: true, hears: ['disrupt.request'] })
  const data = useAsk(api.requestData, {}, { timeless: true })
  const crisis = asked.data?.state.crisis
  const of = useAsk(getCrisis, { id: crisis ?? '' }, { when: Boolean(crisis), hears: ['coordinate.crisis'] })
  const objectives = (of.data?.state.objectives ?? []).map(({ key, text }) => ({ value: key, label: text }))
  const linkable = useLinkable(asked.data?.state.about ?? [])
  return (
    <Page
      title={asked.data?.state.title ?? say('Request')}
      above={<Link to="/requests">← {say('Requests')}</Link>}
      actions={
        asked.data && data.data ? <Acts acts={requestActs(asked.data, data.data, { objectives, linkable })} /> : null
      }
    >
      <Problem error={asked.error ?? data.error} onAgain={() => void Promise.all([asked.refetch(), data.refetch()])} />
      {asked.isPending || data.isPending ? <Skeleton lines={6} tall /> : null}
      {asked.data && data.data ? <Whole shown={asked.data} data={data.data} /> : null}
    </Page>
  )
}

function Whole({ shown, data }: { shown: Shown; data: Data }): ReactNode {
  const { state, marking, inTime } = shown
  return (
    <div className="stack">
      <p className="row">
        <Badge tone={stateTone(state.state)}>{stateWord(state.state)}</Badge>
        <MarkingBadge marking={marking} />
      </p>
      {state.ending ? <p className="note">{state.ending.how}</p> : null}
      <TimePart inTime={inTime} />
      <Asked shown={shown} data={data} />
      <Steps shown={shown} data={data} />
      <Beside shown={shown} />
      <Lines
        title={say('What the register noted')}
        none={say('Nothing yet. On the day on which it is endangered or certainly too late, it is written down here.')}
        lines={[...state.notices].reverse().map((one) => ({
          ...{ key: one.at, text: one.because },
          more: [
            <span key="v" className="row">
              <Badge tone={verdictTone(one.verdict)}>{verdictWord(one.verdict)}</Badge>
              <Time at={one.at} show="both" />
            </span>,
          ],
        }))}
      />
    </div>
  )
}

function Asked({ shown: { state, linked }, data }: { shown: Shown; data: Data }): ReactNode {
  const bases = data.bases.filter(({ id }) => state.bases.includes(id))
  const forum = data.forums.find(({ id }) => id === state.forum)
  return (
    <Card title={say('What is asked')}>
      <dl className="facts">
        {[
          [say('Who asks'), state.from.name],
          [say('Of whom'), state.to.name],
          [say('For what'), state.purpose],
          [say('Before whom'), forum?.name ?? say('nobody said')],
        ].map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {state.what ? <p>{state.what}</p> : null}
      {bases.length === 0 ? <p className="quiet">{say('No legal basis is named.')}</p> : null}
      <ul className="request-lines">
        {bases.map((one) => (
          <li key={one.id}>
            <strong>
              {one.act}, {one.article}
            </strong>
            <span className="small">{one.says}</span>
          </li>
        ))}
      </ul>
      {linked.length > 0 ? (
        <ul className="request-lines">
          {linked.map((one) => (
            <li key={one.id}>
              <RecordLink to={one}>{one.title}</RecordLink>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  )
}

function Steps({ shown, data }: { shown: Shown; data: Data }): ReactNode {
  return (
    <Lines
      title={say('Procedure')}
      none={say('No step is planned. Plan those that the answer waits for.')}
      lines={shown.state.steps.map((step) => ({
        ...{ key: step.key, text: step.text, state: step.state },
        more: [
          data.kinds.find(({ id }) => id === step.kind)?.name,
          step.by ? say('{name} acts.', { name: step.by.name }) : null,
          step.waits ? null : say('The answer does not wait for it.'),
          step.fixed ? say('Set for {day}.', { day: step.fixed.on }) : null,
          datesOf(step),
          step.outcome ? say('Outcome: {outcome}.', { outcome: stateWord(step.outcome) }) : null,
          step.note,
          step.source ? say('Source: {source}', { source: step.source }) : null,
        ],
        acts: stepActs(shown, step),
      }))}
    />
  )
}

function datesOf({ announcedOn, begunOn, endedOn }: Shown['state']['steps'][number]): string | null {
  const parts = [
    announcedOn ? say('announced {day}', { day: announcedOn }) : null,
    begunOn ? say('begun {day}', { day: begunOn }) : null,
    endedOn ? say('ended {day}', { day: endedOn }) : null,
  ].filter((one) => one !== null)
  return parts.length > 0 ? parts.join(', ') : null
}

function Beside({ shown }: { shown: Shown }): ReactNode {
  const { cases, alternatives } = shown.state
  return (
    <>
      <Lines
        title={say('Parallel cases')}
        none={say('No case beside it is known.')}
        lines={cases.map((one) => ({
          ...{ key: one.key, text: one.title, state: one.state },
          more: [
            say('{by} against {against}', { by: one.by.name, against: one.against.name }),
            one.reference,
            one.announcedOn ? say('announced {day}', { day: one.announcedOn }) : null,
            one.filedOn ? say('filed {day}', { day: one.filedOn }) : null,
            one.source ? say('Source: {source}', { source: one.source }) : null,
          ],
          acts: caseActs(shown, one),
        }))}
      />
      <Lines
        title={say('Other ways')}
        none={say('No other way is written down.')}
        lines={alternatives.map((one) => ({
          ...{ key: one.key, text: one.text },
          more: [
            say('Technically accessible: {answer}', { answer: stateWord(one.technically) }),
            say('Really obtainable without the other party: {answer}', { answer: stateWord(one.realistic) }),
            one.readyOn ? say('Ready on {day}.', { day: one.readyOn }) : null,
            shown.inTime.alternatives.includes(one.key) ? say('It is there in time.') : null,
            one.note,
          ],
          acts: wayActs(shown, one),
        }))}
      />
    </>
  )
}
