// Choosing one or several from a long list by typing: countries, sectors, organisations, persons.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { say } from '../say.ts'
import type { Choice } from './Field.tsx'
import { Icon } from './Icon.tsx'

interface PickProps {
  label: string
  hint?: string
  choices: readonly Choice[]
  optional?: boolean
  placeholder?: string
  /** The form is not sent before something is chosen: the browser says so at the field. */
  required?: boolean
}

export interface PicksProps extends Omit<PickProps, 'required'> {
  values: readonly string[]
  onChange: (values: string[]) => void
}

/** Several: each choice becomes a chip above the field, removable by its button. */
export function Picks({ values, onChange, choices, ...rest }: PicksProps): ReactNode {
  const [text, setText] = useState('')
  const labels = new Map(choices.map((choice) => [choice.value, choice.label]))
  const left = choices.filter((choice) => !values.includes(choice.value))
  const field = useRef<HTMLDivElement>(null)
  const picked = useRef(false)
  const count = values.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of choices is what it waits for.
  useEffect(() => {
    if (picked.current) field.current?.querySelector('input')?.focus()
    picked.current = false
  }, [count])
  return (
    <div className="field" ref={field}>
      <List
        // A fresh list for each choice: emptying the text of the old one would open it again.
        key={count}
        {...rest}
        choices={left}
        text={text}
        onText={setText}
        chosen={null}
        onPick={(value) => {
          picked.current = true
          onChange([...values, value])
          setText('')
        }}
      >
        {values.length > 0 ? (
          <ul className="chips" aria-label={say('Chosen')}>
            {values.map((value) => (
              <li key={value}>
                <span>{labels.get(value) ?? value}</span>
                <button
                  type="button"
                  aria-label={say('Remove {what}', { what: labels.get(value) ?? value })}
                  onClick={() => onChange(values.filter((one) => one !== value))}
                >
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </List>
    </div>
  )
}

export interface PickOneProps extends PickProps {
  value: string
  onChange: (value: string) => void
}

export function PickOne({ value, onChange, choices, ...rest }: PickOneProps): ReactNode {
  const [text, setText] = useState<string | null>(null)
  const chosen = choices.find((choice) => choice.value === value)?.label ?? ''
  return (
    <div className="field">
      <List
        {...rest}
        choices={choices}
        text={text ?? chosen}
        chosen={value || null}
        onText={(next) => {
          setText(next)
          if (next === '') onChange('')
        }}
        onPick={(next) => {
          onChange(next)
          setText(null)
        }}
        onLeave={() => setText(null)}
      />
    </div>
  )
}

interface ListProps extends PickProps {
  text: string
  chosen: string | null
  onText: (text: string) => void
  onPick: (value: string) => void
  onLeave?: () => void
  children?: ReactNode
}

function List({
  label,
  hint,
  optional,
  placeholder,
  choices,
  text,
  chosen,
  onText,
  onPick,
  onLeave,
  required,
  children,
}: ListProps): ReactNode {
  const shown = choices.filter((choice) => matches(choice, text, chosen)).slice(0, 300)
  return (
    <ComboBox
      className="combobox"
      items={shown}
      inputValue={text}
      onInputChange={onText}
      value={chosen}
      onChange={(key) => {
        if (key !== null && key !== chosen) onPick(String(key))
      }}
      onBlur={() => onLeave?.()}
      menuTrigger="input"
      allowsEmptyCollection
    >
      <Label>
        {label}
        {optional ? <span className="quiet"> {say('(optional)')}</span> : null}
      </Label>
      {children}
      <div className="input-with-button">
        <Input className="input" required={required} placeholder={placeholder ?? say('Type to choose')} />
        <AriaButton className="input-button" aria-label={say('Show the list')}>
          <Icon name="down" size={16} />
        </AriaButton>
      </div>
      {hint ? (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      ) : null}
      <Popover className="popover list" offset={4}>
        <ListBox<Choice>
          className="listbox"
          renderEmptyState={() => <p className="quiet pad">{say('Nothing of that name')}</p>}
        >
          {(choice) => (
            <ListBoxItem id={choice.value} textValue={choice.label} className="option">
              {choice.label}
              {choice.group ? <span className="quiet small"> {choice.group}</span> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function matches(choice: Choice, text: string, chosen: string | null): boolean {
  const wanted = fold(text)
  if (wanted === '' || (chosen !== null && choice.value === chosen)) return true
  return fold(choice.label).includes(wanted) || choice.value.toLowerCase() === wanted
}

/** Without accents and case, so that "osterreich" finds Österreich. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()
}
