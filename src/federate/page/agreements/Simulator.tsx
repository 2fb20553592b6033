// What would flow: counts over all records that this person may read, the newest one by one with reasons, and a record that is only thought of.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { type Tlp as TlpLabel, tlpLabels } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say } from '#web/say.ts'
import { recordWord } from '#web/shell/records.ts'
import { simulateAgreement } from '../../api/agreements.ts'
import { agreementKinds } from '../../model/agreement.ts'
import { supposedState } from '../../rules/agreements/kinds.ts'
import { otherParty } from '../../rules/agreements/parties.ts'
import type { AgreementShown, Forms } from './words.ts'

type Simulation = OutputOf<typeof simulateAgreement>
type Line = Simulation['records'][number]

export function Simulator({ agreement, forms }: { agreement: AgreementShown; forms: Forms }): ReactNode {
  const look = useTell(simulateAgreement)
  const [found, setFound] = useState<Simulation | null>(null)
  const which = agreement.state.next ? ('next' as const) : ('terms' as const)
  const start = () => look.tell({ id: agreement.id, which, newest: 10 }).then(setFound, () => undefined)
  return (
    <Card
      title={say('What would flow')}
      aside={
        <Button small onPress={() => void start()} isPending={look.pending}>
          {say('Look at all records')}
        </Button>
      }
    >
      <div className="stack">
        <p className="quiet">
          {say('As if both had signed. Only records that you may read are counted; nothing is sent by looking.')}
        </p>
        {look.error ? <Problem error={look.error} /> : null}
        {found ? <Found found={found} /> : null}
        <Suppose agreement={agreement} forms={forms} which={which} />
      </div>
    </Card>
  )
}

export function Found({ found }: { found: Simulation }): ReactNode {
  return (
    <div className="stack">
      {found.counts.length === 0 ? (
        <p>{say('This node has no record yet of any kind that agreements speak of.')}</p>
      ) : (
        <Counts counts={found.counts} />
      )}
      {found.records.length > 0 ? <Lines lines={found.records} label={say('The newest records, one by one')} /> : null}
      {found.theirs.length > 0 ? (
        <div className="stack tight">
          <h3>{say('What the other side will send')}</h3>
          <ul>
            {found.theirs.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}

function Counts({ counts }: { counts: Simulation['counts'] }): ReactNode {
  return (
    <Scrolled label={say('How many records would flow')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Kind of record')}</th>
            <th scope="col">{say('Would flow')}</th>
            <th scope="col">{say('Of')}</th>
            <th scope="col">{say('Urgent')}</th>
            <th scope="col">{say('What holds the others')}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((one) => (
            <tr key={one.record}>
              <th scope="row">{recordWord(one.record)}</th>
              <td>{one.flow}</td>
              <td>
                {one.records}
                {one.complete ? '' : ` ${say('(the newest; there was no time for more)')}`}
              </td>
              <td>{one.urgent}</td>
              <td>
                <ul className="plain-list small">
                  {one.held.map(({ why, records }) => (
                    <li key={why}>
                      {records} × {why}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Lines({ lines, label }: { lines: readonly Line[]; label: string }): ReactNode {
  return (
    <Scrolled label={label}>
      <table className="table">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Record')}</th>
            <th scope="col">{say('Marking')}</th>
            <th scope="col">{say('Flows')}</th>
            <th scope="col">{say('Why')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={`${one.record} ${one.id}`}>
              <th scope="row">
                {one.title || say('thought of')} <span className="small quiet">{recordWord(one.record)}</span>
              </th>
              <td>
                <Tlp label={one.tlp} />
              </td>
              <td>
                <Badge tone={one.flows ? 'good' : 'quiet'}>{one.flows ? say('Flows') : say('Stays')}</Badge>{' '}
                {one.urgent ? <Badge tone="warn">{say('Urgent')}</Badge> : null}
              </td>
              <td className="small">{one.because.join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

/** A record that is not there: of a kind, a marking and a severity, ours or theirs. */
function Suppose({
  agreement,
  forms,
  which,
}: {
  agreement: AgreementShown
  forms: Forms
  which: 'terms' | 'next'
}): ReactNode {
  const look = useTell(simulateAgreement)
  const [found, setFound] = useState<Simulation | null>(null)
  const [kind, setKind] = useState<string>('warnings/0')
  const [tlp, setTlp] = useState<TlpLabel>('AMBER')
  const [severity, setSeverity] = useState('')
  const [direction, setDirection] = useState('out')
  const [named, setNamed] = useState(true)
  const [byHand, setByHand] = useState(false)
  const { terms } = which === 'next' && agreement.state.next ? agreement.state.next : agreement.state
  const kinds = agreementKinds.flatMap((one) =>
    forms.kinds[one].records.map((rule, at) => ({
      ...{ value: `${one}/${at}`, rule },
      label: `${recordWord(rule.record)}: ${rule.why}`,
      group: forms.kinds[one].label,
    })),
  )
  async function send(): Promise<void> {
    const rule = kinds.find(({ value }) => value === kind)?.rule
    if (!rule) return
    const other = otherParty(terms, agreement.node)
    const own = otherParty(terms, other.node)
    const [owner, receiver] = direction === 'out' ? [own, other] : [other, own]
    const marking = {
      ...{
        tlp,
        owner: owner.organisation,
        audience: named ? [receiver.organisation] : [],
        persons: [],
        releasableTo: [],
      },
    }
    const state = supposedState(rule, severity || null)
    const asked = { record: rule.record, marking, state, releasedByHand: byHand }
    const way = direction === 'in' ? ('in' as const) : ('out' as const)
    setFound(await look.tell({ id: agreement.id, which, hypothetical: { ...asked, direction: way } }))
  }
  return (
    <details>
      <summary>{say('Try a record that is not there')}</summary>
      <Form submit={say('Try it')} pending={look.pending} error={look.error} onSubmit={send}>
        <SelectField
          label={say('Whose')}
          value={direction}
          onChange={setDirection}
          choices={[
            { value: 'out', label: say('ours') },
            { value: 'in', label: say('theirs') },
          ]}
        />
        <SelectField label={say('What it is')} value={kind} onChange={setKind} choices={kinds} />
        <SelectField
          label={say('Marking')}
          value={tlp}
          onChange={(next) => setTlp(tlpLabels.find((one) => one === next) ?? 'AMBER')}
          choices={tlpLabels.map((value) => ({ value, label: `TLP:${value}` }))}
        />
        <SelectField
          label={say('Severity')}
          value={severity}
          none={say('as the kind says, or none')}
          onChange={setSeverity}
          choices={[...forms.severities]}
        />
        <CheckField label={say('Its marking names the receiver')} value={named} onChange={setNamed} />
        <CheckField label={say('A person released it by hand')} value={byHand} onChange={setByHand} />
      </Form>
      {look.pending ? <Skeleton lines={1} /> : null}
      {found ? <Lines lines={found.records} label={say('The record that was tried')} /> : null}
    </details>
  )
}
