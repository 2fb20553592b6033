// Following a source: a feed, a web page, or a mailbox that mail is forwarded to.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { type Feed, followFeed, openMailbox, type SourceKind, sourceKinds } from '../api.ts'
import { kindWord } from './feed-words.ts'
import { nothingSaid, SourceFields, saidInput } from './SourceFields.tsx'

const kindHints: Record<SourceKind, string> = {
  feed: 'RSS, Atom, RDF or JSON Feed',
  page: 'An article, or a page that lists articles: the new ones are fetched',
  mail: 'An address of its own: what is forwarded there comes in',
}

export function AddFeed({ onClose }: { onClose: () => void }): ReactNode {
  const follow = useTell(followFeed)
  const open = useTell(openMailbox)
  const [kind, setKind] = useState<SourceKind>('feed')
  const [url, setUrl] = useState('')
  const [about, setAbout] = useState(nothingSaid)
  const [mailbox, setMailbox] = useState<Feed | null>(null)
  const act = kind === 'mail' ? open : follow

  async function send(): Promise<void> {
    const said = saidInput(about)
    if (kind === 'mail') {
      const { intervalSeconds: _, ...rest } = said
      return setMailbox(await open.tell(rest))
    }
    await follow.tell({ url: url.trim(), kind, ...said })
    toast(say('It is followed. Its items come in within a minute.'))
    onClose()
  }

  if (mailbox) return <MailboxAddress feed={mailbox} onClose={onClose} />
  return (
    <Dialog title={say('Follow a source')} open onClose={onClose}>
      <Form submit={say('Follow it')} pending={act.pending} error={act.error} onSubmit={send}>
        <RadioField
          label={say('What it is')}
          value={kind}
          onChange={(value) => setKind(sourceKinds.find((it) => it === value) ?? 'feed')}
          choices={sourceKinds.map((value) => ({ value, label: kindWord(value), hint: say(kindHints[value]) }))}
        />
        {kind === 'mail' ? null : (
          <TextField
            label={say('Address')}
            type="url"
            placeholder="https://"
            value={url}
            onChange={setUrl}
            required
            autoFocus
            error={errorAt(act.error, 'url')}
          />
        )}
        <TextField
          label={say('Name')}
          optional={kind !== 'mail'}
          required={kind === 'mail'}
          value={about.name}
          onChange={(name) => setAbout({ ...about, name })}
          maxLength={200}
          hint={say('Left empty: the name of its host.')}
        />
        <SourceFields about={about} onChange={setAbout} mail={kind === 'mail'} />
      </Form>
    </Dialog>
  )
}

/** Shown once it exists; it stands on the page of sources as well. */
function MailboxAddress({ feed, onClose }: { feed: Feed; onClose: () => void }): ReactNode {
  const address = feed.state.url.replace('mailto:', '')
  return (
    <Dialog title={say('Forward mail to this address')} open onClose={onClose}>
      <p className="mono wrap-anywhere">{address}</p>
      <p>
        {say(
          'Let your mail server forward newsletters there. Whoever knows the address can bring items in: give it to nobody else. Items wait to be judged like all others.',
        )}
      </p>
      <div className="row">
        <Copy text={address} label={say('Copy the address')} />
        <Button onPress={onClose}>{say('Done')}</Button>
      </div>
    </Dialog>
  )
}
