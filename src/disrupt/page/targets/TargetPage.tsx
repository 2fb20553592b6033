// One target: where it stands, by which instrument it is taken, what was kept, and what was seen first and last.
import '../requests/requests.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time, utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { getTarget } from '../../api/targets/targets.ts'
import type { Sighting } from '../../model/monitors/sighting.ts'
import { takedownTone, takedownWord } from '../operations/words.ts'
import { Lines } from '../requests/Lines.tsx'
import { handAct, moveAct, type ShownTarget, targetPageActs } from './target-acts.ts'

export function TargetPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getTarget, { id }, { keep: true, hears: ['disrupt.target'] })
  const shown = asked.data
  return (
    <Page
      title={shown?.state.reads ?? say('Target')}
      above={
        shown ? (
          <Link to="/takedowns/$id" params={{ id: shown.state.operation }}>
            ← {say('Operation')}
          </Link>
        ) : null
      }
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
      {shown ? <Parts shown={shown} /> : null}
    </Page>
  )
}

function Parts({ shown }: { shown: ShownTarget }): ReactNode {
  const { state } = shown
  const where = [state.registrar, state.registry, state.hosting, state.jurisdiction].filter(Boolean).join(', ')
  return (
    <div className="stack">
      <p className="row">
        <Badge tone={takedownTone(state.status)}>{takedownWord(state.status)}</Badge>
        <MarkingBadge marking={shown.marking} />
        <span>{takedownWord(state.kind)}</span>
        {state.reads === state.name ? null : <code>{state.name}</code>}
        {state.holds.length > 0 ? <Badge tone="warn">{say('held by a partner')}</Badge> : null}
      </p>
      <p>{state.statusBecause}</p>
      {state.oddities.length > 0 ? <p className="note warn">{state.oddities.join(' ')}</p> : null}
      {state.droppedBecause ? <p className="note">{state.droppedBecause}</p> : null}
      <Acts acts={targetPageActs(shown)} />
      {where ? <p>{where}</p> : null}
      {state.fallback ? <p>{say('If it cannot be taken: {what}', { what: state.fallback })}</p> : null}
      <Lines
        title={say('Instruments')}
        lines={state.instruments.map((one) => ({
          key: one.key,
          text: (
            <>
              <Badge tone={takedownTone(one.state)}>{takedownWord(one.state)}</Badge> {one.kind}, {one.by}
              {one.country ? ` (${one.country})` : ''}
            </>
          ),
          more: [
            one.reference,
            one.until ? say('until {when}', { when: utc(one.until) }) : null,
            one.note,
            <Time key="at" at={one.at} />,
          ],
          acts: [moveAct(shown, one)],
        }))}
      />
      <Lines
        title={say('Evidence')}
        lines={state.evidence.map((one) => ({
          key: one.key,
          text: one.what,
          more: [`SHA-256 ${one.sha256}`, ...one.custody.map(({ at, to, why }) => `${utc(at)} · ${to} · ${why}`)],
          acts: [handAct(shown, one)],
        }))}
      />
      <Lines
        title={say('What was seen')}
        none={say('Nobody has looked yet.')}
        lines={[
          ...(shown.last ? [{ key: 'last', text: say('Last'), more: wordsOf(shown.last) }] : []),
          ...(shown.first ? [{ key: 'first', text: say('First, while it was up'), more: wordsOf(shown.first) }] : []),
        ]}
      />
      <Lines
        title={say('Related targets')}
        lines={shown.related.map((one) => ({
          key: one.id,
          text: (
            <Link to="/takedowns/targets/$id" params={{ id: one.id }}>
              {one.name}
            </Link>
          ),
          more: [one.how],
        }))}
      />
    </div>
  )
}

function wordsOf(seen: Sighting): ReactNode[] {
  return [
    <Time key="at" at={seen.at} show="both" />,
    say('DNS: {dns} {addresses}', { dns: seen.dns, addresses: seen.addresses.join(', ') }),
    say('Page: {page} {status} {title}', { page: seen.page, status: seen.status ?? '', title: seen.title }),
    seen.leadsTo ? say('Leads on to {where}', { where: seen.leadsTo }) : null,
    seen.wildcard ? say('Its zone answers for any name.') : null,
    seen.certificate ? say('Certificate {hash}', { hash: seen.certificate }) : null,
    seen.why,
  ]
}
