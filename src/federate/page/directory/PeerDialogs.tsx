// Comparing a fingerprint with the other side, and saying why a peer or a card is no longer wanted.
import { type ReactNode, useState } from 'react'
import { verifiedWays } from '#federate/model/peer.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { acceptOfferedKeys, refuseOfferedKeys, revokePeer, trustPeer } from '../../api/directory.ts'
import type { PeerShown } from './PeerPage.tsx'
import { Phrase } from './Phrase.tsx'
import { wayWords } from './words.ts'

type Way = (typeof verifiedWays)[number]

export function Compare({
  peer,
  doing,
  onClose,
}: {
  peer: PeerShown
  doing: 'trust' | 'accept'
  onClose: () => void
}): ReactNode {
  const trust = useTell(trustPeer)
  const accept = useTell(acceptOfferedKeys)
  const act = doing === 'trust' ? trust : accept
  const compare = doing === 'trust' ? peer.compare : (peer.offered?.compare ?? null)
  const [way, setWay] = useState<Way>('spoken')
  const [heard, setHeard] = useState<Record<number, string>>({})
  const [fingerprint, setFingerprint] = useState('')
  const [note, setNote] = useState('')
  if (!compare) return null
  const byWords = way === 'spoken' || way === 'in-person'
  const send = () =>
    act
      .tell({
        ...{ id: peer.id, version: peer.version, way },
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(byWords ? { words: compare.asked.map((place) => heard[place]?.trim() ?? '') } : { fingerprint }),
      })
      .then(onClose)
  return (
    <Dialog title={say('Compare with {name}', { name: peer.name })} open onClose={onClose} wide>
      <Form
        submit={doing === 'trust' ? say('Trust this peer') : say('Take this card')}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        <RadioField
          label={say('How did you compare?')}
          value={way}
          onChange={(next) => setWay(verifiedWays.find((one) => one === next) ?? 'spoken')}
          choices={verifiedWays.map((one) => ({
            value: one,
            label: say(wayWords[one].word),
            hint: say(wayWords[one].hint),
          }))}
        />
        {byWords ? (
          <>
            <p>{say('Read the words to them. They read the others to you, from their own screen.')}</p>
            <Phrase words={compare.words} label={say('Words that both sides see')} />
            {compare.asked.map((place) => (
              <TextField
                key={place}
                label={say('Word {n}, as they read it', { n: String(place) })}
                value={heard[place] ?? ''}
                onChange={(word) => setHeard({ ...heard, [place]: word })}
                autoComplete="off"
                spellCheck={false}
                maxLength={40}
                required
              />
            ))}
          </>
        ) : (
          <TextField
            label={say('Fingerprint that you scanned or found')}
            hint={say('It begins with {digits} on the card that is here.', { digits: compare.begins })}
            lines={2}
            mono
            spellCheck={false}
            value={fingerprint}
            onChange={setFingerprint}
            maxLength={200}
            required
          />
        )}
        <TextField
          label={say('Note')}
          hint={say('With whom you spoke, by which number; which document.')}
          value={note}
          onChange={setNote}
          maxLength={500}
          optional
        />
      </Form>
    </Dialog>
  )
}

export function SayWhy({
  peer,
  doing,
  onClose,
}: {
  peer: PeerShown
  doing: 'aside' | 'revoke'
  onClose: () => void
}): ReactNode {
  const aside = useTell(refuseOfferedKeys)
  const revoke = useTell(revokePeer)
  const act = doing === 'aside' ? aside : revoke
  const [reason, setReason] = useState('')
  const title = doing === 'aside' ? say('Put the card aside') : say('Revoke {name}', { name: peer.name })
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form
        submit={title}
        danger={doing === 'revoke'}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ id: peer.id, version: peer.version, reason: reason.trim() }).then(onClose)}
      >
        <p>
          {doing === 'aside'
            ? say('What is trusted stays as it is. The same card is not offered again; a newer one may be.')
            : say('From now on nothing goes to this node, and nothing of it is taken. What is here stays.')}
        </p>
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
