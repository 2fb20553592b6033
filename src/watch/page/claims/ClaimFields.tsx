// The fields of a claim, for entering one by hand and for saying one rightly.
import type { ReactNode } from 'react'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import type { ClaimSaid } from '../../model/ledger.ts'
import { claimClasses, claimRoles, evidenceKinds } from '../../model.ts'
import { classWord, evidenceWord, roleWord } from '../item/fact-words.ts'

export interface Typed {
  proposition: string
  holder: string
  role: ClaimSaid['role']
  class: ClaimSaid['class']
  via: string
  outlet: string
  kind: ClaimSaid['evidence']['kind']
  what: string
  saidAt: string
}

export const nothingTyped: Typed = {
  proposition: '',
  holder: '',
  role: 'first-hand',
  class: 'asserts',
  via: '',
  outlet: '',
  kind: 'not stated',
  what: '',
  saidAt: '',
}

export function typedOf(said: Omit<ClaimSaid, 'promise'>): Typed {
  const { proposition, holder, role, class: of, via, outlet, evidence, saidAt } = said
  return {
    proposition,
    holder: holder ?? '',
    role,
    class: of,
    via: via ?? '',
    outlet: outlet ?? '',
    kind: evidence.kind,
    what: evidence.what ?? '',
    saidAt: saidAt ?? '',
  }
}

export function saidOf(typed: Typed): Omit<ClaimSaid, 'promise'> {
  const orNull = (text: string) => text.trim() || null
  return {
    proposition: typed.proposition.trim(),
    holder: orNull(typed.holder),
    role: typed.role,
    class: typed.class,
    via: orNull(typed.via),
    outlet: orNull(typed.outlet),
    evidence: { kind: typed.kind, what: orNull(typed.what) },
    saidAt: orNull(typed.saidAt),
  }
}

export function ClaimFields({ value, onChange }: { value: Typed; onChange: (next: Typed) => void }): ReactNode {
  const set = (part: Partial<Typed>) => onChange({ ...value, ...part })
  return (
    <>
      <TextField
        label={say('What is claimed')}
        value={value.proposition}
        onChange={(proposition) => set({ proposition })}
        lines={3}
        maxLength={5000}
        required
        autoFocus
      />
      <div className="columns">
        <TextField
          label={say('Who holds it')}
          optional
          hint={say('Empty: nobody is named.')}
          value={value.holder}
          onChange={(holder) => set({ holder })}
          maxLength={300}
        />
        <Choose
          label={say('In which role')}
          all={claimRoles}
          value={value.role}
          word={roleWord}
          onChange={(role) => set({ role })}
        />
        <Choose
          label={say('What it does')}
          all={claimClasses}
          value={value.class}
          word={classWord}
          onChange={(of) => set({ class: of })}
        />
      </div>
      <div className="columns">
        <Choose
          label={say('Evidence')}
          all={evidenceKinds}
          value={value.kind}
          word={(it) => evidenceWord(it, null)}
          onChange={(kind) => set({ kind })}
        />
        <TextField
          label={say('Which evidence')}
          optional
          value={value.what}
          onChange={(what) => set({ what })}
          maxLength={2000}
        />
      </div>
      <div className="columns">
        <TextField
          label={say('Through whom')}
          optional
          hint={say('For example: call with the duty officer')}
          value={value.via}
          onChange={(via) => set({ via })}
          maxLength={200}
        />
        <TextField
          label={say('Published by')}
          optional
          value={value.outlet}
          onChange={(outlet) => set({ outlet })}
          maxLength={200}
        />
        <TextField
          label={say('Said when')}
          optional
          hint={say('As exactly as it is known: 2025, 2025-03, 2025-03-10 or 2025-03-10T09:45Z')}
          value={value.saidAt}
          onChange={(saidAt) => set({ saidAt })}
          maxLength={40}
        />
      </div>
    </>
  )
}

interface ChooseProps<T extends string> {
  label: string
  all: readonly T[]
  value: T
  word: (value: T) => string
  onChange: (value: T) => void
}

export function Choose<T extends string>({ label, all, value, word, onChange }: ChooseProps<T>): ReactNode {
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
