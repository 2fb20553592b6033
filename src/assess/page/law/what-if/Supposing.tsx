// What to suppose: a fact, a time, the services, the version of the law. Each shows what is recorded beside it.
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { lawVersions } from '../../../api/law.ts'
import type { Fact, FactValue } from '../../../model/law.ts'
import { type AssessmentShown, placesFor, toldAt, toldFacts } from '../assessment/shown.ts'
import { FactInput } from '../FactInput.tsx'
import type { LawIndex } from '../law-index.ts'
import { askedOf, keyOf } from '../questions.ts'
import { anchorWord } from '../words.ts'
import { fromWall, inZone, toWall } from '../zone.ts'
import { placeOf, type Suppose, supposeAnchor, supposeFact, withoutAnchor, withoutFact } from './supposed.ts'

export interface SupposingProps {
  assessment: AssessmentShown
  law: LawIndex
  suppose: Suppose
  onChange: (suppose: Suppose) => void
}

export function Supposing(props: SupposingProps): ReactNode {
  return (
    <div className="stack">
      <SupposeFacts {...props} />
      <SupposeTimes {...props} />
      <SupposeServices {...props} />
      <SupposeLaw {...props} />
    </div>
  )
}

function SupposeFacts({ assessment, law, suppose, onChange }: SupposingProps): ReactNode {
  const [open, setOpen] = useState<string[]>([])
  const supposed = (suppose.answers ?? []).map((it) => keyOf({ fact: it.fact, place: placeOf(it) }))
  const shown = [...new Set([...supposed, ...open])]
  const known = toldFacts(assessment).map((it) => ({ fact: it.id, place: it.place, name: it.placeName }))
  const missing = (assessment.verdict?.regimes ?? []).flatMap((regime) => regime.missing)
  const asked = [...new Set([...known.map((it) => it.fact), ...missing, ...law.law.facts.map((it) => it.id)])]
  const choices = asked.flatMap((id) => {
    const fact = law.fact(id)
    if (!fact) return []
    return placesFor(assessment, fact).map(({ place, name }) => ({
      value: keyOf({ fact: id, place }),
      label: name ? `${name}: ${law.factWord(id)}` : law.factWord(id),
      group: known.some((it) => it.fact === id) ? say('known') : missing.includes(id) ? say('missing') : '',
    }))
  })
  return (
    <Card title={say('Facts')}>
      <div className="stack">
        <PickOne
          // A fresh list for each fact: emptying the text of the old one would open it again.
          key={shown.length}
          label={say('Which fact would be otherwise?')}
          value=""
          onChange={(key) => key && setOpen([...open, key])}
          choices={choices.filter((it) => !shown.includes(it.value))}
        />
        {shown.map((key) => {
          const { fact: id, place } = askedOf(key)
          const fact = law.fact(id)
          if (!fact) return null
          return (
            <SupposeFact
              key={key}
              {...{ assessment, law, suppose, fact, place, onChange }}
              onDrop={() => {
                setOpen(open.filter((it) => it !== key))
                onChange(withoutFact(suppose, id, place))
              }}
            />
          )
        })}
      </div>
    </Card>
  )
}

interface SupposeFactProps extends SupposingProps {
  fact: Fact
  place: string
  onDrop: () => void
}

function SupposeFact({ assessment, law, suppose, fact, place, onChange, onDrop }: SupposeFactProps): ReactNode {
  const told = toldAt(assessment, fact.id, place)
  const service = assessment.state.services.find((it) => it.id === place)
  const answer = (suppose.answers ?? []).find((it) => it.fact === fact.id && placeOf(it) === place)
  const value: FactValue | undefined = answer ? (answer.value ?? undefined) : told?.value
  // The input keeps what is being typed; only what is set beside it makes it begin anew.
  const [round, setRound] = useState(0)
  return (
    <fieldset className="supposed">
      <legend>
        {service ? `${service.name}: ` : ''}
        {fact.question}
      </legend>
      <p className="small quiet">
        {say('Recorded: {value}', { value: law.valueWord(fact.id, told?.value) })}
        {answer && answer.value === null ? ` · ${say('supposed: not known')}` : ''}
      </p>
      <FactInput
        key={round}
        fact={fact}
        value={value}
        entityTypes={law.entityTypes}
        label={fact.question}
        onChange={(next) => {
          if (next !== undefined) onChange(supposeFact(suppose, fact.id, place, next))
        }}
      />
      <div className="row">
        <Button
          small
          kind="quiet"
          onPress={() => {
            onChange(supposeFact(suppose, fact.id, place, null))
            setRound(round + 1)
          }}
        >
          {say('Nobody knows it')}
        </Button>
        <Button small kind="quiet" icon="close" onPress={onDrop}>
          {say('As recorded')}
        </Button>
      </div>
    </fieldset>
  )
}

