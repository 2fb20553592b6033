// One field of a report: what the law calls it, whether it is needed, what stands in it, and where that comes from.
import { type ReactNode, useId } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import type { FieldSource, FormField } from '../../../model/duty-report.ts'
import type { LawWords } from '../law-index.ts'
import { Unverified } from '../Unverified.tsx'
import { inZone } from '../zone.ts'
import { hintOf, inputOf } from './field-values.ts'
import { demandWord, sourceKindWord } from './words.ts'

export interface FieldShownProps {
  field: FormField
  /** What stands in the input; the saved value until somebody types. */
  text: string
  dirty: boolean
  readOnly: boolean
  zone: string
  words: LawWords
  onType: (text: string) => void
}

export function FieldShown({ field, text, dirty, readOnly, zone, words, onType }: FieldShownProps): ReactNode {
  const id = useId()
  const state = field.faults.length > 0 ? 'faulty' : field.missing ? 'missing' : 'fine'
  const hint = hintOf(field.type)
  const describedBy = `${id}-says`
  return (
    <div className="report-field" id={`field-${field.id}`} data-state={state} data-dirty={dirty || undefined}>
      <div className="report-label">
        <label htmlFor={id}>
          <span className="reference">{/^[0-9]/.test(field.id) ? field.id : ''}</span> {field.label}
        </label>
        <span className="row small">
          {field.demand === 'not-named' ? null : (
            <Badge tone={state === 'missing' ? 'warn' : 'quiet'}>
              {state === 'missing' ? say('missing; {demand}', { demand: demandWord(field) }) : demandWord(field)}
            </Badge>
          )}
          {dirty ? <Badge tone="accent">{say('not saved yet')}</Badge> : null}
          {field.edited && !dirty ? <Badge>{say('written by a person')}</Badge> : null}
          <Unverified verified={field.verified} />
        </span>
      </div>
      <Input id={id} describedBy={describedBy} {...{ field, text, readOnly, onType }} />
      <div id={describedBy} className="stack tight">
        {field.faults.map((fault) => (
          <p key={fault} className="error">
            {fault}
          </p>
        ))}
        {hint ? <p className="hint">{hint}</p> : null}
        {field.condition ? <Condition condition={field.condition} /> : null}
        {field.help ? <p className="hint">{field.help}</p> : null}
      </div>
      <Sources field={field} zone={zone} words={words} />
    </div>
  )
}

function Condition({ condition }: { condition: NonNullable<FormField['condition']> }): ReactNode {
  const words = {
    yes: say('that is so'),
    no: say('that is not so'),
    undetermined: say('whether that is so is not known'),
  }
  return (
    <p className="hint">
      {say('Needed if: {text}', { text: condition.text })} · <strong>{words[condition.answer]}</strong>
    </p>
  )
}

interface InputProps extends Pick<FieldShownProps, 'field' | 'text' | 'readOnly' | 'onType'> {
  id: string
  describedBy: string
}

function Input({ id, describedBy, field, text, readOnly, onType }: InputProps): ReactNode {
  const kind = inputOf(field)
  const shared = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': field.faults.length > 0 ? (true as const) : undefined,
    className: 'input',
  }
  if (kind === 'yes-no' || kind === 'choice') {
    const choices =
      kind === 'choice'
        ? (field.choices ?? []).map((value) => ({ value, label: value.replaceAll('_', ' ') }))
        : [
            { value: 'yes', label: say('Yes') },
            { value: 'no', label: say('No') },
          ]
    return (
      <select {...shared} value={text} disabled={readOnly} onChange={(event) => onType(event.target.value)}>
        <option value="">{say('empty')}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  if (kind === 'choices') return <Choices {...{ id, describedBy, field, text, readOnly, onType }} />
  if (kind === 'text' || kind === 'list') {
    const lines = Math.min(12, Math.max(kind === 'list' ? 2 : 3, Math.ceil(text.length / 80) + text.split('\n').length))
    return (
      <textarea
        {...shared}
        rows={lines}
        value={text}
        readOnly={readOnly}
        maxLength={20_000}
        onChange={(event) => onType(event.target.value)}
      />
    )
  }
  return (
    <input
      {...shared}
      type={kind === 'moment' ? 'datetime-local' : 'text'}
      value={text}
      readOnly={readOnly}
      maxLength={400}
      onChange={(event) => onType(event.target.value)}
    />
  )
}

function Choices({ id, describedBy, field, text, readOnly, onType }: InputProps): ReactNode {
  const chosen = new Set(text.split('\n').filter(Boolean))
  const choices = field.choices ?? []
  return (
    // biome-ignore lint/a11y/useSemanticElements: the label above names it; a fieldset would need a second one.
    <div role="group" id={id} aria-label={field.label} aria-describedby={describedBy} className="report-choices">
      {choices.map((choice) => (
        <label key={choice} className="report-choice">
          <input
            type="checkbox"
            checked={chosen.has(choice)}
            disabled={readOnly}
            onChange={() => {
              if (chosen.has(choice)) chosen.delete(choice)
              else chosen.add(choice)
              onType(choices.filter((one) => chosen.has(one)).join('\n'))
            }}
          />{' '}
          {choice.replaceAll('_', ' ')}
        </label>
      ))}
    </div>
  )
}

/** At most so many are shown before the rest is folded away. */
const few = 6

function Sources({ field, zone, words }: Pick<FieldShownProps, 'field' | 'zone' | 'words'>): ReactNode {
  const names = useNames()
  // Who wrote it stands first, with name and time; the source that says so again is left out.
  const sources = field.sources.filter((source) => !(field.edited && source.kind === 'person'))
  if (sources.length === 0 && !field.edited) return null
  return (
    <ul className="sources small" aria-label={say('Where it comes from')}>
      {field.edited && field.by ? (
        <li className="source">
          {names.actor(field.by)} {field.at ? <Time at={field.at} /> : null}
        </li>
      ) : null}
      {sources.slice(0, few).map((source) => (
        <li key={`${source.kind}/${source.id}`} className="source">
          <span className="quiet">{sourceKindWord(source.kind)}</span>{' '}
          <SourceLink source={source} zone={zone} words={words} />
        </li>
      ))}
      {sources.length > few ? (
        <li className="source quiet">{say('and {n} more', { n: sources.length - few })}</li>
      ) : null}
    </ul>
  )
}

/** Facts by their words and moments on the wall of the organisation, where the label has ids and UTC. */
function labelOf({ kind, id, label }: FieldSource, zone: string, words: LawWords): string {
  const fact = id.slice(id.lastIndexOf('/') + 1)
  const said = kind === 'fact' ? label.replace(fact, words.factWord(fact)) : label
  return said.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (moment) => inZone(moment, zone))
}

const records: Partial<Record<FieldSource['kind'], string>> = {
  incident: 'assess.incident',
  assessment: 'assess.assessment',
  item: 'watch.item',
  attack: 'sense.attack',
  claim: 'watch.claim',
  'duty-report': 'assess.dutyReport',
}

function SourceLink({
  source,
  zone,
  words,
}: Pick<FieldShownProps, 'zone' | 'words'> & { source: FieldSource }): ReactNode {
  const record = records[source.kind]
  const label = labelOf(source, zone, words)
  if (!record || !/^[0-9a-f-]{36}$/.test(source.id)) return <span>{label}</span>
  return <RecordLink to={{ id: source.id, record }}>{label}</RecordLink>
}
