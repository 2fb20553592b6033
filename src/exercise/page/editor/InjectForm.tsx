// One inject as a form: when it comes, whom it reaches, on what it hangs, and what its channel brings.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, type Choice, SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import type { Condition, Inject, Scenario } from '../../model/scenario.ts'
import { ContentFields } from '../ContentFields.tsx'
import { readField, showField } from '../field-texts.ts'

export interface InjectFormProps {
  scenario: Scenario
  inject: Inject
  onChange: (next: Inject) => void
  onRename: (to: string) => void
  onRemove: () => void
}

const nameShape = /^[a-z][a-z0-9-]{0,63}$/

export function InjectForm({ scenario, inject, onChange, onRename, onRemove }: InjectFormProps): ReactNode {
  const [name, setName] = useState(inject.id)
  const taken = name !== inject.id && scenario.injects.some(({ id }) => id === name)
  const people: Choice[] = scenario.cast.map(({ id, name: label }) => ({ value: id, label }))
  const parties: Choice[] = scenario.participants.map(({ id, name: label }) => ({ value: id, label }))
  const names = { to: people, by: people, ...(inject.content.channel === 'report' ? { from: parties } : {}) }
  const without = <K extends keyof Inject>(key: K): Omit<Inject, K> => {
    const { [key]: _left, ...rest } = inject
    return rest
  }
  const put = <K extends 'strand' | 'note' | 'visibleTo' | 'noise'>(key: K, value: Inject[K] | undefined) =>
    onChange((value === undefined ? without(key) : { ...inject, [key]: value }) as Inject) // these four may be left out
  return (
    <section className="stack" aria-label={say('The inject {title}', { title: inject.title })}>
      <TextField
        label={say('Title')}
        value={inject.title}
        onChange={(title) => onChange({ ...inject, title })}
        required
        maxLength={300}
      />
      <TextField
        label={say('Name in the scenario')}
        value={name}
        onChange={(to) => {
          setName(to)
          if (nameShape.test(to) && !scenario.injects.some(({ id }) => id === to)) onRename(to)
        }}
        error={
          taken
            ? say('There is one of that name.')
            : nameShape.test(name)
              ? undefined
              : say('Small letters, digits and hyphens.')
        }
        maxLength={64}
        mono
      />
      <When scenario={scenario} inject={inject} onChange={onChange} />
      <SelectField
        label={say('Strand')}
        optional
        value={inject.strand ?? ''}
        none={say('Without a strand')}
        onChange={(strand) => put('strand', strand || undefined)}
        choices={(scenario.strands ?? []).map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Lines
        label={say('Seen by these participants only')}
        value={inject.visibleTo}
        onChange={(value) => put('visibleTo', value)}
      />
      <ContentFields
        value={inject.content}
        onChange={(content) => onChange({ ...inject, content: content as Inject['content'] })} // the linter checks it
        names={names}
      />
      <Branch
        when={inject.when}
        onChange={(when) => onChange(when ? { ...inject, when } : (without('when') as Inject))}
      />
      <CheckField
        label={say('Noise: no alarm may come of it')}
        value={inject.noise === true}
        onChange={(on) => put('noise', on ? true : undefined)}
      />
      <TextField
        label={say('Note for control')}
        optional
        lines={2}
        value={inject.note ?? ''}
        onChange={(note) => put('note', note || undefined)}
        maxLength={4_000}
      />
      <div className="row">
        <Button kind="danger" small onPress={onRemove}>
          {say('Remove the inject')}
        </Button>
      </div>
    </section>
  )
}

function When({ scenario, inject, onChange }: Pick<InjectFormProps, 'scenario' | 'inject' | 'onChange'>): ReactNode {
  const { at: _at, after: _after, ...rest } = inject
  const [text, setText] = useState(inject.after?.by ?? inject.at ?? '0s')
  const shown = inject.after?.by ?? inject.at ?? ''
  // Moved on the line meanwhile: the field follows.
  const [seen, setSeen] = useState(shown)
  if (seen !== shown) {
    setSeen(shown)
    setText(shown)
  }
  const spell = (from: string, value: string) => {
    setText(value)
    setSeen(value)
    onChange(from === '' ? { ...rest, at: value } : { ...rest, after: { inject: from, by: value } })
  }
  return (
    <>
      <SelectField
        label={say('Counted from')}
        value={inject.after?.inject ?? ''}
        none={say('The start of the story')}
        onChange={(from) => spell(from, from !== '' && text.includes('T') ? '10m' : text)}
        choices={scenario.injects
          .filter(({ id }) => id !== inject.id)
          .map(({ id, title }) => ({ value: id, label: title }))}
      />
      <TextField
        label={say('When')}
        hint={say('A span such as 1d 2h 30m, or a date of the story such as 2025-03-10T09:45:00Z.')}
        value={text}
        onChange={(value) => spell(inject.after?.inject ?? '', value)}
        required
        maxLength={40}
      />
    </>
  )
}

interface BranchProps {
  when: Condition | undefined
  onChange: (next: Condition | undefined) => void
}

function Branch({ when, onChange }: BranchProps): ReactNode {
  const [chosen, setChosen] = useState(() => showField('data', when?.chosen))
  const [fault, setFault] = useState<string>()
  function put<K extends keyof Condition>(key: K, value: Condition[K] | undefined): void {
    const { [key]: _left, ...rest } = when ?? {}
    const next: Condition = value === undefined ? rest : { ...rest, [key]: value }
    onChange(Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <details open={when !== undefined}>
      <summary>{say('Only on a condition (a branch)')}</summary>
      <div className="stack">
        <Lines
          label={say('These expected actions were done')}
          value={when?.done}
          onChange={(value) => put('done', value)}
        />
        <Lines label={say('These were missed')} value={when?.missed} onChange={(value) => put('missed', value)} />
        <Lines
          label={say('These injects came')}
          value={when?.delivered}
          onChange={(value) => put('delivered', value)}
        />
        <TextField
          label={say('These options were chosen')}
          hint={say('As JSON, such as {example}.', { example: '{"ask-minister": "Yes"}' })}
          optional
          mono
          value={chosen}
          error={fault}
          onChange={(text) => {
            setChosen(text)
            const read = readField('data', text)
            setFault(read.ok ? undefined : read.says)
            if (read.ok) put('chosen', read.value as Condition['chosen']) // the linter checks it
          }}
        />
        <CheckField
          label={say('Otherwise than all of that')}
          value={when?.not === true}
          onChange={(on) => put('not', on ? true : undefined)}
        />
      </div>
    </details>
  )
}

interface LinesProps {
  label: string
  value: readonly string[] | undefined
  onChange: (next: string[] | undefined) => void
}

export function Lines({ label, value, onChange }: LinesProps): ReactNode {
  const [text, setText] = useState(() => showField('lines', value))
  return (
    <TextField
      label={label}
      optional
      lines={2}
      mono
      hint={say('One name in each line.')}
      value={text}
      onChange={(next) => {
        setText(next)
        const read = readField('lines', next)
        if (read.ok) onChange(read.value as string[] | undefined) // lines are texts
      }}
    />
  )
}
