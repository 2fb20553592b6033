// Editing an edition: its name, its sections, and the labels and days of its rules.
import { type ReactNode, useState } from 'react'
import { tlpLabels } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { editGuideline } from '../../api/guidelines.ts'
import type { Check, GuidelineRule, GuidelineSection, GuidelineText } from '../../model/guideline.ts'
import type { Edition } from './GuidelineDrawer.tsx'
import { checkWord } from './words.ts'

export function GuidelineEditor({ edition, onDone }: { edition: Edition; onDone: () => void }): ReactNode {
  const { tell, pending, error } = useTell(editGuideline)
  // What somebody else saves meanwhile does not replace what is typed here: the version seen first is the one that is sent.
  const [version] = useState(edition.version)
  const [text, setText] = useState<GuidelineText>(edition.state.text)
  const change = (more: Partial<GuidelineText>) => setText({ ...text, ...more })
  const section = (id: string, more: Partial<GuidelineSection>) =>
    change({ sections: text.sections.map((one) => (one.id === id ? { ...one, ...more } : one)) })
  const rule = (id: string, more: Partial<GuidelineRule>) =>
    change({ rules: text.rules.map((one) => (one.id === id ? { ...one, ...more } : one)) })
  return (
    <Form
      submit={say('Save it')}
      pending={pending}
      error={error}
      other={<Button onPress={onDone}>{say('Leave it as it was')}</Button>}
      onSubmit={() => tell({ id: edition.id, version, text }).then(onDone)}
    >
      <TextField
        label={say('Title')}
        value={text.title}
        onChange={(title) => change({ title })}
        required
        minLength={3}
      />
      <TextField
        label={say('Edition')}
        value={text.edition}
        onChange={(value) => change({ edition: value })}
        required
      />
      {text.sections.map((one) => (
        <fieldset key={one.id} className="stack tight">
          <legend>{one.title}</legend>
          <TextField
            label={say('Heading')}
            value={one.title}
            onChange={(title) => section(one.id, { title })}
            required
            minLength={3}
          />
          <TextField
            label={say('Words')}
            lines={4}
            value={one.text}
            onChange={(words) => section(one.id, { text: words })}
            required
            minLength={3}
          />
          {text.sections.length > 1 ? (
            <div className="row">
              <Button
                small
                kind="quiet"
                aria-label={say('Take it out: {title}', { title: one.title })}
                onPress={() => change({ sections: text.sections.filter(({ id }) => id !== one.id) })}
              >
                {say('Take it out')}
              </Button>
            </div>
          ) : null}
        </fieldset>
      ))}
      {text.rules.map((one) => (
        <fieldset key={one.id} className="stack tight">
          <legend>{one.id}</legend>
          <p className="small quiet">{checkWord(one.check)}</p>
          <TextField
            label={say('Words')}
            lines={2}
            value={one.text}
            onChange={(words) => rule(one.id, { text: words })}
            required
            minLength={3}
          />
          <CheckFields check={one.check} onChange={(check) => rule(one.id, { check })} />
          <div className="row">
            <Button
              small
              kind="quiet"
              aria-label={say('Take it out: {title}', { title: one.id })}
              onPress={() => change({ rules: text.rules.filter(({ id }) => id !== one.id) })}
            >
              {say('Take it out')}
            </Button>
          </div>
        </fieldset>
      ))}
    </Form>
  )
}

function CheckFields({ check, onChange }: { check: Check; onChange: (check: Check) => void }): ReactNode {
  if (check.is === 'no-classified') return null
  const from = check.is === 'reason' || check.is === 'review'
  const now = from ? check.from : check.tlp
  function choose(value: string): void {
    const tlp = tlpLabels.find((label) => label === value)
    if (!tlp) return
    if (check.is === 'reason' || check.is === 'review') onChange({ ...check, from: tlp })
    else if (check.is !== 'no-classified') onChange({ ...check, tlp })
  }
  return (
    <>
      <SelectField
        label={from ? say('From which label on') : say('Label')}
        value={now}
        onChange={choose}
        choices={tlpLabels.map((label) => ({ value: label, label: `TLP:${label}` }))}
      />
      {check.is === 'review' ? (
        <TextField
          label={say('Within how many days')}
          type="number"
          value={String(check.withinDays)}
          onChange={(value) => onChange({ ...check, withinDays: Math.max(1, Math.trunc(Number(value) || 1)) })}
          required
        />
      ) : null}
    </>
  )
}
