// OpenPGP keys that mail of this node is encrypted to: one's own, or for an administrator those of all addresses.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { errorAt, Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { addMailKey, listMailKeys, removeMailKey } from '../api.ts'

/** `all`: the keys of every address, for an administrator. */
export function MailKeysTab({ all = false }: { all?: boolean }): ReactNode {
  const asked = useAsk(listMailKeys, all ? { all } : {}, { timeless: true })
  const remove = useTell(removeMailKey)
  const [adding, setAdding] = useState(false)
  if (asked.isPending) return <Skeleton lines={3} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const again = () => void asked.refetch()
  const { items } = asked.data
  return (
    <Card
      title={all ? say('OpenPGP keys of addresses') : say('Your OpenPGP key')}
      aside={
        <Button small icon="plus" onPress={() => setAdding(true)}>
          {items.length > 0 && !all ? say('Replace it') : say('Add a key')}
        </Button>
      }
    >
      <Problem error={remove.error} />
      <p className="small quiet">
        {say(
          'Mail to an address with a key is encrypted to it and signed by this node, and may then carry what is never sent in the clear. Without a key mail says little.',
        )}
      </p>
      {items.length === 0 ? <p className="quiet">{say('None.')}</p> : null}
      <ul className="plain-list">
        {items.map((key) => (
          <li key={key.address}>
            <span className="row apart">
              <span>
                <strong className="wrap-anywhere">{key.address}</strong>{' '}
                <Badge tone={key.fault ? 'bad' : 'good'}>{key.fault ? say('not used') : say('in use')}</Badge>
                <br />
                <code className="small wrap-anywhere">{inFours(key.fingerprint)}</code>
                <br />
                <span className="small quiet">
                  {key.algorithm} · {say('added')} <Time at={key.added} /> ·{' '}
                  {key.expires ? (
                    <>
                      {say('expires')} <Time at={key.expires} />
                    </>
                  ) : (
                    say('does not expire')
                  )}
                </span>
                {key.fault ? <span className="error">{key.fault}</span> : null}
              </span>
              <Button
                small
                kind="danger"
                onPress={() => void remove.tell({ address: key.address }).then(again, () => undefined)}
              >
                {say('Remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {adding ? (
        <AddKey
          all={all}
          onClose={() => {
            setAdding(false)
            again()
          }}
        />
      ) : null}
    </Card>
  )
}

/** As people read it to each other. */
const inFours = (fingerprint: string) => fingerprint.match(/.{1,4}/g)?.join(' ') ?? fingerprint

function AddKey({ all, onClose }: { all: boolean; onClose: () => void }): ReactNode {
  const act = useTell(addMailKey)
  const [address, setAddress] = useState('')
  const [key, setKey] = useState('')
  return (
    <Dialog title={say('Add an OpenPGP key')} open onClose={onClose} wide>
      <Form
        submit={say('Add it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ key, ...(all ? { address: address.trim() } : {}) }).then(onClose)}
      >
        {all ? (
          <TextField
            label={say('Mail address')}
            type="email"
            value={address}
            onChange={setAddress}
            error={errorAt(act.error, 'address')}
            required
          />
        ) : null}
        <TextField
          label={say('Public key')}
          hint={say('All of it, from BEGIN to END. Compare the fingerprint with its holder over another way.')}
          value={key}
          onChange={setKey}
          error={errorAt(act.error, 'key')}
          lines={10}
          mono
          spellCheck={false}
          minLength={100}
          required
        />
      </Form>
    </Dialog>
  )
}
