// One contact of an agreement as a form.
import type { ReactNode } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import type { DraftContact } from './EditTerms.tsx'

interface ContactFormProps {
  number: number
  contact: DraftContact
  peer: string
  onChange: (contact: DraftContact) => void
  onRemove: () => void
}

export function ContactForm({ number, contact, peer, onChange, onRemove }: ContactFormProps): ReactNode {
  /** What is empty is left out: the terms have no empty fields. */
  const set = (name: 'name' | 'email' | 'phone', text: string) => {
    const { [name]: _before, ...rest } = contact
    onChange(text === '' ? rest : { ...rest, [name]: text })
  }
  return (
    <fieldset className="flow-form stack">
      <legend>{say('Contact {n}', { n: String(number) })}</legend>
      <SelectField
        label={say('Of')}
        value={contact.side}
        onChange={(next) => onChange({ ...contact, side: next === 'theirs' ? 'theirs' : 'ours' })}
        choices={[
          { value: 'ours', label: say('our side') },
          { value: 'theirs', label: peer },
        ]}
      />
      <TextField
        label={say('For')}
        value={contact.purpose}
        onChange={(purpose) => onChange({ ...contact, purpose })}
        required
      />
      <TextField label={say('Name')} value={contact.name ?? ''} onChange={(text) => set('name', text)} optional />
      <TextField
        label={say('E-mail')}
        type="email"
        value={contact.email ?? ''}
        onChange={(text) => set('email', text)}
        optional
      />
      <TextField
        label={say('Telephone')}
        value={contact.phone ?? ''}
        onChange={(text) => set('phone', text)}
        optional
      />
      <Button small kind="quiet" onPress={onRemove}>
        {say('Remove contact {n}', { n: String(number) })}
      </Button>
    </fieldset>
  )
}