function SupposeTimes({ assessment, law, suppose, onChange }: SupposingProps): ReactNode {
  const zone = assessment.state.entity.timeZone
  const told = Object.keys(assessment.state.anchors)
  const supposed = Object.keys(suppose.anchors ?? {})
  const [open, setOpen] = useState<string[]>([])
  const shown = [...new Set(['awareness', ...supposed, ...open])]
  const waited = (assessment.verdict?.regimes ?? []).flatMap((it) =>
    it.reports.flatMap((report) => report.clock.waitsFor),
  )
  const known = law.law.anchors.map((it) => it.id).filter((id) => !id.includes('<'))
  const choices = [...new Set([...told, ...waited, ...known])].filter((id) => !shown.includes(id))
  return (
    <Card title={say('Times')}>
      <div className="stack">
        {shown.map((id) => {
          const recorded = assessment.state.anchors[id]?.at(-1)?.at ?? null
          const at = suppose.anchors?.[id]
          return (
            <div key={id} className="supposed">
              <TextField
                label={anchorWord(id)}
                type="datetime-local"
                value={toWall(at === undefined ? recorded : at, zone)}
                onChange={(text) => onChange(supposeAnchor(suppose, id, fromWall(text, zone) ?? null))}
                hint={
                  recorded
                    ? say('Recorded: {value}', { value: inZone(recorded, zone) })
                    : say('Recorded: not known. By the clock in {zone}.', { zone })
                }
              />
              {at === undefined ? null : (
                <Button
                  small
                  kind="quiet"
                  icon="close"
                  onPress={() => {
                    setOpen(open.filter((it) => it !== id))
                    onChange(withoutAnchor(suppose, id))
                  }}
                >
                  {say('As recorded')}
                </Button>
              )}
            </div>
          )
        })}
        <SelectField
          label={say('Another time')}
          value=""
          none={say('Choose what happened')}
          onChange={(id) => id && setOpen([...open, id])}
          choices={choices.map((id) => ({ value: id, label: anchorWord(id) }))}
        />
      </div>
    </Card>
  )
}

function SupposeServices({ assessment, suppose, onChange }: SupposingProps): ReactNode {
  const recorded = assessment.state.services.map(({ id, name }) => ({ id, name }))
  const services: { id?: string; name: string }[] = suppose.services ?? recorded
  const [name, setName] = useState('')
  const change = (next: typeof services) => onChange({ ...suppose, services: next })
  return (
    <Card title={say('Services')}>
      <div className="stack tight">
        {services.length === 0 ? <p className="quiet small">{say('No service is named.')}</p> : null}
        <ul className="chips">
          {services.map((service, i) => (
            <li key={service.id ?? `${service.name}/${i}`}>
              <span>{service.name}</span>
              <button
                type="button"
                aria-label={say('Suppose without: {name}', { name: service.name })}
                onClick={() => change(services.filter((it) => it !== service))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <div className="row">
          <TextField
            label={say('One more')}
            hideLabel
            placeholder={say('One more service')}
            value={name}
            onChange={setName}
          />
          <Button
            small
            icon="plus"
            isDisabled={name.trim() === ''}
            onPress={() => {
              change([...services, { name: name.trim() }])
              setName('')
            }}
          >
            {say('Suppose it')}
          </Button>
        </div>
        {suppose.services ? (
          <Button
            small
            kind="quiet"
            icon="close"
            onPress={() => {
              const { services: _gone, ...rest } = suppose
              onChange(rest)
            }}
          >
            {say('As recorded')}
          </Button>
        ) : null}
      </div>
    </Card>
  )
}

function SupposeLaw({ assessment, suppose, onChange }: SupposingProps): ReactNode {
  const versions = useAsk(lawVersions, {}, { timeless: true, hears: ['assess.law'] }).data?.versions ?? []
  return (
    <Card title={say('Law')}>
      <SelectField
        label={say('Judged by')}
        value={suppose.law ?? ''}
        none={say('The law in force')}
        onChange={(version) => {
          const { law: _gone, ...rest } = suppose
          onChange(version ? { ...rest, law: version } : rest)
        }}
        choices={versions.filter((it) => !it.inForce).map((it) => ({ value: it.version, label: it.version }))}
        hint={say('Recorded: {value}', { value: assessment.state.judged.dataVersion })}
      />
    </Card>
  )
}
