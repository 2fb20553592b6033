// Opening a feed: what it carries, and then its addresses, which are shown once.
import { type ReactNode, useState } from 'react'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { type Addresses, type FeedKind, type FeedLabel, feedKinds, feedLabels } from '../../model/feed.ts'
import { AddressList } from './AddressList.tsx'
import { kindWords, labelChoices } from './words.ts'

interface Props {
  onOpen: (input: { name: string; highest: FeedLabel; kinds: FeedKind[] }) => Promise<Addresses>
  onClose: () => void
  error: unknown
  pending: boolean
  children?: ReactNode
}

export function OpenFeed({ onOpen, onClose, error, pending, children }: Props): ReactNode {
  const [name, setName] = useState('')
  const [highest, setHighest] = useState<FeedLabel>('GREEN')
  const [kinds, setKinds] = useState<FeedKind[]>([...feedKinds])
  const [made, setMade] = useState<Addresses | null>(null)
  if (made) {
    return (
      <Dialog title={say('The addresses of the feed')} open onClose={onClose} wide>
        <div className="stack">
          <p>{say('Give one of them to the program that reads feeds. They hold a key, and are shown only now.')}</p>
          <AddressList addresses={made} />
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={say('Open a feed')} open onClose={onClose}>
      <Form
        submit={say('Open it')}
        pending={pending}
        error={error}
        onSubmit={() => onOpen({ name: name.trim(), highest, kinds }).then(setMade)}
      >
        {children}
        <TextField label={say('Name')} value={name} onChange={setName} required maxLength={100} />
        <SelectField
          label={say('Nothing above')}
          hint={say('What a reader of feeds holds is outside this node. Choose what you would also send there.')}
          value={highest}
          onChange={(value) => setHighest(feedLabels.find((one) => one === value) ?? 'GREEN')}
          choices={labelChoices}
        />
        <fieldset className="field">
          <legend>{say('What it carries')}</legend>
          {feedKinds.map((kind) => (
            <CheckField
              key={kind}
              label={kindWords[kind]}
              value={kinds.includes(kind)}
              disabled={kinds.length === 1 && kinds[0] === kind}
              onChange={(on) => setKinds(feedKinds.filter((one) => (one === kind ? on : kinds.includes(one))))}
            />
          ))}
        </fieldset>
      </Form>
    </Dialog>
  )
}
