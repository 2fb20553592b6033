// What an inject brings, as a form: one field for each thing that its channel asks for, made from the channel's schema.
import { type ReactNode, useState } from 'react'
import { CheckField, type Choice, SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { Content, channels } from '../model/scenario.ts'
import { type FieldSchema, kindOf, readField, showField } from './field-texts.ts'
import { fieldWord, word } from './words.ts'

export type Draft = Record<string, unknown>

interface ChannelSchema {
  properties: Record<string, FieldSchema>
  required: readonly string[]
}

const schemas = new Map<string, ChannelSchema>(
  Content.anyOf.map((one) => {
    const { properties, required = [] } = one as unknown as ChannelSchema // what a JSON schema of an object has
    const { const: name } = properties.channel as { const?: string }
    return [String(name), { properties, required }]
  }),
)

/** What a new inject of a channel begins with. */
export function emptyContent(channel: string): Draft {
  const starts: Record<string, unknown> = {
    curve: [
      [0, 0],
      [10, 100],
    ],
    options: ['', ''],
    sources: { DE: 1 },
  }
  const { properties, required } = schemas.get(channel) ?? { properties: {}, required: [] }
  const draft: Draft = { channel }
  for (const key of required) {
    if (key === 'channel') continue
    draft[key] =
      starts[key] ?? (properties[key]?.enum ? properties[key].enum[0] : kindOf(properties[key]) === 'data' ? [] : '')
  }
  return draft
}

export interface ContentFieldsProps {
  value: Draft
  onChange: (next: Draft) => void
  /** Names that may stand in a field, where the scenario knows them. */
  names: Readonly<Record<string, readonly Choice[]>>
  /** Channels that may be chosen; all when left out. */
  only?: readonly string[]
}

export function ContentFields({ value, onChange, names, only = channels }: ContentFieldsProps): ReactNode {
  const channel = String(value.channel)
  const schema = schemas.get(channel)
  const set = (key: string, to: unknown) => {
    const { [key]: _old, ...rest } = value
    onChange(to === undefined ? rest : { ...rest, [key]: to })
  }
  return (
    <>
      <SelectField
        label={say('By which way')}
        value={channel}
        onChange={(next) => onChange(emptyContent(next))}
        choices={only.map((one) => ({ value: one, label: word(one) }))}
      />
      {Object.entries(schema?.properties ?? {}).map(([key, field]) =>
        key === 'channel' ? null : (
          <OneField
            key={`${channel} ${key}`}
            name={key}
            field={field}
            needed={schema?.required.includes(key) ?? false}
            value={value[key]}
            names={names[key]}
            onChange={(to) => set(key, to)}
          />
        ),
      )}
    </>
  )
}

interface OneProps {
  name: string
  field: FieldSchema
  needed: boolean
  value: unknown
  names: readonly Choice[] | undefined
  onChange: (to: unknown) => void
}

function OneField({ name, field, needed, value, names, onChange }: OneProps): ReactNode {
  const kind = kindOf(field)
  const [text, setText] = useState(() => showField(kind, value))
  const [fault, setFault] = useState<string>()
  const label = fieldWord(name)
  const choices = field.enum?.map((one) => ({ value: one, label: word(one) })) ?? names
  if (choices)
    return (
      <SelectField
        label={label}
        optional={!needed}
        value={String(value ?? '')}
        {...(needed && value ? {} : { none: say('Choose') })}
        required={needed}
        onChange={(next) => onChange(next === '' ? undefined : next)}
        choices={choices}
      />
    )
  if (kind === 'yes-or-no')
    return <CheckField label={label} value={value === true} onChange={(on) => onChange(on ? true : undefined)} />
  function change(next: string): void {
    setText(next)
    const read = readField(kind, next)
    setFault(read.ok ? undefined : read.says)
    if (read.ok) onChange(read.value)
  }
  const hints: Partial<Record<typeof kind, string>> = {
    lines: say('One in each line.'),
    curve: say('Minutes from the start, and how much in a minute: one point in each line.'),
    shares: say('A country and its share, such as DE 0.4: one in each line.'),
    data: say('Operations of Tocsin, as JSON.'),
  }
  const lines =
    kind === 'text' && (field.maxLength ?? 0) > 300
      ? 4
      : ['lines', 'curve', 'shares', 'data'].includes(kind)
        ? 4
        : undefined
  return (
    <TextField
      label={label}
      optional={!needed}
      required={needed}
      value={text}
      onChange={change}
      error={fault}
      hint={hints[kind] ?? ''}
      {...(lines ? { lines } : {})}
      {...(kind === 'number' ? { inputMode: 'numeric' as const } : {})}
      {...(kind === 'data' ? { mono: true, spellCheck: false } : {})}
    />
  )
}
