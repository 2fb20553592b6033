// The plan of a rota: its shifts, its holes and overlaps, planning more, and swapping.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { exactly, presentInstant, Time, useNow } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import * as api from '../../api/rotas.ts'
import type { Shift } from '../../model/rota.ts'
import { type RotaAnswer, useMembers } from './rota-answer.ts'
import { faultWord } from './words.ts'

interface Props {
  rota: RotaAnswer
}

export function RotaPlan({ rota }: Props): ReactNode {
  const { state, faults, plans, checked } = rota
  const now = useNow()
  const { asOf } = usePlace()
  const [asking, setAsking] = useState<'pattern' | 'shift' | null>(null)
  const [past, setPast] = useState(false)
  const shown = past ? state.shifts : state.shifts.filter(({ to }) => Date.parse(to) > now)
  const active = state.status === 'active' && !asOf
  return (
    <Card
      title={say('The plan')}
      aside={
        active && plans ? (
          <span className="row no-print">
            <Button small icon="plus" onPress={() => setAsking('pattern')}>
              {say('Plan shifts')}
            </Button>
            <Button small onPress={() => setAsking('shift')}>
              {say('One shift')}
            </Button>
          </span>
        ) : null
      }
    >
      {faults.length > 0 ? (
        <div className="note warn">
          <strong>{sayCount(faults.length, '{n} fault in the plan', '{n} faults in the plan')}</strong>{' '}
          <span className="small">
            {say('until')} <Time at={checked.to} show="exact" />
          </span>
          <ul className="plain-list">
            {faults.slice(0, 12).map((one) => (
              <li key={`${one.fault} ${one.from} ${one.shifts.join()}`}>
                {faultWord(one.fault)}: {exactly(one.from)} – {exactly(one.to)}
              </li>
            ))}
          </ul>
          {faults.length > 12 ? <p>{say('and {n} more', { n: faults.length - 12 })}</p> : null}
        </div>
      ) : (
        <p className="quiet">{say('No hole and no overlap in the next four weeks.')}</p>
      )}
      {shown.length === 0 ? <p className="quiet">{say('No shift is planned.')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="table-wrap" aria-label={say('Shifts')} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('From')}</th>
              <th scope="col">{say('To')}</th>
              <th scope="col">{say('Who')}</th>
              <th scope="col">
                <span className="unseen">{say('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, 120).map((shift) => (
              <ShiftRow key={shift.key} rota={rota} shift={shift} active={active} />
            ))}
          </tbody>
        </table>
      </section>
      {shown.length > 120 ? <p className="small quiet">{say('and {n} more', { n: shown.length - 120 })}</p> : null}
      <Button small kind="quiet" aria-pressed={past} onPress={() => setPast(!past)}>
        {past ? say('Only what is to come') : say('Also past shifts')}
      </Button>
      {asking === 'pattern' ? <Pattern rota={rota} onClose={() => setAsking(null)} /> : null}
      {asking === 'shift' ? <OneShift rota={rota} onClose={() => setAsking(null)} /> : null}
    </Card>
  )
}

function ShiftRow({ rota, shift, active }: Props & { shift: Shift; active: boolean }): ReactNode {
  const names = useNames()
  const me = useMe()
  const now = useNow()
  const remove = useTell(api.changeShifts)
  const withdraw = useTell(api.answerSwap)
  const [swapping, setSwapping] = useState(false)
  const future = Date.parse(shift.from) > now
  const current = !future && Date.parse(shift.to) > now
  const asked = rota.state.swaps.find((one) => one.status === 'asked' && one.shift === shift.key)
  const { id, version } = rota
  const mine = shift.person === me.id
  return (
    <tr className={current ? 'shift-now' : undefined}>
      <td>{exactly(shift.from)}</td>
      <td>{exactly(shift.to)}</td>
      <td>
        {names.person(shift.person)}{' '}
        {asked ? <Badge tone="warn">{say('{name} is asked', { name: names.person(asked.to) })}</Badge> : null}
      </td>
      <td>
        {active && future ? (
          <span className="row no-print">
            {(mine || rota.plans) && !asked ? (
              <Button small onPress={() => setSwapping(true)}>
                {say('Swap')}
              </Button>
            ) : null}
            {asked && (mine || rota.plans) ? (
              <Button
                small
                isPending={withdraw.pending}
                onPress={() =>
                  void withdraw.tell({ id, version, swap: asked.key, answer: 'withdrawn' }).catch(() => undefined)
                }
              >
                {say('Withdraw it')}
              </Button>
            ) : null}
            {rota.plans ? (
              <Button
                small
                kind="quiet"
                isPending={remove.pending}
                onPress={() => void remove.tell({ id, version, remove: [shift.key] }).catch(() => undefined)}
              >
                {say('Remove')}
              </Button>
            ) : null}
          </span>
        ) : null}
        <Problem error={remove.error ?? withdraw.error} />
        {swapping ? <SwapForm rota={rota} shift={shift} onClose={() => setSwapping(false)} /> : null}
      </td>
    </tr>
  )
}

