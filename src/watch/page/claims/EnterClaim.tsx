// Entering a claim by hand: what somebody said on the telephone, in a meeting, on a page that no feed carries.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { enterClaim } from '../../api/claims.ts'
import { ClaimFields, nothingTyped, saidOf, type Typed } from './ClaimFields.tsx'

export function EnterClaim({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(enterClaim)
  const navigate = useNavigate()
  // From the page of an attack or of a service: what was measured, with that as its cause.
  const [from] = useChoices('says', 'by', 'attack', 'finding')
  const [typed, setTyped] = useState<Typed>(() => ({
    ...nothingTyped,
    proposition: from.says ?? '',
    holder: from.by ?? '',
    ...(from.attack || from.finding ? { kind: 'cited' as const, what: say('Measurements of this node') } : {}),
  }))
  const [due, setDue] = useState('')
  const [because, setBecause] = useState('')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const [touched, setTouched] = useState(false)

  async function send(): Promise<void> {
    const why = because.trim()
    const { id, followUp } = await act.tell({
      ...saidOf(typed),
      ...(typed.class === 'commits' && due.trim() ? { due: due.trim() } : {}),
      ...(why ? { because: why } : {}),
      ...(from.attack ? { attack: from.attack } : {}),
      ...(from.finding ? { finding: from.finding } : {}),
      // What rests on a measurement is marked like it, unless somebody says more.
      ...((from.attack || from.finding) && !touched ? {} : { marking: cleanMarking(marking) }),
    })
    onClose()
    toast(
      followUp
        ? say('It is in the ledger, and the promise is followed up.')
        : say('It is in the ledger of claims now.'),
    )
    await navigate({ to: '/watch/claims/$id', params: { id } })
  }
  return (
    <Dialog title={say('Enter a claim')} open onClose={onClose} wide>
      <Form submit={say('Enter it')} pending={act.pending} error={act.error} onSubmit={send}>
        <ClaimFields value={typed} onChange={setTyped} />
        {typed.class === 'commits' ? (
          <TextField
            label={say('Promised by when')}
            optional
            hint={say('A date (2025-03-11) or a time span (PT24H); it is then followed up.')}
            value={due}
            onChange={setDue}
            maxLength={60}
          />
        ) : null}
        <TextField label={say('Why it is entered')} optional value={because} onChange={setBecause} maxLength={1000} />
        <details className="more-fields">
          <summary>{say('Its marking (TLP:{tlp})', { tlp: marking.tlp })}</summary>
          <div className="stack">
            <MarkingPicker
              value={marking}
              onChange={(value) => {
                setTouched(true)
                setMarking(value)
              }}
            />
          </div>
        </details>
      </Form>
    </Dialog>
  )
}
