// One restriction: what it is, who says so, what the sides say, and what was measured.
import './restrictions.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { countryName } from '#web/country.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { getRestriction } from '../../api/restrictions/restrictions.ts'
import { Lines } from '../requests/Lines.tsx'
import { useLinkable } from '../requests/linkable.ts'
import { stateTone, stateWord } from '../requests/words.ts'
import { restrictionActs } from './restriction-acts.ts'
import { amountWords, positionTone, positionWord, whoWords } from './words.ts'

type Shown = OutputOf<typeof getRestriction>

export function RestrictionPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getRestriction, { id }, { keep: true, hears: ['disrupt.restriction'] })
  const linkable = useLinkable(asked.data?.state.about ?? [])
  return (
    <Page
      title={asked.data?.state.title ?? say('Restriction')}
      above={<Link to="/restrictions">← {say('Restrictions')}</Link>}
      actions={asked.data ? <Acts acts={restrictionActs(asked.data, linkable)} /> : null}
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
      {asked.data ? <Whole shown={asked.data} /> : null}
    </Page>
  )
}

function Whole({ shown: { state, marking, linked } }: { shown: Shown }): ReactNode {
  const facts = [
    [say('Who did it'), whoWords(state)],
    [say('Against whom'), [state.against.name, state.service].filter(Boolean).join(', ')],
    [say('Felt in'), state.appliesIn.map(countryName).join(', ') || say('nobody said')],
    [say('Amount'), state.amount ? amountWords(state.amount) : say('none')],
    [say('Decided on'), state.decidedOn ?? say('nobody said')],
    [say('In force'), `${state.from ?? '?'} – ${state.until ?? say('no end is set')}`],
  ] as const
  return (
    <div className="stack">
      <p className="row">
        <Badge tone={stateTone(state.state)}>{stateWord(state.state)}</Badge>
        <MarkingBadge marking={marking} />
      </p>
      {state.endedBecause ? <p className="note">{state.endedBecause}</p> : null}
      <Card title={say('What it is')}>
        <dl className="facts">
          {facts.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {state.what ? <p>{state.what}</p> : null}
      </Card>
      <Lines
        title={say('What the sides say')}
        none={say('No side is heard yet.')}
        lines={state.voices.map((one) => ({
          ...{ key: one.key, text: one.says },
          more: [
            <span key="w" className="row">
              {one.party.name} <Badge tone={positionTone(one.position)}>{positionWord(one.position)}</Badge>
              {one.claim ? (
                <RecordLink to={{ record: 'watch.claim', id: one.claim }}>{say('In the ledger of claims')}</RecordLink>
              ) : null}
            </span>,
          ],
        }))}
      />
      <Lines
        title={say('Sources')}
        lines={state.sources.map((one) => ({
          ...{ key: one.key, text: one.text },
          more: [
            one.on,
            one.url ? (
              <a key="u" href={one.url} rel="noreferrer noopener" target="_blank">
                {one.url}
              </a>
            ) : null,
          ],
        }))}
      />
      <Lines
        title={say('Measured, reported and claimed')}
        none={say('Nothing is linked. Findings about watched services and claims of the ledger can be.')}
        lines={linked.map((one) => ({ key: one.id, text: <RecordLink to={one}>{one.title}</RecordLink> }))}
      />
    </div>
  )
}
