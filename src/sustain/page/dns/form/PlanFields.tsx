// The fields of a plan: resolvers, questions, who is heard, and thresholds with what each of them does.
import { type ReactNode, useState } from 'react'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import type { ShownControl } from '../../../model/controls.ts'
import { expectations, type Question, questionTypes } from '../../../model/resolvers.ts'
import type { PlanValues } from '../../../rules/dns/plan-values.ts'
import { controlWord } from './BeginPlan.tsx'
import { partsOf } from './plan-text.ts'
import { Rows } from './Rows.tsx'
import { Thresholds } from './Thresholds.tsx'
import { UpstreamRows } from './UpstreamRows.tsx'

export interface PlanFieldsProps {
  values: PlanValues
  controls: readonly ShownControl[]
  onChange: (part: Partial<PlanValues>) => void
}

export function PlanFields({ values, controls, onChange }: PlanFieldsProps): ReactNode {
  const known = controls.some(({ name }) => name === values.control)
  return (
    <>
      <TextField
        label={say('Name of the plan')}
        value={values.name}
        onChange={(name) => onChange({ name })}
        required
        maxLength={200}
      />
      <SelectField
        label={say('Resolver that is moved')}
        value={values.control}
        onChange={(control) => onChange({ control })}
        required
        choices={[
          ...controls.map((one) => ({ value: one.name, label: controlWord(one) })),
          ...(known ? [] : [{ value: values.control, label: values.control }]),
        ]}
      />
      <UpstreamRows
        title={say('Usual resolvers')}
        one={say('usual resolver')}
        upstreams={values.usual}
        onChange={(usual) => onChange({ usual })}
      />
      <UpstreamRows
        title={say('Where names go instead')}
        one={say('fallback resolver')}
        upstreams={values.fallback}
        onChange={(fallback) => onChange({ fallback })}
      />
      <Questions questions={values.questions} onChange={(questions) => onChange({ questions })} />
      <Lines
        label={say('Zones that stay where they are')}
        hint={say('Internal names and split horizon, one a line')}
        lines={values.exclusions}
        onChange={(exclusions) => onChange({ exclusions })}
      />
      <Lines
        label={say('Vantage points that count')}
        hint={say('Names, one a line; none: all that report on this plan')}
        lines={values.vantages}
        onChange={(vantages) => onChange({ vantages })}
      />
      <Thresholds values={values} onChange={onChange} />
    </>
  )
}

interface LinesProps {
  label: string
  hint: string
  lines: readonly string[]
  onChange: (lines: string[]) => void
}

function Lines({ label, hint, lines, onChange }: LinesProps): ReactNode {
  const [text, setText] = useState(lines.join('\n'))
  function change(next: string): void {
    setText(next)
    onChange([...new Set(partsOf(next))])
  }
  return <TextField label={label} hint={hint} optional lines={3} value={text} onChange={change} spellCheck={false} />
}

const blank: Question = { name: '', type: 'A', expect: 'answers', compare: true }
const expectWords = () => ({
  answers: say('answers'),
  nxdomain: say('must not exist'),
  bogus: say('signed wrongly'),
})

function Questions(props: { questions: readonly Question[]; onChange: (questions: Question[]) => void }): ReactNode {
  const words = expectWords()
  return (
    <Rows
      title={say('Questions that are asked')}
      one={say('question')}
      rows={props.questions}
      blank={blank}
      most={50}
      onChange={props.onChange}
    >
      {(row, change) => (
        <>
          <TextField
            label={say('Name asked for')}
            value={row.name}
            onChange={(name) => change({ name })}
            required
            mono
            spellCheck={false}
          />
          <SelectField
            label={say('Type')}
            value={row.type}
            onChange={(value) => change({ type: questionTypes.find((it) => it === value) ?? 'A' })}
            choices={questionTypes.map((value) => ({ value, label: value }))}
          />
          <SelectField
            label={say('Expected')}
            value={row.expect}
            onChange={(value) => change({ expect: expectations.find((it) => it === value) ?? 'answers' })}
            choices={expectations.map((value) => ({ value, label: words[value] }))}
          />
          <CheckField label={say('Compare')} value={row.compare} onChange={(compare) => change({ compare })} />
        </>
      )}
    </Rows>
  )
}