interface DialogProps extends Props {
  onClose: () => void
}

function SwapForm({ rota, shift, onClose }: DialogProps & { shift: Shift }): ReactNode {
  const act = useTell(api.askSwap)
  const now = useNow()
  const [to, setTo] = useState('')
  const [inReturn, setInReturn] = useState('')
  const [reason, setReason] = useState('')
  const theirs = rota.state.shifts
    .filter((one) => one.person === to && Date.parse(one.from) > now)
    .map(({ key, from }) => ({ value: key, label: exactly(from) }))
  const send = () =>
    act.tell({
      ...{ id: rota.id, version: rota.version, shift: shift.key, to, reason },
      inReturn: inReturn === '' ? null : inReturn,
    })
  return (
    <Dialog title={say('Swap a shift')} open onClose={onClose}>
      <Form submit={say('Ask them')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <p>
          {exactly(shift.from)} – {exactly(shift.to)}
        </p>
        <PickOne
          label={say('Who is to take it')}
          value={to}
          onChange={setTo}
          choices={useMembers(rota).filter((one) => one.value !== shift.person)}
        />
        <PickOne
          label={say('For which of theirs')}
          hint={say('Empty: for none.')}
          value={inReturn}
          onChange={setInReturn}
          choices={theirs}
          optional
        />
        <TextField label={say('Why')} value={reason} onChange={setReason} optional />
      </Form>
    </Dialog>
  )
}

function Pattern({ rota, onClose }: DialogProps): ReactNode {
  const act = useTell(api.planShifts)
  const last = rota.state.shifts.at(-1)?.to
  const [firstDay, setFirstDay] = useState((last ?? presentInstant()).slice(0, 10))
  const [days, setDays] = useState('28')
  const [times, setTimes] = useState('08:00, 20:00')
  const [people, setPeople] = useState<readonly string[]>(rota.state.members)
  const [inARow, setInARow] = useState('1')
  const changesAt = [...new Set(times.split(/[\s,;]+/).filter(Boolean))]
  const send = () =>
    act.tell({
      ...{ id: rota.id, version: rota.version, firstDay, changesAt, people: [...people] },
      days: Number(days),
      inARow: Number(inARow),
    })
  return (
    <Dialog title={say('Plan shifts')} open onClose={onClose}>
      <Form submit={say('Plan them')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <TextField label={say('First day')} type="date" value={firstDay} onChange={setFirstDay} required />
        <TextField label={say('Days')} type="number" inputMode="numeric" value={days} onChange={setDays} required />
        <TextField
          label={say('The duty changes at')}
          hint={say('Times of day in {zone}: 08:00, 20:00', { zone: rota.state.timeZone })}
          value={times}
          onChange={setTimes}
          required
        />
        <Picks label={say('Who, in this order')} values={people} onChange={setPeople} choices={useMembers(rota)} />
        <TextField
          label={say('Shifts in a row for each')}
          type="number"
          inputMode="numeric"
          value={inARow}
          onChange={setInARow}
          required
        />
      </Form>
    </Dialog>
  )
}

function OneShift({ rota, onClose }: DialogProps): ReactNode {
  const act = useTell(api.changeShifts)
  const [person, setPerson] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const send = () => {
    const shift = { person, from: fromTyped(from) ?? '', to: fromTyped(to) ?? '' }
    return act.tell({ id: rota.id, version: rota.version, add: [shift] })
  }
  return (
    <Dialog title={say('One shift')} open onClose={onClose}>
      <Form submit={say('Add it')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <PickOne label={say('Who')} value={person} onChange={setPerson} choices={useMembers(rota)} />
        <TextField
          label={say('From')}
          type="datetime-local"
          hint={say('In your own time.')}
          value={from}
          onChange={setFrom}
          required
        />
        <TextField label={say('To')} type="datetime-local" value={to} onChange={setTo} required />
      </Form>
    </Dialog>
  )
}
