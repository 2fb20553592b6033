// Early warning: when a threshold of users, minutes or both multiplied may be reached, if it goes on like this.
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { forecastThreshold } from '../api.ts'
import { amount, percent } from './words.ts'

const kinds = ['user-minutes', 'users', 'minutes'] as const
type Kind = (typeof kinds)[number]
const tones: Record<string, Tone> = {
  reached: 'bad',
  likely: 'bad',
  possible: 'warn',
  unlikely: 'good',
  undetermined: 'quiet',
}

function verdictWord(verdict: string): string {
  const words: Record<string, string> = {
    reached: say('Reached'),
    likely: say('Likely'),
    possible: say('Possible'),
    unlikely: say('Unlikely'),
    undetermined: say('Undetermined'),
  }
  return words[verdict] ?? verdict
}

export function Forecast({ target }: { target: string }): ReactNode {
  const [what, setWhat] = useState<Kind>('user-minutes')
  const [threshold, setThreshold] = useState('1000000')
  const limit = Number(threshold)
  const valid = limit > 0 && limit <= 1e15
  const forecast = useAsk(
    forecastThreshold,
    { target, what, threshold: valid ? limit : 1 },
    { when: valid, keep: true, everySeconds: 30 },
  )
  const { data } = forecast
  return (
    <Card title={say('Will a threshold be reached?')}>
      <div className="stack">
        <div className="columns no-print">
          <SelectField
            label={say('Of what')}
            value={what}
            onChange={(value) => setWhat(kinds.find((it) => it === value) ?? 'user-minutes')}
            choices={[
              { value: 'user-minutes', label: say('Users times minutes') },
              { value: 'users', label: say('Users affected') },
              { value: 'minutes', label: say('Minutes') },
            ]}
          />
          <TextField label={say('Threshold')} type="number" value={threshold} onChange={setThreshold} />
        </div>
        <Problem error={forecast.error} />
        {data ? (
          <div className="stack tight">
            <p className="row">
              <Badge tone={tones[data.verdict] ?? 'quiet'}>{verdictWord(data.verdict)}</Badge>
              {data.probability === null ? null : <strong>{percent(data.probability)}</strong>}
              {data.soFar === null ? null : <span>{say('so far {n}', { n: amount(data.soFar) })}</span>}
              {data.median ? (
                <span>
                  {say('most likely at')} <Time at={data.median} show="both" />
                </span>
              ) : null}
              {data.earliest && data.latest ? (
                <span className="quiet">
                  {say('between')} <Time at={data.earliest} show="exact" /> {say('and')}{' '}
                  <Time at={data.latest} show="exact" />
                </span>
              ) : null}
            </p>
            <ul className="small changes">
              {data.because.map((line) => (
                <li key={line}>{line}</li>
              ))}
              {data.missing.map((line) => (
                <li key={line} className="late">
                  {say('Missing: {what}', { what: line })}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Card>
  )
}
