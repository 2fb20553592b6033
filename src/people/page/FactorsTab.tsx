// Second factors: codes from an app, passkeys, recovery codes.
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PasswordField } from '#web/kit/PasswordField.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { makePasskey } from '#web/shell/passkeys.ts'
import {
  addPasskey,
  confirmTotp,
  listSecondFactors,
  removeSecondFactor,
  signInOptions,
  startPasskey,
  startTotp,
} from '../api.ts'

type Removing = Omit<InputOf<typeof removeSecondFactor>, 'password'>

export function FactorsTab(): ReactNode {
  const queries = useQueryClient()
  const factors = useAsk(listSecondFactors, {}, { timeless: true })
  const ways = useAsk(signInOptions, {}, { timeless: true })
  const [adding, setAdding] = useState<'totp' | 'passkey' | null>(null)
  const [removing, setRemoving] = useState<Removing | null>(null)
  if (factors.isPending) return <Skeleton lines={4} />
  if (!factors.data) return <Problem error={factors.error} onAgain={() => void factors.refetch()} />
  const { totp, passkeys, recoveryCodesLeft } = factors.data
  function done(): void {
    setAdding(null)
    setRemoving(null)
    void queries.invalidateQueries()
  }
  return (
    <div className="stack">
      <Card
        title={say('Codes from an app')}
        aside={totp ? <Badge tone="good">{say('in force')}</Badge> : <Badge tone="quiet">{say('not set up')}</Badge>}
      >
        <div className="stack tight">
          <p className="quiet">
            {say('Six digits from an authenticator app on your phone, asked after the password.')}
          </p>
          {totp ? (
            <p className="small">{sayCount(recoveryCodesLeft, '{n} recovery code left', '{n} recovery codes left')}</p>
          ) : null}
          <div className="row">
            <Button kind={totp ? 'plain' : 'first'} onPress={() => setAdding('totp')}>
              {totp ? say('Set up anew, with new recovery codes') : say('Set up codes')}
            </Button>
            {totp ? (
              <Button kind="danger" onPress={() => setRemoving({ factor: 'totp' })}>
                {say('Remove')}
              </Button>
            ) : null}
          </div>
        </div>
      </Card>
      <Card
        title={say('Passkeys')}
        aside={<Badge tone={passkeys.length > 0 ? 'good' : 'quiet'}>{passkeys.length}</Badge>}
      >
        <div className="stack tight">
          <p className="quiet">
            {say(
              'A key in your device or on a stick. It signs you in alone, without password and code, and cannot be phished.',
            )}
          </p>
          <ul className="plain-list">
            {passkeys.map((key) => (
              <li key={key.id}>
                <span className="row apart">
                  <strong>{key.name}</strong>
                  <Button
                    small
                    kind="danger"
                    aria-label={say('Remove {what}', { what: key.name })}
                    onPress={() => setRemoving({ factor: 'passkey', passkey: key.id })}
                  >
                    {say('Remove')}
                  </Button>
                </span>
                <span className="small quiet">
                  {say('added')} <Time at={key.created} /> ·{' '}
                  {key.lastUsed ? <Time at={key.lastUsed} /> : say('never used')}
                </span>
              </li>
            ))}
          </ul>
          {ways.data?.passkeys === false ? (
            <p className="note small">
              {say(
                'Passkeys need an https:// address with a host name (or localhost). The administrator can set one with TOCSIN_ORIGIN.',
              )}
            </p>
          ) : (
            <div className="row">
              <Button onPress={() => setAdding('passkey')}>{say('Add a passkey')}</Button>
            </div>
          )}
        </div>
      </Card>
      {adding === 'totp' ? <AddTotp onClose={done} /> : null}
      {adding === 'passkey' ? <AddPasskey onClose={done} /> : null}
      {removing ? <Remove what={removing} onClose={done} /> : null}
    </div>
  )
}

function AddTotp({ onClose }: { onClose: () => void }): ReactNode {
  const start = useTell(startTotp)
  const confirm = useTell(confirmTotp)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [begun, setBegun] = useState<OutputOf<typeof startTotp> | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Dialog title={codes ? say('Recovery codes') : say('Codes from an app')} open onClose={onClose}>
      {codes ? (
        <div className="stack">
          <p className="note warn">
            {say(
              'Keep these on paper or in a password safe: each lets you in once when the phone is lost. They are shown only now.',
            )}
          </p>
          <ol className="recovery mono">
            {codes.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ol>
          <div className="row">
            <Copy text={codes.join('\n')} label={say('Copy the codes')} />
            <Button kind="first" onPress={onClose}>
              {say('I have kept them')}
            </Button>
          </div>
        </div>
      ) : begun ? (
        <Form
          submit={say('Put it in force')}
          pending={confirm.pending}
          error={confirm.error}
          onSubmit={() => confirm.tell({ code: code.replace(/\s/g, '') }).then((it) => setCodes(it.recoveryCodes))}
        >
          <p>{say('Scan this with the app, or type the key by hand.')}</p>
          <Qr svg={begun.qr} />
          <p className="mono small wrap-anywhere">{begun.secret.match(/.{1,4}/g)?.join(' ')}</p>
          <TextField
            label={say('Code that the app shows')}
            value={code}
            onChange={setCode}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            mono
            autoFocus
          />
        </Form>
      ) : (
        <Form
          submit={say('Go on')}
          pending={start.pending}
          error={start.error}
          onSubmit={() => start.tell({ password }).then(setBegun)}
        >
          <PasswordField label={say('Your password')} value={password} onChange={setPassword} autoFocus />
        </Form>
      )}
    </Dialog>
  )
}

/** The QR code as the node drew it, taken over element by element: nothing of it can run. */
function Qr({ svg }: { svg: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    for (const element of drawn.querySelectorAll('script, foreignObject, style')) element.remove()
    place.current?.replaceChildren(document.importNode(drawn, true))
  }, [svg])
  return <div ref={place} className="qr" role="img" aria-label={say('QR code of the key')} />
}

function AddPasskey({ onClose }: { onClose: () => void }): ReactNode {
  const start = useTell(startPasskey)
  const add = useTell(addPasskey)
  const [password, setPassword] = useState('')
  const [name, setName] = useState(say('This device'))
  const [error, setError] = useState<unknown>(null)
  async function send(): Promise<void> {
    setError(null)
    try {
      const { ceremony, options } = await start.tell({ password })
      const response = (await makePasskey(options)) as InputOf<typeof addPasskey>['response']
      await add.tell({ ceremony, name: name.trim(), response })
      onClose()
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <Dialog title={say('Add a passkey')} open onClose={onClose}>
      <Form submit={say('Make the passkey')} pending={start.pending || add.pending} error={error} onSubmit={send}>
        <TextField
          label={say('Name')}
          hint={say('So that you know it again later.')}
          value={name}
          onChange={setName}
          required
          maxLength={200}
        />
        <PasswordField label={say('Your password')} value={password} onChange={setPassword} autoFocus />
      </Form>
    </Dialog>
  )
}

function Remove({ what, onClose }: { what: Removing; onClose: () => void }): ReactNode {
  const act = useTell(removeSecondFactor)
  const [password, setPassword] = useState('')
  return (
    <Dialog title={what.factor === 'totp' ? say('Remove the codes') : say('Remove the passkey')} open onClose={onClose}>
      <Form
        submit={say('Remove')}
        danger
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ ...what, password }).then(onClose)}
      >
        <PasswordField label={say('Your password')} value={password} onChange={setPassword} autoFocus />
      </Form>
    </Dialog>
  )
}
