// What may be said about a source: the fields of following one and of changing it.
import type { ReactNode } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { say } from '#web/say.ts'
import {
  type changeFeed,
  type Redistribution,
  type Reliability,
  redistributions,
  reliabilities,
  type Source,
} from '../api.ts'
import { redistributionWord, reliabilityWord } from './words.ts'

export interface About {
  name: string
  interval: string
  reliability: Reliability
  publisher: string
  language: string
  terms: string
  redistribution: Redistribution
  note: string
  /** Null: like everything that nobody marked. */
  itemMarking: MarkingChoice | null
}

export const nothingSaid: About = {
  name: '',
  interval: '900',
  reliability: 'F',
  publisher: '',
  language: '',
  terms: '',
  redistribution: 'unknown',
  note: '',
  itemMarking: { tlp: 'CLEAR' },
}

export function aboutOf(source: Source): About {
  return {
    name: source.name,
    interval: String(source.intervalSeconds),
    reliability: source.reliability,
    publisher: source.publisher ?? '',
    language: source.language ?? '',
    terms: source.terms ?? '',
    redistribution: source.redistribution ?? 'unknown',
    note: source.note ?? '',
    itemMarking: source.itemMarking,
  }
}

/** Everything that was typed; what was emptied is taken back. */
export function saidInput(about: About): Omit<InputOf<typeof changeFeed>, 'id' | 'version'> {
  const { name, interval, reliability, publisher, language, terms, redistribution, note, itemMarking } = about
  return {
    ...(name.trim() ? { name: name.trim() } : {}),
    ...{ intervalSeconds: Number(interval), reliability, redistribution },
    publisher: publisher.trim() || null,
    language: language.trim().toLowerCase() || null,
    terms: terms.trim() || null,
    note: note.trim() || null,
    ...(itemMarking ? { itemMarking: cleanMarking(itemMarking) } : {}),
  }
}

const intervals = [
  { value: '300', label: '5 minutes' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: 'an hour' },
  { value: '21600', label: '6 hours' },
  { value: '86400', label: 'a day' },
]

export interface SourceFieldsProps {
  about: About
  onChange: (about: About) => void
  mail?: boolean
}

export function SourceFields({ about, onChange, mail }: SourceFieldsProps): ReactNode {
  const set = (some: Partial<About>) => onChange({ ...about, ...some })
  const known = intervals.some(({ value }) => value === about.interval)
  const choices = known ? intervals : [...intervals, { value: about.interval, label: `${about.interval} seconds` }]
  return (
    <>
      {mail ? null : (
        <SelectField
          label={say('Look every')}
          value={about.interval}
          onChange={(interval) => set({ interval })}
          choices={choices.map((it) => ({ ...it, label: say(it.label) }))}
        />
      )}
      <ReliabilityField value={about.reliability} onChange={(reliability) => set({ reliability })} />
      <details className="more-fields">
        <summary>{say('Who publishes it, language, and terms of use')}</summary>
        <div className="stack">
          <TextField
            label={say('Publisher')}
            optional
            value={about.publisher}
            onChange={(publisher) => set({ publisher })}
            maxLength={200}
          />
          <TextField
            label={say('Language')}
            optional
            hint={say('Two letters, such as en or de')}
            value={about.language}
            onChange={(language) => set({ language })}
            maxLength={3}
          />
          <SelectField
            label={say('Passing its texts on')}
            value={about.redistribution}
            onChange={(value) => set({ redistribution: redistributions.find((it) => it === value) ?? 'unknown' })}
            choices={redistributions.map((value) => ({ value, label: redistributionWord(value) }))}
          />
          <TextField
            label={say('Terms of use')}
            optional
            hint={say('In words, or the address where they stand')}
            value={about.terms}
            onChange={(terms) => set({ terms })}
            lines={2}
            maxLength={4000}
          />
          <TextField
            label={say('Note')}
            optional
            value={about.note}
            onChange={(note) => set({ note })}
            lines={2}
            maxLength={4000}
          />
        </div>
      </details>
      <ItemMarkingField value={about.itemMarking} onChange={(itemMarking) => set({ itemMarking })} />
    </>
  )
}

export function ReliabilityField({
  value,
  onChange,
}: {
  value: Reliability
  onChange: (value: Reliability) => void
}): ReactNode {
  return (
    <SelectField
      label={say('Reliability of the source')}
      value={value}
      onChange={(letter) => onChange(reliabilities.find((it) => it === letter) ?? 'F')}
      choices={reliabilities.map((letter) => ({ value: letter, label: reliabilityWord(letter) }))}
    />
  )
}

export function ItemMarkingField({
  value,
  onChange,
}: {
  value: MarkingChoice | null
  onChange: (value: MarkingChoice) => void
}): ReactNode {
  const marking = value ?? { tlp: 'AMBER+STRICT' as const }
  return (
    <details className="more-fields">
      <summary>{say('Marking of its items (TLP:{tlp})', { tlp: marking.tlp })}</summary>
      <MarkingPicker value={marking} onChange={onChange} />
    </details>
  )
}
