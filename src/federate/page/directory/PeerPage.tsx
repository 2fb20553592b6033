// One peer: its card and fingerprint, whom it was compared with, what waits for a person, and its history.
import './directory.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { presentInstant, Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import {
  acceptOfferedKeys,
  compareAgain,
  getPeer,
  refreshPeer,
  refuseOfferedKeys,
  revokePeer,
  trustPeer,
} from '../../api/directory.ts'
import { FederateTabs } from '../Tabs.tsx'
import { CardFacts } from './CardFacts.tsx'
import { CompareAgain } from './CompareAgain.tsx'
import { Compare, SayWhy } from './PeerDialogs.tsx'
import { PeerHistory } from './PeerHistory.tsx'
import { Fingerprint, Phrase } from './Phrase.tsx'
import { Ready } from './Ready.tsx'
import { statusWords, takenWords, wayWords } from './words.ts'

export type PeerShown = OutputOf<typeof getPeer>
export type Doing = 'trust' | 'again' | 'accept' | 'aside' | 'revoke'

export function PeerPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getPeer, { id }, { keep: true, everySeconds: 60 })
  const [doing, setDoing] = useState<Doing | null>(null)
  const above = <Link to="/peers">{say('Peers')}</Link>
  if (asked.isPending)
    return (
      <Page title={say('Peer')} above={above}>
        <Skeleton lines={6} tall />
      </Page>
    )
  if (!asked.data)
    return (
      <Page title={say('Peer')} above={above}>
        <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      </Page>
    )
  const peer = asked.data
  return (
    <Page title={peer.name} above={above} wide actions={<Actions peer={peer} onDo={setDoing} />}>
      <FederateTabs />
      <div className="stack">
        <Standing peer={peer} onDo={setDoing} />
        {peer.offered ? <Offered peer={peer} offered={peer.offered} onDo={setDoing} /> : null}
        {peer.fingerprint ? (
          <Card title={say('Fingerprint')}>
            <Fingerprint {...peer.fingerprint} />
          </Card>
        ) : null}
        <Card
          title={say('Card')}
          aside={<span className="quiet small">{say('Number {n}', { n: String(peer.card.serial) })}</span>}
        >
          <CardFacts card={peer.card} />
        </Card>
        <PeerHistory history={peer.history} />
      </div>
      {doing === 'trust' || doing === 'accept' ? (
        <Compare peer={peer} doing={doing} onClose={() => setDoing(null)} />
      ) : null}
      {doing === 'again' ? <CompareAgain peer={peer} onClose={() => setDoing(null)} /> : null}
      {doing === 'aside' || doing === 'revoke' ? (
        <SayWhy peer={peer} doing={doing} onClose={() => setDoing(null)} />
      ) : null}
    </Page>
  )
}

function Actions({ peer, onDo }: { peer: PeerShown; onDo: (doing: Doing) => void }): ReactNode {
  const may = useMay()
  const refresh = useTell(refreshPeer)
  return (
    <>
      {peer.compare && may(trustPeer) ? (
        <Button kind="first" onPress={() => onDo('trust')}>
          {say('Compare and trust')}
        </Button>
      ) : null}
      {peer.compareAgainOn && may(compareAgain) ? (
        <Button onPress={() => onDo('again')}>{say('Compare again')}</Button>
      ) : null}
      {peer.card.address && may(refreshPeer) ? (
        <Button
          isPending={refresh.pending}
          onPress={() =>
            void refresh.tell({ id: peer.id }).then(
              ({ taken }) => toast(say(takenWords[taken])),
              () => toast(say('Its card could not be read. It may be away.')),
            )
          }
        >
          {say('Ask for its card')}
        </Button>
      ) : null}
      {peer.status !== 'revoked' && may(revokePeer) ? (
        <Button kind="danger" onPress={() => onDo('revoke')}>
          {say('Revoke')}
        </Button>
      ) : null}
    </>
  )
}

