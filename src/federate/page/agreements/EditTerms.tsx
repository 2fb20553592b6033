// Changing the words of a draft, or drafting the next version of what is in force.
import { type ReactNode, useState } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { editAgreement, reviseAgreement } from '../../api/agreements.ts'
import { ContactForm } from './ContactForm.tsx'
import { FlowForm } from './FlowForm.tsx'
import type { AgreementShown, Forms } from './words.ts'

type Input = InputOf<typeof editAgreement>
export type DraftFlow = NonNullable<Input['flows']>[number]
export type DraftContact = NonNullable<Input['contacts']>[number]

interface EditProps {
  agreement: AgreementShown
  forms: Forms
  doing: 'edit' | 'revise'
  onClose: () => void
}

const keyed = <T,>(values: readonly T[]) => values.map((value, key) => ({ key, value }))

export function EditTerms({ agreement, forms, doing, onClose }: EditProps): ReactNode {
  const edit = useTell(editAgreement)
  const revise = useTell(reviseAgreement)
  const act = doing === 'edit' ? edit : revise
  const { terms } = agreement.state.next ?? agreement.state
  const [words, setWords] = useState({
    ...{ title: terms.title, purpose: terms.purpose, fallback: terms.fallback, basis: terms.basis.join('\n') },
    ...{ validFrom: terms.validFrom, reviewOn: terms.reviewOn, endsOn: terms.endsOn ?? '' },
    letters: String(terms.limits.lettersPerMinute),
  })
  const [flows, setFlows] = useState(() =>
    keyed(
      terms.flows.map(
        ({ from, to: _to, ...rest }): DraftFlow => ({ direction: from === agreement.node ? 'out' : 'in', ...rest }),
      ),
    ),
  )
  const own = terms.parties.find(({ node }) => node === agreement.node)?.organisation
  const [contacts, setContacts] = useState(() =>
    keyed(
      terms.contacts.map(
        ({ organisation, ...rest }): DraftContact => ({ side: organisation === own ? 'ours' : 'theirs', ...rest }),
      ),
    ),
  )
  const [nextKey, setNextKey] = useState(1_000)
  const say1 = (name: keyof typeof words) => (value: string) => setWords({ ...words, [name]: value })
  function fresh(): number {
    setNextKey(nextKey + 1)
    return nextKey
  }
  async function send(): Promise<void> {
    const { letters, basis, endsOn, ...plain } = words
    await act.tell({
      ...{ id: agreement.id, version: agreement.version, ...plain, endsOn: endsOn || null },
      basis: basis
        .split('\n')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
      limits: { ...terms.limits, lettersPerMinute: Number(letters) },
      flows: flows.map(({ value }) => value),
      contacts: contacts.map(({ value }) => value),
    })
    onClose()
  }
  const { validFrom, reviewOn, endsOn } = words
  return (
    <Dialog title={doing === 'edit' ? say('Change the words') : say('Draft a new version')} open wide onClose={onClose}>
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
        {doing === 'revise' ? (
          <p>{say('The version in force stays in force until both sides have signed the new one.')}</p>
        ) : null}
        <TextField label={say('Title')} value={words.title} onChange={say1('title')} required minLength={3} />
        <TextField label={say('What it is for')} lines={3} value={words.purpose} onChange={say1('purpose')} required />
        <fieldset className="field stack">
          <legend>{say('Who tells whom what')}</legend>
          {flows.map(({ key, value }, at) => (
            <FlowForm
              key={key}
              number={at + 1}
              flow={value}
              forms={forms}
              peer={agreement.peer.name}
              onChange={(next) => setFlows(flows.map((one) => (one.key === key ? { key, value: next } : one)))}
              onRemove={flows.length > 1 ? () => setFlows(flows.filter((one) => one.key !== key)) : null}
            />
          ))}
          <Button small icon="plus" onPress={() => setFlows([...flows, { key: fresh(), value: emptyFlow }])}>
            {say('Another flow')}
          </Button>
        </fieldset>
        <fieldset className="field stack">
          <legend>{say('Whom to reach')}</legend>
          {contacts.map(({ key, value }, at) => (
            <ContactForm
              key={key}
              number={at + 1}
              contact={value}
              peer={agreement.peer.name}
              onChange={(next) => setContacts(contacts.map((one) => (one.key === key ? { key, value: next } : one)))}
              onRemove={() => setContacts(contacts.filter((one) => one.key !== key))}
            />
          ))}
          <Button
            small
            icon="plus"
            onPress={() => setContacts([...contacts, { key: fresh(), value: { side: 'ours', purpose: '' } }])}
          >
            {say('Another contact')}
          </Button>
        </fieldset>
        <TextField
          label={say('When the line is cut')}
          lines={2}
          value={words.fallback}
          onChange={say1('fallback')}
          required
        />
        <TextField
          label={say('What it rests on')}
          hint={say('One on each line.')}
          lines={3}
          value={words.basis}
          onChange={say1('basis')}
          optional
        />
        <TextField
          label={say('Letters in a minute, at most')}
          type="number"
          value={words.letters}
          onChange={say1('letters')}
          required
        />
        <TextField label={say('Valid from')} type="date" value={validFrom} onChange={say1('validFrom')} required />
        <TextField
          label={say('Look at it again on')}
          type="date"
          value={reviewOn}
          onChange={say1('reviewOn')}
          required
        />
        <TextField label={say('Last day')} type="date" value={endsOn} onChange={say1('endsOn')} optional />
      </Form>
    </Dialog>
  )
}

const emptyFlow: DraftFlow = {
  ...{ direction: 'out', kinds: ['warnings'], highest: 'GREEN', trigger: { when: 'always' } },
  ...{ responseMinutes: null, formats: ['envelopes/1'], retentionDays: null },
}
