// Taking a claim into the ledger with what the rules got wrong said rightly.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { acceptClaim } from '../../api/claims.ts'
import { type ClaimFact, claimClasses, claimRoles, evidenceKinds } from '../../model.ts'
import { classWord, evidenceWord, roleWord } from './fact-words.ts'
import type { Judging } from './use-judging.ts'

export interface CorrectClaimProps {
  claim: ClaimFact
  document: string
  judging: Judging
  onClose: () => void
}

export function CorrectClaim({ claim, document, judging, onClose }: CorrectClaimProps): ReactNode {
  const act = useTell(acceptClaim)
  const [proposition, setProposition] = useState(claim.text)
  const [holder, setHolder] = useState(claim.holder ?? '')
  const [role, setRole] = useState(claim.role)
  const [klass, setClass] = useState(claim.class)
  const [kind, setKind] = useState(claim.evidence.kind)
  const [what, setWhat] = useState(claim.evidence.what ?? '')
  const [because, setBecause] = useState('')

  async function send(): Promise<void> {
    await act.tell({
      document,
      claim: claim.id,
      version: judging.version(),
      proposition: proposition.trim(),
      holder: holder.trim() || null,
      role,
      class: klass,
      evidence: { kind, what: what.trim() || null },
      ...(because.trim() ? { because: because.trim() } : {}),
    })
    judging.again()
    toast(say('It is in the ledger of claims now.'))
    onClose()
  }
  return (
    <Dialog title={say('Accept the claim, corrected')} open onClose={onClose} wide>
      <Form submit={say('Accept')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField label={say('What is claimed')} value={proposition} onChange={setProposition} lines={3} required />
        <div className="columns">
          <TextField
            label={say('Who holds it')}
            optional
            hint={say('Empty: nobody is named.')}
            value={holder}
            onChange={setHolder}
            maxLength={300}
          />
          <Choose label={say('In which role')} all={claimRoles} value={role} word={roleWord} onChange={setRole} />
          <Choose label={say('What it does')} all={claimClasses} value={klass} word={classWord} onChange={setClass} />
        </div>
        <div className="columns">
          <Choose
            label={say('Evidence')}
            all={evidenceKinds}
            value={kind}
            word={(it) => evidenceWord(it, null)}
            onChange={setKind}
          />
          <TextField label={say('Which evidence')} optional value={what} onChange={setWhat} maxLength={2000} />
        </div>
        <TextField label={say('Why')} optional value={because} onChange={setBecause} maxLength={1000} />
      </Form>
    </Dialog>
  )
}

interface ChooseProps<T extends string> {
  label: string
  all: readonly T[]
  value: T
  word: (value: T) => string
  onChange: (value: T) => void
}

function Choose<T extends string>({ label, all, value, word, onChange }: ChooseProps<T>): ReactNode {
  return (
    <SelectField
      label={label}
      value={value}
      choices={all.map((it) => ({ value: it, label: word(it) }))}
      onChange={(next) => {
        const found = all.find((it) => it === next)
        if (found) onChange(found)
      }}
    />
  )
}