function Standing({ peer, onDo }: { peer: PeerShown; onDo: (doing: Doing) => void }): ReactNode {
  const names = useNames()
  const may = useMay()
  const { status, verified, revoked, caught, compare } = peer
  return (
    <Card
      title={say('How we stand')}
      aside={
        <span className="row">
          <Badge tone={statusWords[status].tone}>{say(statusWords[status].word)}</Badge>
          <MarkingBadge marking={peer.marking} />
        </span>
      }
    >
      <div className="stack">
        {caught ? (
          <p className="note bad" role="alert">
            {say(
              'This node showed two different histories: {what} Call its people, and believe nothing that rests on it alone.',
              {
                what: caught.what,
              },
            )}
          </p>
        ) : null}
        {revoked ? (
          <p className="note bad">
            {revoked.ownWord
              ? say('The node gave its keys up itself: {reason}', { reason: revoked.reason })
              : say('Revoked by {who}: {reason}', { who: names.actor(revoked.by), reason: revoked.reason })}{' '}
            <Time at={revoked.at} />
          </p>
        ) : null}
        {compare ? (
          <>
            <p>
              {say(
                'Nobody has compared the fingerprint yet. Call its people by a number that you had before. Read these words to them, and let them read the ones that you do not see.',
              )}
            </p>
            <Phrase words={compare.words} label={say('Words that both sides see')} />
            {may(trustPeer) ? (
              <div className="row no-print">
                <Button onPress={() => onDo('trust')}>{say('Type in what you heard')}</Button>
              </div>
            ) : null}
          </>
        ) : null}
        <dl className="facts">
          {verified ? (
            <>
              <dt>{say('Compared')}</dt>
              <dd>
                {say('{way}, by {who}', { way: say(wayWords[verified.way].word), who: names.actor(verified.by) })}{' '}
                <Time at={verified.at} />
                {verified.note ? <span className="quiet"> · {verified.note}</span> : null}
              </dd>
            </>
          ) : null}
          {peer.compareAgainOn ? (
            <>
              <dt>{say('Compare again')}</dt>
              <dd>
                {peer.compareAgainOn}{' '}
                {peer.compareAgainOn <= presentInstant().slice(0, 10) ? <Badge tone="warn">{say('Due')}</Badge> : null}
              </dd>
            </>
          ) : null}
          <dt>{say('Post-quantum')}</dt>
          <dd>
            <Ready yes={peer.card.postQuantum} />
          </dd>
          <dt>{say('Last heard')}</dt>
          <dd>{peer.heardAt ? <Time at={peer.heardAt} show="both" /> : say('never')}</dd>
          <dt>{say('Knows our newest card')}</dt>
          <dd>{peer.knowsOurCard ? say('yes') : say('not shown yet')}</dd>
        </dl>
      </div>
    </Card>
  )
}

function Offered({
  peer,
  offered,
  onDo,
}: {
  peer: PeerShown
  offered: NonNullable<PeerShown['offered']>
  onDo: (doing: Doing) => void
}): ReactNode {
  const may = useMay()
  return (
    <Card title={say('Another card waits')} aside={<Badge tone="warn">{say('Look at it')}</Badge>}>
      <div className="stack">
        <p>
          {offered.newKeys
            ? say(
                'It has new signature keys, and the old ones did not vouch for them. Compare the new fingerprint before you take it.',
              )
            : say('It says something new about: {what}. Ask its people whether that is right.', {
                what: offered.changed.join(', '),
              })}
        </p>
        <div className="side-by-side">
          <Card title={say('Now')} level={3}>
            <CardFacts card={peer.card} />
          </Card>
          <Card title={say('Offered')} level={3}>
            <CardFacts card={offered.card} />
          </Card>
        </div>
        <Phrase words={offered.compare.words} label={say('Words that both sides see')} />
        <div className="row no-print">
          {may(acceptOfferedKeys) ? (
            <Button kind="first" onPress={() => onDo('accept')}>
              {say('Compare and take it')}
            </Button>
          ) : null}
          {may(refuseOfferedKeys) ? <Button onPress={() => onDo('aside')}>{say('Put it aside')}</Button> : null}
        </div>
      </div>
    </Card>
  )
}
