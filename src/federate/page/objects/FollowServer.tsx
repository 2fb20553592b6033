// Following a collection of another TAXII server into one of ours, or pushing one of ours to theirs.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { discoverTaxii, followTaxii, listCollections } from '../../api/objects.ts'

type Found = OutputOf<typeof discoverTaxii>['collections']

export function FollowServer({ onClose }: { onClose: () => void }): ReactNode {
  const follow = useTell(followTaxii)
  const discover = useTell(discoverTaxii)
  const own = useAsk(listCollections, {})
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [username, setUsername] = useState('')
  const [secret, setSecret] = useState('')
  const [direction, setDirection] = useState('pull')
  const [collection, setCollection] = useState('')
  const [minutes, setMinutes] = useState('15')
  const [found, setFound] = useState<Found | null>(null)
  const login = { ...(username ? { username } : {}), ...(secret ? { secret } : {}) }
  const look = () =>
    discover
      .tell({ url, ...login })
      .then((answer) => setFound(answer.collections))
      .catch(() => setFound(null))
  const send = () =>
    follow
      .tell({
        ...{ name, url, ...login, collection },
        direction: direction === 'push' ? 'push' : 'pull',
        everySeconds: Math.max(1, Number(minutes) || 15) * 60,
      })
      .then(onClose)
  const ours = (own.data?.items ?? []).filter((one) => (direction === 'pull' ? one.canWrite : one.canRead))
  return (
    <Dialog title={say('Follow a server')} open onClose={onClose} wide>
      <Form submit={say('Follow it')} pending={follow.pending} error={follow.error} onSubmit={send}>
        <TextField label={say('What you call it')} value={name} onChange={setName} required />
        <TextField
          label={say('Address')}
          hint={say('Of the server, to look at what it has; then of one collection.')}
          type="url"
          value={url}
          onChange={setUrl}
          required
        />
        <TextField
          label={say('User name')}
          hint={say('Left empty: the token goes as a bearer token.')}
          value={username}
          onChange={setUsername}
          optional
        />
        <TextField label={say('Password or token')} type="password" value={secret} onChange={setSecret} optional />
        <div className="row">
          <Button small onPress={() => void look()}>
            {say('See what it has')}
          </Button>
        </div>
        {discover.error ? <Problem error={discover.error} /> : null}
        {found ? <Choices found={found} onChoose={setUrl} /> : null}
        <RadioField
          label={say('Which way')}
          value={direction}
          onChange={setDirection}
          choices={[
            { value: 'pull', label: say('Theirs comes here') },
            { value: 'push', label: say('Ours goes there') },
          ]}
        />
        <SelectField
          label={say('Our collection')}
          value={collection}
          onChange={(next) => setCollection(next ?? '')}
          choices={ours.map(({ id, state }) => ({ value: id, label: state.title }))}
          required
        />
        <TextField label={say('Minutes between two looks')} type="number" value={minutes} onChange={setMinutes} />
      </Form>
    </Dialog>
  )
}

function Choices({ found, onChoose }: { found: Found; onChoose: (url: string) => void }): ReactNode {
  if (found.length === 0) return <p role="status">{say('It shows us no collection.')}</p>
  return (
    <ul className="plain-list bordered" aria-label={say('Collections of that server')}>
      {found.map(({ url, title, canRead, canWrite }) => (
        <li key={url} className="row">
          <Button small onPress={() => onChoose(url)}>
            {title}
          </Button>
          <span className="small quiet">
            {[canRead ? say('for reading') : '', canWrite ? say('for writing') : ''].filter(Boolean).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
