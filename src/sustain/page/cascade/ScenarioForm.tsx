// The scenario: what fails, is throttled or withdraws, and how far is looked ahead. What is chosen stands in the address.
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Icon } from '#web/kit/Icon.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { type Shock, shockKinds } from '../../model/analysis.ts'
import { layers } from '../../model/parts.ts'
import type { MapPart } from '../map/elements.ts'
import { minutesOf, spanText } from '../part/spans.ts'
import { layerChoices, layerWord } from '../words.ts'
import { mostShocks, scenarioText } from './address.ts'
import { shockWord } from './shock-words.ts'

const ways = ['part', 'behind', 'country', 'standsIn', 'layer'] as const
type Way = (typeof ways)[number]

interface ScenarioFormProps {
  shocks: readonly Shock[]
  horizon: number
  parts: readonly MapPart[]
}

export function ScenarioForm({ shocks, horizon, parts }: ScenarioFormProps): ReactNode {
  const [, choose] = useChoices('shocks', 'horizon', 'minute', 'part')
  const { country } = useVocabulary()
  const names = new Map(parts.map(({ id, name }) => [id, name]))
  const become = (next: readonly Shock[]) =>
    choose({ shocks: scenarioText(next), minute: undefined, part: undefined }, 'push')
  return (
    <Card title={say('What happens')} className="no-print">
      <div className="stack">
        {shocks.length === 0 ? (
          <p className="quiet">
            {say('Choose what fails, is throttled or withdraws; then see what falls, when, and who is hit.')}
          </p>
        ) : (
          <ul className="chips" aria-label={say('Shocks')}>
            {shocks.map((shock, at) => (
              <li key={JSON.stringify(shock)}>
                <span>{shockWord(shock, names, country)}</span>
                <button
                  type="button"
                  aria-label={say('Remove {what}', { what: shockWord(shock, names, country) })}
                  onClick={() => become(shocks.filter((_, other) => other !== at))}
                >
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <details className="more-fields" open={shocks.length === 0}>
          <summary>{shocks.length === 0 ? say('A shock') : say('Another shock, or another time')}</summary>
          <ShockFields
            parts={parts}
            full={shocks.length >= mostShocks}
            onAdd={(shock) => become([...shocks, shock])}
            horizon={horizon}
            onHorizon={(minutes) => choose({ horizon: String(minutes), minute: undefined })}
          />
        </details>
      </div>
    </Card>
  )
}

interface ShockFieldsProps {
  parts: readonly MapPart[]
  full: boolean
  onAdd: (shock: Shock) => void
  horizon: number
  onHorizon: (minutes: number) => void
}

function ShockFields({ parts, full, onAdd, horizon, onHorizon }: ShockFieldsProps): ReactNode {
  const { countries } = useVocabulary()
  const [way, setWay] = useState<Way>('part')
  const [what, setWhat] = useState('')
  const [kind, setKind] = useState<Shock['kind']>('fails')
  const [level, setLevel] = useState('50')
  const [spans, setSpans] = useState({ at: '', notice: '', lasts: '' })
  const [ahead, setAhead] = useState(spanText(horizon))
  const wrong = (text: string) =>
    text.trim() === '' || minutesOf(text) !== undefined ? undefined : say('No span. Write 30 min, 4 h or 2 days.')

  function add(event: FormEvent): void {
    event.preventDefault()
    const horizonNow = minutesOf(ahead)
    if (horizonNow !== undefined && horizonNow > 0 && horizonNow !== horizon) onHorizon(horizonNow)
    if (what !== '') onAdd(shockFrom(way, what, kind, level, spans))
    setWhat('')
  }

  const choices = {
    part: parts.map(({ id, name, layer }) => ({ value: id, label: name, group: layerWord(layer) })),
    behind: [...new Set(parts.flatMap(({ behind }) => behind ?? []))]
      .sort()
      .map((name) => ({ value: name, label: name })),
    country: countries,
    standsIn: countries,
    layer: layerChoices(),
  }[way]

  return (
    <form className="stack" onSubmit={add} aria-label={say('A shock')}>
      <div className="columns">
        <SelectField
          label={say('Strikes')}
          value={way}
          onChange={(text) => {
            setWay(ways.find((it) => it === text) ?? 'part')
            setWhat('')
          }}
          choices={[
            { value: 'part', label: say('one part') },
            { value: 'behind', label: say('all of one name behind it') },
            { value: 'country', label: say('all under the law of a country') },
            { value: 'standsIn', label: say('all that stands in a country') },
            { value: 'layer', label: say('a whole layer') },
          ]}
        />
        <PickOne key={way} label={say('Which')} value={what} onChange={setWhat} choices={choices} />
        <SelectField
          label={say('What happens to it')}
          value={kind}
          onChange={(text) => setKind(shockKinds.find((it) => it === text) ?? kind)}
          choices={[
            { value: 'fails', label: say('it fails') },
            { value: 'throttles', label: say('it is throttled') },
            { value: 'withdraws', label: say('it withdraws, with notice') },
          ]}
        />
      </div>
      <div className="columns">
        {kind === 'throttles' ? (
          <TextField
            label={say('What is left, in per cent')}
            type="number"
            value={level}
            onChange={setLevel}
            required
          />
        ) : null}
        {kind === 'withdraws' ? (
          <TextField
            label={say('Notice')}
            placeholder="24 h"
            value={spans.notice}
            error={wrong(spans.notice)}
            onChange={(notice) => setSpans({ ...spans, notice })}
            optional
          />
        ) : null}
        <TextField
          label={say('Begins after')}
          placeholder="0 min"
          value={spans.at}
          error={wrong(spans.at)}
          onChange={(at) => setSpans({ ...spans, at })}
          optional
        />
        <TextField
          label={say('Lasts')}
          placeholder={say('to the end')}
          value={spans.lasts}
          error={wrong(spans.lasts)}
          onChange={(lasts) => setSpans({ ...spans, lasts })}
          optional
        />
        <TextField label={say('Looked ahead')} value={ahead} error={wrong(ahead)} onChange={setAhead} required />
      </div>
      <div className="row">
        <Button type="submit" kind="first" isDisabled={full}>
          {say('See what falls')}
        </Button>
      </div>
    </form>
  )
}

function shockFrom(
  way: Way,
  what: string,
  kind: Shock['kind'],
  level: string,
  spans: { at: string; notice: string; lasts: string },
): Shock {
  const layer = layers.find((it) => it === what)
  const [at, notice, lasts] = [minutesOf(spans.at), minutesOf(spans.notice), minutesOf(spans.lasts)]
  return {
    hits: way === 'layer' ? { ...(layer ? { layer } : {}) } : { [way]: what },
    kind,
    ...(kind === 'throttles' ? { level: Math.min(1, Math.max(0, Number(level) / 100 || 0)) } : {}),
    ...(at ? { at } : {}),
    ...(kind === 'withdraws' && notice ? { notice } : {}),
    ...(lasts ? { lasts } : {}),
  }
}
