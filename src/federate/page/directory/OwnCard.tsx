// What this node tells others about itself: its fingerprint as words and as a code, its card, and the change of its keys.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { exportOwnCard, getOwnCard, revokeOwnKeys, rollOverKeys } from '../../api/directory.ts'
import { CardFacts } from './CardFacts.tsx'
import { Fingerprint } from './Phrase.tsx'

type Own = OutputOf<typeof getOwnCard>
type Doing = 'announce' | 'switch' | 'drop' | 'revoke'

export function OwnCard(): ReactNode {
  const asked = useAsk(getOwnCard, {}, { keep: true, present: true, everySeconds: 60 })
  const [doing, setDoing] = useState<Doing | null>(null)
  if (asked.isPending) return <Skeleton lines={6} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const own = asked.data
  return (
    <div className="stack">
      <Card title={say('Fingerprint of this node')}>
        <div className="side-by-side">
          <div className="stack">
            <p>
              {say(
                'Who takes your card compares this with you: by a telephone number that they had before, on paper, or by the code.',
              )}
            </p>
            <Fingerprint {...own.fingerprint} />
          </div>
          <div>
            {/* The server makes this drawing out of digits alone. */}
            <img
              className="card-qr"
              alt={say('QR code of the fingerprint')}
              src={`data:image/svg+xml;utf8,${encodeURIComponent(own.qr)}`}
            />
          </div>
        </div>
      </Card>
      <Card
        title={say('Card of this node')}
        aside={<span className="quiet small">{say('Number {n}', { n: String(own.card.serial) })}</span>}
      >
        <div className="stack">
          <CardFacts card={own.card} />
          <p className="quiet">
            {say(
              'Send it to the people of another node, or let their node fetch it from your address. It holds no secret.',
            )}
          </p>
          <div className="row no-print">
            <a className={buttonClass('plain')} href={addressOf(exportOwnCard, {})} download>
              {say('Save as a file')}
            </a>
            <Copy text={own.text} label={say('Copy the card')} />
          </div>
        </div>
      </Card>
      <KeysCard own={own} onDo={setDoing} />
      {doing ? (
        <Change doing={doing} waiting={own.rollOver?.waiting.length ?? 0} onClose={() => setDoing(null)} />
      ) : null}
    </div>
  )
}

function KeysCard({ own, onDo }: { own: Own; onDo: (doing: Doing) => void }): ReactNode {
  const may = useMay()
  const names = useNames()
  const { rollOver, vouchedUntil, revoked } = own
  return (
    <Card title={say('Signature keys')}>
      <div className="stack">
        {rollOver ? (
          <div className="note stack tight">
            <p>
              {say('New keys were announced by {who}: {reason}', {
                who: names.actor(rollOver.by),
                reason: rollOver.reason,
              })}{' '}
              <Time at={rollOver.at} />
            </p>
            <p className="row">
              <Badge tone="good">
                {sayCount(rollOver.confirmed.length, '{n} peer has read it', '{n} peers have read it')}
              </Badge>
              <Badge tone={rollOver.waiting.length > 0 ? 'warn' : 'quiet'}>
                {sayCount(rollOver.waiting.length, '{n} has not yet', '{n} have not yet')}
              </Badge>
            </p>
          </div>
        ) : (
          <p>{say('Change them once a year, and when somebody leaves who could read the data folder.')}</p>
        )}
        {vouchedUntil ? (
          <p className="small quiet">
            {say('The old keys vouch for the new ones until')} <Time at={vouchedUntil} />
          </p>
        ) : null}
        {may(rollOverKeys) ? (
          <div className="row no-print">
            {rollOver ? (
              <>
                <Button kind="first" onPress={() => onDo('switch')}>
                  {say('Switch to the new keys')}
                </Button>
                <Button onPress={() => onDo('drop')}>{say('Drop them')}</Button>
              </>
            ) : (
              <Button onPress={() => onDo('announce')}>{say('Announce new keys')}</Button>
            )}
            <Button kind="danger" onPress={() => onDo('revoke')}>
              {say('Give the keys up at once')}
            </Button>
          </div>
        ) : null}
        {revoked.length > 0 ? (
          <ul className="plain-list small">
            {revoked.map(({ at, by, reason }) => (
              <li key={at}>
                {say('Given up by {who}: {reason}', { who: names.actor(by), reason })} <Time at={at} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  )
}

const titles = {
  announce: 'Announce new keys',
  switch: 'Switch to the new keys',
  drop: 'Drop the new keys',
  revoke: 'Give the keys up at once',
} as const
const explained = {
  announce:
    'Peers learn the new keys by a card that the old ones sign. Letters are signed by the old keys until you switch.',
  switch: 'From now on letters are signed by the new keys. The old ones vouch for them for 30 days.',
  drop: 'The announced keys are destroyed. The keys of now stay.',
  revoke:
    'For when somebody else may have them. Every peer stops believing this node until its people have compared the new fingerprint with you.',
} as const

function Change({ doing, waiting, onClose }: { doing: Doing; waiting: number; onClose: () => void }): ReactNode {
  const roll = useTell(rollOverKeys)
  const revoke = useTell(revokeOwnKeys)
  const [reason, setReason] = useState('')
  const act = doing === 'revoke' ? revoke : roll
  const send = () =>
    (doing === 'revoke'
      ? revoke.tell({ reason: reason.trim() })
      : roll.tell({ step: doing, reason: reason.trim() })
    ).then(onClose)
  return (
    <Dialog title={say(titles[doing])} open onClose={onClose}>
      <Form
        submit={say(titles[doing])}
        danger={doing === 'revoke'}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        <p>{say(explained[doing])}</p>
        {doing === 'switch' && waiting > 0 ? (
          <p className="note warn">
            {sayCount(
              waiting,
              '{n} peer has not shown that it read the announcement. It will fetch your card, or a person there must read it from a file.',
              '{n} peers have not shown that they read the announcement. They will fetch your card, or a person there must read it from a file.',
            )}
          </p>
        ) : null}
        <TextField
          label={say('Why')}
          lines={2}
          value={reason}
          onChange={setReason}
          minLength={3}
          maxLength={500}
          required
        />
      </Form>
    </Dialog>
  )
}
