// Having a system called: about what, up to which marking, and then the secret that signs each call, which is shown once.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { CallSecret } from '#web/kit/Called.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { addSubscription } from '../../api/subscriptions.ts'
import { type CallKind, callKinds, type FeedLabel, feedLabels } from '../../model/feed.ts'
import { callWords, labelChoices } from './words.ts'

export function AddSubscription({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(addSubscription)
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState<CallKind[]>([...callKinds])
  const [highest, setHighest] = useState<FeedLabel>('GREEN')
  const [secret, setSecret] = useState<string | null>(null)
  if (secret) return <CallSecret secret={secret} onClose={onClose} />
  return (
    <Dialog title={say('Have a system called')} open onClose={onClose}>
      <Form
        submit={say('Add it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act.tell({ name: name.trim(), url: url.trim(), kinds, highest }).then((it) => setSecret(it.secret))
        }
      >
        <TextField label={say('Name')} value={name} onChange={setName} required maxLength={100} />
        <TextField
          label={say('Address')}
          type="url"
          placeholder="https://tickets.example.org/hooks/tocsin"
          value={url}
          onChange={setUrl}
          error={errorAt(act.error, 'url')}
          required
        />
        <SelectField
          label={say('Never about what is marked above')}
          value={highest}
          onChange={(value) => setHighest(feedLabels.find((one) => one === value) ?? 'GREEN')}
          choices={labelChoices}
        />
        <fieldset className="field">
          <legend>{say('When')}</legend>
          {callKinds.map((kind) => (
            <CheckField
              key={kind}
              label={callWords[kind]}
              value={kinds.includes(kind)}
              disabled={kinds.length === 1 && kinds[0] === kind}
              onChange={(on) => setKinds(callKinds.filter((one) => (one === kind ? on : kinds.includes(one))))}
            />
          ))}
        </fieldset>
      </Form>
    </Dialog>
  )
}
