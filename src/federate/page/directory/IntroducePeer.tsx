// First contact: the card of another node, from its address or from what its people sent.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { introducePeer } from '../../api/directory.ts'
import { takenWords } from './words.ts'

const mostBytes = 131_072

export function IntroducePeer({ onClose }: { onClose: () => void }): ReactNode {
  const introduce = useTell(introducePeer)
  const navigate = useNavigate()
  const [from, setFrom] = useState('address')
  const [address, setAddress] = useState('')
  const [card, setCard] = useState('')
  const [unread, setUnread] = useState('')

  async function read(file: File | undefined): Promise<void> {
    if (!file) return
    const fits = file.size <= mostBytes
    setUnread(fits ? '' : say('That file is too large for a card.'))
    setCard(fits ? await file.text() : '')
  }

  async function send(): Promise<void> {
    const made = await introduce.tell(from === 'address' ? { address: address.trim() } : { card })
    toast(say(takenWords[made.taken]))
    onClose()
    await navigate({ to: '/peers/$id', params: { id: made.id } })
  }

  return (
    <Dialog title={say('Introduce a peer')} open onClose={onClose}>
      <Form submit={say('Read its card')} pending={introduce.pending} error={introduce.error} onSubmit={send}>
        <p>
          {say('This only reads who they say they are. Nothing is trusted before you have compared the fingerprint.')}
        </p>
        <RadioField
          label={say('Where is its card?')}
          inline
          value={from}
          onChange={setFrom}
          choices={[
            { value: 'address', label: say('At its address') },
            { value: 'text', label: say('In a file or a message') },
          ]}
        />
        {from === 'address' ? (
          <TextField
            label={say('Address of the node')}
            type="text"
            inputMode="url"
            placeholder="https://tocsin.example.org"
            value={address}
            onChange={setAddress}
            maxLength={300}
            required
          />
        ) : (
          <>
            <div className="field">
              <label htmlFor="card-file">{say('File with the card')}</label>
              <input
                id="card-file"
                type="file"
                accept="application/json,.json"
                onChange={(event) => void read(event.target.files?.[0])}
              />
            </div>
            <TextField
              label={say('Or the text of the card')}
              lines={5}
              mono
              spellCheck={false}
              value={card}
              onChange={setCard}
              error={unread || undefined}
              maxLength={mostBytes}
              required
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}
