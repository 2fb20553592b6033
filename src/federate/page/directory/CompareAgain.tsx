// Writing down that the fingerprint of a trusted peer was compared again.
import { type ReactNode, useState } from 'react'
import { verifiedWays } from '#federate/model/peer.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { compareAgain } from '../../api/directory.ts'
import type { PeerShown } from './PeerPage.tsx'
import { wayWords } from './words.ts'

export function CompareAgain({ peer, onClose }: { peer: PeerShown; onClose: () => void }): ReactNode {
  const act = useTell(compareAgain)
  const [way, setWay] = useState<(typeof verifiedWays)[number]>('spoken')
  const [fingerprint, setFingerprint] = useState('')
  const [note, setNote] = useState('')
  const send = () =>
    act
      .tell({
        ...{ id: peer.id, version: peer.version, way, fingerprint },
        ...(note.trim() ? { note: note.trim() } : {}),
      })
      .then(onClose)
  return (
    <Dialog title={say('Compare again with {name}', { name: peer.name })} open onClose={onClose} wide>
      <Form submit={say('It is the same')} pending={act.pending} error={act.error} onSubmit={send}>
        <p>
          {say(
            'Let them give you their fingerprint over another way than this node, and type in or scan what they gave. If it is not the same, somebody stands between you: revoke the peer.',
          )}
        </p>
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
        <TextField
          label={say('Fingerprint that they gave you')}
          lines={2}
          mono
          spellCheck={false}
          value={fingerprint}
          onChange={setFingerprint}
          maxLength={200}
          required
        />
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
