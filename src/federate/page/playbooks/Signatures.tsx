// Who signed a playbook, what that proves here, and saying whose a key is.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { believeSigner, type getPlaybook, signPlaybook } from '../../api/playbooks.ts'
import type { JudgedSignature, SignatureVerdict } from '../../model/playbooks/signatures.ts'

type Held = OutputOf<typeof getPlaybook>

const words: Record<SignatureVerdict, { word: string; tone: Tone }> = {
  proven: { word: 'Proven', tone: 'good' },
  'unknown-key': { word: 'Key not known here', tone: 'warn' },
  ended: { word: 'Counts no more', tone: 'warn' },
  'not-intact': { word: 'Does not hold', tone: 'bad' },
  'not-checked': { word: 'Not checked', tone: 'quiet' },
}

export function Signatures({ held, onChanged }: { held: Held; onChanged: () => void }): ReactNode {
  const [asked, ask] = useState<JudgedSignature>()
  const may = useMay()
  return (
    <>
      <h2>{say('Signatures')}</h2>
      {held.signatures.length === 0 ? <p className="small quiet">{say('Nobody has signed it.')}</p> : null}
      <ul className="plain-list stack tight">
        {held.signatures.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: signatures have no names that could be trusted, and never change places.
          <li key={at} className="stack tight">
            <p className="row">
              <Badge tone={words[one.verdict].tone}>{say(words[one.verdict].word)}</Badge>
              <span>
                {one.verdict === 'proven'
                  ? say('Signed by {name}', { name: one.signer ?? '' })
                  : say('It says that {name} signed it', { name: one.says || '?' })}
              </span>
              <span className="small quiet">{one.created}</span>
              {one.verdict === 'unknown-key' && may(believeSigner) ? (
                <Button small onPress={() => ask(one)}>
                  {say('Say whose key it is')}
                </Button>
              ) : null}
            </p>
            <p className="small advisory-text">{one.why}</p>
            {one.fingerprint ? <p className="small mono advisory-text">{one.fingerprint}</p> : null}
          </li>
        ))}
      </ul>
      <SignIt held={held} onChanged={onChanged} />
      {asked ? <Believe signature={asked} onClose={() => ask(undefined)} onDone={onChanged} /> : null}
    </>
  )
}

function SignIt({
  held: { id, version, state, marking, signatures },
  onChanged,
}: {
  held: Held
  onChanged: () => void
}) {
  const signing = useTell(signPlaybook)
  const may = useMay()
  const ours = state.content.createdBy === `identity--${marking.owner}`
  if (!ours || !may(signPlaybook) || signatures.some(({ verdict }) => verdict === 'proven')) return null
  const sign = () => signing.tell({ id, version }).then(onChanged)
  return (
    <div className="stack tight no-print">
      <Problem error={signing.error} />
      <div className="row">
        <Button isPending={signing.pending} onPress={() => void sign().catch(() => undefined)}>
          {say('Sign it')}
        </Button>
      </div>
    </div>
  )
}

interface BelieveProps {
  signature: JudgedSignature
  onClose: () => void
  onDone: () => void
}

function Believe({ signature: { says, fingerprint }, onClose, onDone }: BelieveProps): ReactNode {
  const [name, setName] = useState(says)
  const [how, setHow] = useState('')
  const telling = useTell(believeSigner)
  return (
    <Dialog title={say('Whose key is it?')} open onClose={onClose}>
      <Form
        submit={say('Believe it')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={async () => {
          await telling.tell({ name: name.trim(), fingerprint: fingerprint ?? '', how: how.trim() })
          onClose()
          onDone()
        }}
      >
        <p>{say('Compare the fingerprint over another way than the one by which the playbook came.')}</p>
        <p className="mono small advisory-text">{fingerprint}</p>
        <TextField label={say('Whose key')} required maxLength={300} value={name} onChange={setName} />
        <TextField
          label={say('How it was compared, and with whom')}
          required
          maxLength={500}
          value={how}
          onChange={setHow}
        />
      </Form>
    </Dialog>
  )
}
