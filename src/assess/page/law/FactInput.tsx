// An answer to a fact in the shape that it asks for: big targets for yes, no and choices; a number with its unit read back.
import { type ReactNode, useId, useState } from 'react'
import { say } from '#web/say.ts'
import type { Fact, FactValue } from '../../model/law.ts'
import { choicesOf, readNumber, unitWord, withUnit } from './values.ts'

export interface FactInputProps {
  fact: Fact
  value: FactValue | undefined
  entityTypes: readonly { id: string; label: string }[]
  /** Undefined while what stands in the input is no answer yet. */
  onChange: (value: FactValue | undefined) => void
  /** A choice that settles the answer by itself; without it a choice only changes the value. */
  onPick?: ((value: FactValue) => void) | undefined
  /** Shows the digits that pick a choice. */
  keys?: boolean
  label: string
  autoFocus?: boolean
}

export function FactInput(props: FactInputProps): ReactNode {
  const { fact } = props
  if (fact.type === 'boolean' || fact.type === 'enum') return <OneOf {...props} />
  if (fact.type === 'set') return <SomeOf {...props} />
  return <Typed {...props} />
}

/** The key that picks an answer: seen beside it, and kept out of its name. */
export function Digit({ n }: { n: number }): ReactNode {
  return <span className="digit" data-digit={n} />
}

/** What the digits 1 to 9 pick, in this order. */
export function picksOf(fact: Fact, entityTypes: readonly { id: string; label: string }[]): FactValue[] {
  if (fact.type === 'boolean') return [true, false]
  if (fact.type === 'enum') return choicesOf(fact, entityTypes).map((it) => it.value)
  return []
}

function OneOf({ fact, value, entityTypes, onChange, onPick, keys, label }: FactInputProps): ReactNode {
  const choices =
    fact.type === 'boolean'
      ? [
          { value: true, label: say('Yes') },
          { value: false, label: say('No') },
        ]
      : choicesOf(fact, entityTypes)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of buttons, each of which answers.
    <div role="group" aria-label={label} className={fact.type === 'boolean' ? 'answers two' : 'answers'}>
      {choices.map((choice, i) => (
        <button
          key={String(choice.value)}
          type="button"
          className="answer"
          aria-pressed={value === choice.value}
          onClick={() => (onPick ? onPick(choice.value) : onChange(choice.value))}
        >
          {keys && i < 9 ? <Digit n={i + 1} /> : null}
          <span>{choice.label}</span>
        </button>
      ))}
    </div>
  )
}

/** From so many on, a set is searched before it is read. */
const many = 12

function SomeOf({ fact, value, entityTypes, onChange, label }: FactInputProps): ReactNode {
  const [wanted, setWanted] = useState('')
  const choices = choicesOf(fact, entityTypes)
  const chosen = new Set(Array.isArray(value) ? value : [])
  const shown = choices.filter(
    (it) => chosen.has(it.value) || it.label.toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  function toggle(one: string): void {
    if (chosen.has(one)) chosen.delete(one)
    else chosen.add(one)
    onChange(choices.map((it) => it.value).filter((it) => chosen.has(it)))
  }
  return (
    <div className="stack tight">
      {choices.length > many ? (
        <input
          className="input"
          type="search"
          aria-label={say('Search the choices')}
          placeholder={say('Search the choices')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: the question above is its legend. */}
      <div role="group" aria-label={label} className={choices.length > many ? 'answers scrolls' : 'answers'}>
        {shown.map((choice) => (
          <label key={choice.value} className="answer" data-on={chosen.has(choice.value) || undefined}>
            <input type="checkbox" checked={chosen.has(choice.value)} onChange={() => toggle(choice.value)} />
            <span>{choice.label}</span>
          </label>
        ))}
        <label className="answer" data-on={(Array.isArray(value) && chosen.size === 0) || undefined}>
          <input
            type="checkbox"
            checked={Array.isArray(value) && chosen.size === 0}
            onChange={() => onChange(Array.isArray(value) && chosen.size === 0 ? undefined : [])}
          />
          <span>{say('None of these')}</span>
        </label>
      </div>
    </div>
  )
}

function Typed({ fact, value, onChange, label, autoFocus }: FactInputProps): ReactNode {
  const id = useId()
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const number = fact.type !== 'text'
  const read = number && text.trim() !== '' ? readNumber(text, fact) : null
  function change(next: string): void {
    setText(next)
    if (!number) onChange(next.trim() === '' ? undefined : next.trim())
    else {
      const it = next.trim() === '' ? null : readNumber(next, fact)
      onChange(it?.ok ? it.value : undefined)
    }
  }
  const unit = unitWord(fact.unit)
  return (
    <div className="stack tight">
      <div className="row">
        <input
          id={id}
          className="input answer-number"
          aria-label={unit ? say('{question} In {unit}', { question: label, unit }) : label}
          aria-describedby={`${id}-read`}
          aria-invalid={read && !read.ok ? true : undefined}
          inputMode={number && fact.unit !== 'minutes' ? 'decimal' : 'text'}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the page asks one question, and this is its answer.
          autoFocus={autoFocus}
          maxLength={200}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
        {unit ? <span>{unit}</span> : null}
      </div>
      <p id={`${id}-read`} className={read && !read.ok ? 'error' : 'hint'} role="status">
        {read === null
          ? fact.unit === 'minutes'
            ? say('Minutes, or for example 2 h 30 min')
            : number
              ? say('For example 1500, or 1.5 million')
              : ''
          : read.ok && typeof read.value === 'number'
            ? say('Read as {value}', { value: withUnit(read.value, fact.unit) })
            : read.ok
              ? ''
              : read.why}
      </p>
    </div>
  )
}
