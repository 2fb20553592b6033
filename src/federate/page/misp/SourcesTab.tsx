// Feeds and servers that are followed: when each last worked, what came, what went back, and what to do about an error.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { answerMisp, listMispSources, pauseMisp, pollMisp, unfollowMisp } from '../../api/misp.ts'
import { SentDialog } from './SentDialog.tsx'

export type Source = OutputOf<typeof listMispSources>['items'][number]
type Opened = { how: 'leave' | 'sent'; source: Source }

export function SourcesTab(): ReactNode {
  const asked = useAsk(listMispSources, {}, { keep: true, everySeconds: 30, present: true })
  const [opened, setOpened] = useState<Opened | null>(null)
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0)
    return (
      <Empty title={say('No feed and no server is followed.')}>
        {say('A feed needs its address; a server also a key that its administrator makes for this node.')}
      </Empty>
    )
  const close = () => setOpened(null)
  return (
    <>
      <ul className="plain-list bordered">
        {asked.data.items.map((source) => (
          <SourceLine key={source.id} source={source} onOpen={(how) => setOpened({ how, source })} />
        ))}
      </ul>
      {opened?.how === 'leave' ? <Leave source={opened.source} onClose={close} /> : null}
      {opened?.how === 'sent' ? <SentDialog source={opened.source} onClose={close} /> : null}
    </>
  )
}

function SourceLine({ source, onOpen }: { source: Source; onOpen: (how: Opened['how']) => void }): ReactNode {
  return (
    <li className="stack tight">
      <p className="row">
        <strong>{source.name}</strong>
        <Badge tone="quiet">{source.kind === 'feed' ? say('Feed') : say('Server')}</Badge>
        <Health source={source} />
        {source.ours ? <Badge tone="accent">{say('Our own MISP')}</Badge> : null}
        {source.signed ? <Badge>{say('Signature is checked')}</Badge> : null}
      </p>
      <p className="small quiet federate-breaks">{source.url}</p>
      <p className="small">
        {sayCount(source.taken, '1 event came', '{n} events came')}
        {source.kind === 'server' ? <Answers source={source} /> : null} ·{' '}
        {say('every {n} minutes', { n: String(Math.round(source.everySeconds / 60)) })} ·{' '}
        {source.lastSuccess ? (
          <>
            {say('last worked')} <Time at={source.lastSuccess} />
          </>
        ) : (
          say('has not worked yet')
        )}
        {source.lastIntake ? (
          <>
            {' '}
            · <Link to="/intakes">{say('see what came in')}</Link>
          </>
        ) : null}
      </p>
      {source.lastError ? (
        <p className="small note warn">
          {source.lastError}{' '}
          {source.paused ? null : (
            <>
              {say('It is asked again')} <Time at={source.nextAt} />.
            </>
          )}
        </p>
      ) : null}
      <Acts source={source} onOpen={onOpen} />
    </li>
  )
}

function Answers({ source: { remarks, sends, sent } }: { source: Source }): ReactNode {
  const heard = sayCount(remarks, '1 sighting or proposal came', '{n} sightings and proposals came')
  const gone = sends ? sayCount(sent, '1 went back', '{n} went back') : say('nothing goes back')
  return ` · ${heard} · ${gone}`
}

function Acts({ source, onOpen }: { source: Source; onOpen: (how: Opened['how']) => void }): ReactNode {
  const { id, name, kind, sends, paused } = source
  const may = useMay()
  const poll = useTell(pollMisp)
  const pause = useTell(pauseMisp)
  const answer = useTell(answerMisp)
  const named = <span className="unseen"> {name}</span>
  return (
    <>
      <div className="row no-print">
        {may(pollMisp) ? (
          <Button small onPress={() => void poll.tell({ id }).catch(() => undefined)}>
            {say('Ask now')}
            {named}
          </Button>
        ) : null}
        {kind === 'server' ? (
          <Button small kind="quiet" onPress={() => onOpen('sent')}>
            {say('What went back')}
            {named}
          </Button>
        ) : null}
        {kind === 'server' && may(answerMisp) ? (
          <Button small kind="quiet" onPress={() => void answer.tell({ id, sends: !sends }).catch(() => undefined)}>
            {sends ? say('Send nothing back') : say('Send answers back')}
            {named}
          </Button>
        ) : null}
        {may(pauseMisp) ? (
          <Button small kind="quiet" onPress={() => void pause.tell({ id, paused: !paused }).catch(() => undefined)}>
            {paused ? say('Go on') : say('Pause')}
            {named}
          </Button>
        ) : null}
        {may(unfollowMisp) ? (
          <Button small kind="quiet" onPress={() => onOpen('leave')}>
            {say('Remove')}
            {named}
          </Button>
        ) : null}
      </div>
      <Problem error={poll.error ?? pause.error ?? answer.error} />
    </>
  )
}

function Health({ source: { paused, failures, lastSuccess } }: { source: Source }): ReactNode {
  if (paused) return <Badge tone="quiet">{say('Paused')}</Badge>
  if (failures > 0) return <Badge tone="bad">{sayCount(failures, 'Failed once', 'Failed {n} times')}</Badge>
  return lastSuccess ? <Badge tone="good">{say('Works')}</Badge> : <Badge>{say('Waits for its turn')}</Badge>
}

function Leave({ source, onClose }: { source: Source; onClose: () => void }): ReactNode {
  const remove = useTell(unfollowMisp)
  return (
    <Dialog title={say('Stop following {name}', { name: source.name })} open onClose={onClose}>
      <Form
        submit={say('Remove it')}
        danger
        pending={remove.pending}
        error={remove.error}
        onSubmit={() => remove.tell({ id: source.id }).then(onClose)}
      >
        <p>{say('Its key is forgotten. What came from it stays.')}</p>
      </Form>
    </Dialog>
  )
}
