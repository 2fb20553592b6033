// One source that is followed: how it goes, what is said about it, and what can be done with it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { span, Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useGlow } from '#web/live.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { changeFeed, type Feed, pollFeed, unfollowFeed } from '../api.ts'
import { healthTones, healthWord, kindWord } from './feed-words.ts'
import { languageWord, redistributionWord, reliabilityWord } from './words.ts'

export function FeedRow({ feed, onEdit }: { feed: Feed; onEdit: () => void }): ReactNode {
  const glow = useGlow()
  const { state, health } = feed
  const mail = state.kind === 'mail'
  return (
    <li className={glow.has(feed.id) ? 'card feed glow' : 'card feed'}>
      <div className="feed-head">
        <div className="stack tight">
          <h2>{state.name}</h2>
          <span className="small quiet wrap-anywhere mono">{mail ? state.url.replace('mailto:', '') : state.url}</span>
        </div>
        <div className="row">
          <Badge tone="quiet">{kindWord(state.kind)}</Badge>
          <Badge tone={healthTones[health.health]}>{healthWord(health.health)}</Badge>
        </div>
      </div>
      <Trouble feed={feed} />
      <dl className="facts small">
        {mail ? null : (
          <>
            <dt>{say('Looked at')}</dt>
            <dd>
              {health.lastAttemptAt ? <Time at={health.lastAttemptAt} /> : say('not yet')}
              {health.nextPollAt ? (
                <span className="quiet">
                  {' '}
                  · {say('next')} <Time at={health.nextPollAt} />
                </span>
              ) : null}
              {` · ${say('every')} ${span(state.intervalSeconds * 1000)}`}
            </dd>
          </>
        )}
        <dt>{say('Newest item')}</dt>
        <dd>
          {health.lastItemAt ? <Time at={health.lastItemAt} /> : say('none yet')} ·{' '}
          {sayCount(health.items, '{n} item so far', '{n} items so far')}
          {health.usualIntervalSeconds
            ? ` · ${say('usually one item in {span}', { span: span(health.usualIntervalSeconds * 1000) })}`
            : ''}
        </dd>
        <dt>{say('Reliability')}</dt>
        <dd>
          {reliabilityWord(state.reliability)} · <Tlp label={state.itemMarking?.tlp ?? 'AMBER+STRICT'} />
        </dd>
        <Said feed={feed} />
      </dl>
      <Actions feed={feed} onEdit={onEdit} />
    </li>
  )
}

/** What the journal has observed, and what the last attempt said. */
function Trouble({ feed: { state, health } }: { feed: Feed }): ReactNode {
  return (
    <>
      {state.trouble ? (
        <p className="note warn small wrap-anywhere">
          <strong>
            {say({ silent: 'Silent since', failing: 'Not read since', gone: 'Gone since' }[state.trouble.trouble])}
          </strong>{' '}
          <Time at={state.trouble.since} show="both" />. {state.trouble.why}
        </p>
      ) : null}
      {health.lastError && !state.trouble?.why.includes(health.lastError) ? (
        <p className="note warn small wrap-anywhere">{health.lastError}</p>
      ) : null}
    </>
  )
}

function Said({ feed: { state } }: { feed: Feed }): ReactNode {
  const { publisher, language, redistribution = 'unknown', terms, note, categories = [] } = state
  const who = [publisher, language ? languageWord(language) : null, categories.join(', ')].filter(Boolean).join(' · ')
  return (
    <>
      {who ? (
        <>
          <dt>{say('Publisher')}</dt>
          <dd>{who}</dd>
        </>
      ) : null}
      {terms || redistribution !== 'unknown' ? (
        <>
          <dt>{say('Passing on')}</dt>
          <dd className="wrap-anywhere">
            {redistributionWord(redistribution)}
            {terms ? ` · ${terms.slice(0, 300)}` : ''}
          </dd>
        </>
      ) : null}
      {note ? (
        <>
          <dt>{say('Note')}</dt>
          <dd className="wrap-anywhere">{note.slice(0, 500)}</dd>
        </>
      ) : null}
    </>
  )
}

function Actions({ feed, onEdit }: { feed: Feed; onEdit: () => void }): ReactNode {
  const may = useMay()
  const poll = useTell(pollFeed)
  const change = useTell(changeFeed)
  const [leaving, setLeaving] = useState(false)
  const { state } = feed
  const mail = state.kind === 'mail'
  const named = (what: string) => `${what}: ${state.name}`
  return (
    <>
      <Problem error={poll.error ?? change.error} />
      <div className="row actions">
        {mail ? <Copy text={state.url.replace('mailto:', '')} label={say('Copy the address')} /> : null}
        {may(pollFeed) && state.active && !mail ? (
          <Button
            small
            isPending={poll.pending}
            aria-label={named(say('Look now'))}
            onPress={() =>
              void poll
                .tell({ id: feed.id })
                .then((it) => toast(it.error ?? sayCount(it.new, '{n} new item', '{n} new items')))
                .catch(() => undefined)
            }
          >
            {say('Look now')}
          </Button>
        ) : null}
        {may(changeFeed) ? (
          <>
            <Button small aria-label={named(say('Change'))} onPress={onEdit} data-row>
              {say('Change')}
            </Button>
            <Button
              small
              isPending={change.pending}
              aria-label={named(state.active ? say('Pause') : say('Go on'))}
              onPress={() =>
                void change.tell({ id: feed.id, version: feed.version, active: !state.active }).catch(() => undefined)
              }
            >
              {state.active ? say('Pause') : say('Go on')}
            </Button>
          </>
        ) : null}
        {may(unfollowFeed) && state.active ? (
          <Button small kind="quiet" aria-label={named(say('Stop following'))} onPress={() => setLeaving(true)}>
            {say('Stop following')}
          </Button>
        ) : null}
      </div>
      {leaving ? <Leave feed={feed} onClose={() => setLeaving(false)} /> : null}
    </>
  )
}

function Leave({ feed, onClose }: { feed: Feed; onClose: () => void }): ReactNode {
  const act = useTell(unfollowFeed)
  return (
    <Dialog title={say('Stop following {name}?', { name: feed.state.name })} open onClose={onClose}>
      <p>{say('Its items stay. You can follow it again later.')}</p>
      <Problem error={act.error} />
      <div className="row">
        <Button
          kind="danger"
          isPending={act.pending}
          onPress={() =>
            void act
              .tell({ id: feed.id, version: feed.version })
              .then(onClose)
              .catch(() => undefined)
          }
        >
          {say('Stop following')}
        </Button>
        <Button onPress={onClose}>{say('Keep it')}</Button>
      </div>
    </Dialog>
  )
}
