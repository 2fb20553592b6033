// Following a feed or a server of MISP: it is looked at first, so that a wrong address or key is seen before anything waits for it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { checkMisp, followMisp } from '../../api/misp.ts'

type Checked = OutputOf<typeof checkMisp>
const shortestMinutes = 5

export function FollowMisp({ onClose }: { onClose: () => void }): ReactNode {
  const follow = useTell(followMisp)
  const check = useTell(checkMisp)
  const [found, setFound] = useState<Checked | null>(null)
  const [kind, setKind] = useState<'feed' | 'server'>('server')
  const [url, setUrl] = useState('')
  const [name, setName] = useState('')
  const [key, setKey] = useState('')
  const [openpgp, setOpenpgp] = useState('')
  const [minutes, setMinutes] = useState('60')
  const [ours, setOurs] = useState(false)
  const [sends, setSends] = useState(false)
  const asked = {
    ...{ kind, url },
    ...(kind === 'server' && key ? { key } : {}),
    ...(kind === 'feed' && openpgp.trim() ? { openpgp } : {}),
  }
  const look = () =>
    check
      .tell(asked)
      .then(setFound)
      .catch(() => setFound(null))
  const send = () =>
    follow
      .tell({
        ...{ ...asked, ...(name ? { name } : {}), ours },
        ...(kind === 'server' ? { sends } : {}),
        everySeconds: Math.max(shortestMinutes, Number(minutes) || 60) * 60,
      })
      .then(onClose)
  return (
    <Dialog title={say('Follow a feed or server')} open onClose={onClose} wide>
      <Form submit={say('Follow it')} pending={follow.pending} error={follow.error} onSubmit={send}>
        <RadioField
          label={say('What it is')}
          value={kind}
          onChange={(next) => {
            setKind(next === 'feed' ? 'feed' : 'server')
            setFound(null)
          }}
          choices={[
            { value: 'server', label: say('A MISP server, with a key') },
            { value: 'feed', label: say('A feed: files that anybody may read') },
          ]}
        />
        <TextField
          label={say('Address')}
          hint={
            kind === 'server'
              ? say('As in a browser, such as https://misp.example.org.')
              : say('Of the folder in which manifest.json stands.')
          }
          type="url"
          value={url}
          onChange={setUrl}
          required
        />
        {kind === 'server' ? (
          <TextField
            label={say('Authentication key')}
            hint={say('Of a user there with the role “Sync user”. It is shown to nobody again.')}
            type="password"
            value={key}
            onChange={setKey}
            autoComplete="off"
            required
          />
        ) : (
          <TextField
            label={say('OpenPGP key that signs the manifest')}
            hint={say('With it a manifest that somebody else wrote is refused.')}
            value={openpgp}
            onChange={setOpenpgp}
            lines={3}
            mono
            optional
          />
        )}
        <div className="row">
          <Button small onPress={() => void look()}>
            {say('See what it has')}
          </Button>
        </div>
        <Problem error={check.error} />
        {found ? <Found found={found} /> : null}
        <TextField label={say('What you call it')} value={name} onChange={setName} optional />
        <TextField label={say('Minutes between two looks')} type="number" value={minutes} onChange={setMinutes} />
        <CheckField
          label={say('It is our own MISP')}
          hint={say('Only then it may bring events that belong to us.')}
          value={ours}
          onChange={setOurs}
        />
        {kind === 'server' ? (
          <CheckField
            label={say('Send answers back')}
            hint={say('Sightings and proposals of our people about its events go there, under the event’s marking.')}
            value={sends}
            onChange={setSends}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}

function Found({ found }: { found: Checked }): ReactNode {
  const may = (value: boolean | null) => (value ? say('yes') : say('no'))
  return (
    <div className="note" role="status">
      <dl className="federate-facts">
        {found.version ? (
          <>
            <dt>{say('It speaks')}</dt>
            <dd>
              MISP {found.version}
              {found.organisation ? `, ${say('with a key of {name}', { name: found.organisation })}` : ''}
            </dd>
          </>
        ) : null}
        <dt>{say('Published')}</dt>
        <dd>
          {sayCount(found.events, '1 event', '{n} events')}
          {found.newest ? (
            <>
              , {say('the newest of')} <Time at={found.newest} show="exact" />
            </>
          ) : null}
        </dd>
        {found.mayRead !== null ? (
          <>
            <dt>{say('The key may')}</dt>
            <dd>
              {say('read')}: {may(found.mayRead)}, {say('add sightings')}: {may(found.maySight)}, {say('add events')}:{' '}
              {may(found.mayWrite)}
            </dd>
          </>
        ) : null}
        {found.signed ? (
          <>
            <dt>{say('Manifest')}</dt>
            <dd>{say('signed by the key that you gave')}</dd>
          </>
        ) : null}
      </dl>
      {found.remarks.map((one) => (
        <p key={one} className="small">
          {one}
        </p>
      ))}
    </div>
  )
}
