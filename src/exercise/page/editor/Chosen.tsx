// The inject that is chosen on the line: its form, what the linter says of it, and what is expected after it.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { say } from '#web/say.ts'
import type { Expected, Scenario } from '../../model/scenario.ts'
import { changeExpected, changeInject, freeId, renameInject } from '../../rules/scenario/edit.ts'
import type { Finding } from '../../rules/scenario/findings.ts'
import { ExpectedForm } from './ExpectedForm.tsx'
import { aboutInject } from './Findings.tsx'
import { InjectForm } from './InjectForm.tsx'

export interface ChosenProps {
  scenario: Scenario
  chosen: string | undefined
  findings: readonly Finding[]
  onDraft: (next: Scenario) => void
  onChoose: (inject: string | undefined) => void
}

export function Chosen({ scenario, chosen, findings, onDraft, onChoose }: ChosenProps): ReactNode {
  const at = scenario.injects.findIndex(({ id }) => id === chosen)
  const inject = scenario.injects[at]
  if (!inject)
    return (
      <Card title={say('Injects')}>
        <ul className="plain-list">
          {scenario.injects.slice(0, 500).map(({ id, title }) => (
            <li key={id}>
              <Button small onPress={() => onChoose(id)}>
                {title}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
    )
  const expected = scenario.expected.filter(({ from }) => from === inject.id)
  const said = findings.filter((one) => aboutInject(one, at))
  function expectMore(): void {
    const [objective] = scenario.objectives
    const one: Expected = {
      ...{
        id: freeId(scenario, 'expected'),
        title: say('Somebody acts'),
        objective: objective?.id ?? '',
        measure: 'other',
      },
      ...{ from: inject?.id ?? '', within: '30m', entry: { verb: 'assess.declareIncident' } },
    }
    onDraft({ ...scenario, expected: [...scenario.expected, one] })
  }
  return (
    <Card
      title={inject.title}
      aside={
        <Button small onPress={() => onChoose(undefined)}>
          {say('All injects')}
        </Button>
      }
    >
      {said.map(({ level, where, rule, says }) => (
        <p key={`${where} ${rule}`} className="row">
          <Badge tone={level === 'error' ? 'bad' : 'warn'}>{say(level)}</Badge> {says}
        </p>
      ))}
      <InjectForm
        key={at}
        scenario={scenario}
        inject={inject}
        onChange={(next) => onDraft(changeInject(scenario, inject.id, () => next))}
        onRename={(to) => {
          onDraft(renameInject(scenario, inject.id, to))
          onChoose(to)
        }}
        onRemove={() => {
          onDraft({ ...scenario, injects: scenario.injects.filter(({ id }) => id !== inject.id) })
          onChoose(undefined)
        }}
      />
      <h3>{say('What is expected after it')}</h3>
      {expected.map((one) => (
        <ExpectedForm
          key={one.id}
          scenario={scenario}
          expected={one}
          onChange={(next) => onDraft(changeExpected(scenario, one.id, () => next))}
          onRemove={() => onDraft({ ...scenario, expected: scenario.expected.filter(({ id }) => id !== one.id) })}
        />
      ))}
      <p className="row">
        <Button small icon="plus" onPress={expectMore}>
          {say('Expect something')}
        </Button>
      </p>
    </Card>
  )
}
