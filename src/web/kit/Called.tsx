// Addresses that are called: what came of the last call, trying them, and the secret that signs the calls, which is shown once.
import type { ReactNode } from 'react'
import type { Instant } from '#kernel/time.ts'
import { say } from '#web/say.ts'
import { Badge } from './Badge.tsx'
import { Button } from './Button.tsx'
import { Copy } from './Copy.tsx'
import { Dialog } from './Dialog.tsx'
import { Time } from './Time.tsx'
import { toast } from './Toast.tsx'

export interface CalledAddress {
  id: string
  name: string
  url: string
  last: { state: string; at: Instant; answer: string | null } | null
}

export interface CalledProps {
  addresses: readonly CalledAddress[]
  onTry: (id: string) => Promise<unknown>
  onRemove: (id: string) => Promise<unknown>
}

/** What goes wrong with trying and removing is said by whoever shows this. */
export function Called({ addresses, onTry, onRemove }: CalledProps): ReactNode {
  const nothing = () => undefined
  const attempt = (id: string) =>
    onTry(id).then(() => toast(say('It is being called; look again in some seconds.')), nothing)
  return (
    <ul className="plain-list">
      {addresses.map(({ id, name, url, last }) => (
        <li key={id} className="row apart">
          <span>
            <strong>{name}</strong> <span className="mono small wraps">{url}</span>{' '}
            {last ? (
              <span className="small">
                <Badge tone={last.state === 'sent' ? 'good' : 'bad'}>{last.state}</Badge> <Time at={last.at} />{' '}
                {last.answer}
              </span>
            ) : (
              <span className="small quiet">{say('never called')}</span>
            )}
          </span>
          <span className="row">
            <Button small onPress={() => void attempt(id)}>
              {say('Try')}
            </Button>
            <Button small kind="danger" onPress={() => void onRemove(id).catch(nothing)}>
              {say('Remove')}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  )
}

export function CallSecret({ secret, onClose }: { secret: string; onClose: () => void }): ReactNode {
  return (
    <Dialog title={say('The secret')} open onClose={onClose}>
      <div className="stack">
        <p>
          {say(
            'Each call carries Tocsin-Signature: HMAC-SHA-256 with this secret over the time and the body. It is shown only now.',
          )}
        </p>
        <code className="wraps">{secret}</code>
        <div className="row">
          <Copy text={secret} label={say('Copy the secret')} />
        </div>
      </div>
    </Dialog>
  )
}
