// What can be done to an incident now: only the moves that its state allows, and only to those who may.
import { type ReactNode, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useTell } from '#web/ask.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Icon } from '#web/kit/Icon.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import {
  assignIncident,
  describeIncident,
  mergeIncidents,
  moveIncident,
  remarkRecord,
  splitIncident,
  unmergeIncident,
} from '../api.ts'
import type { IncidentMove } from '../model.ts'
import { needsReason } from '../rules/lifecycle.ts'
import { ChangeForm, type IncidentShown, isStale, Meanwhile } from './changing.tsx'
import type { Edit } from './IncidentDialogs.tsx'

const words: Record<IncidentMove, string> = {
  triage: 'Triage',
  investigate: 'Investigate',
  contain: 'Contained',
  recover: 'Recovering',
  resolve: 'Resolved',
  close: 'Close',
  reject: 'Reject',
  reopen: 'Reopen',
}

/** What usually comes next; it stands first, as the button to press. */
const usual: readonly IncidentMove[] = ['triage', 'investigate', 'contain', 'recover', 'resolve', 'close']

export function Moves({ incident, onEdit }: { incident: IncidentShown; onEdit: (edit: Edit) => void }): ReactNode {
  const may = useMay()
  const act = useTell(moveIncident)
  const [asking, setAsking] = useState<IncidentMove | null>(null)
  const [seen, setSeen] = useState(incident.version)
  if (!may(describeIncident)) return null
  const moves = may(moveIncident) ? incident.moves : []
  const next = usual.find((move) => moves.includes(move))

  function move(event: IncidentMove): void {
    if (needsReason[event] || event === 'close') {
      setAsking(event)
      return
    }
    setSeen(incident.version)
    void act
      .tell({ id: incident.id, version: incident.version, event })
      .then(() => toast(say('Done: {move}', { move: say(words[event]) })))
      .catch(() => undefined)
  }

  const menu: { id: Edit; label: string; on: boolean }[] = [
    { id: 'describe', label: say('Change title or summary'), on: may(describeIncident) },
    { id: 'assign', label: say('Assign'), on: may(assignIncident) },
    { id: 'marking', label: say('Change the marking'), on: may(remarkRecord) },
    {
      id: 'merge',
      label: say('Merge into another incident'),
      on: may(mergeIncidents) && incident.state.status !== 'merged',
    },
    {
      id: 'unmerge',
      label: say('Take the merge back'),
      on: may(unmergeIncident) && incident.state.status === 'merged',
    },
    { id: 'split', label: say('Split into two'), on: may(splitIncident) && incident.state.status !== 'merged' },
    { id: 'undo', label: say('Undo the last change'), on: true },
  ]
  return (
    <div className="moves">
      <div className="row end">
        {moves.map((event) => (
          <Button
            key={event}
            kind={event === next ? 'first' : event === 'reject' ? 'danger' : 'plain'}
            isPending={act.pending}
            onPress={() => move(event)}
          >
            {say(words[event])}
          </Button>
        ))}
        <MenuTrigger>
          <AriaButton className={buttonClass('plain', false, true)} aria-label={say('More to do')}>
            <Icon name="more" size={18} />
          </AriaButton>
          <Popover className="popover" placement="bottom end">
            <Menu
              className="listbox"
              aria-label={say('More to do')}
              onAction={(id) => onEdit(menu.find((it) => it.id === id)?.id ?? 'describe')}
            >
              {menu
                .filter((it) => it.on)
                .map((it) => (
                  <MenuItem key={it.id} id={it.id} className="option">
                    {it.label}
                  </MenuItem>
                ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
      {isStale(act.error) ? <Meanwhile incident={incident} seen={seen} /> : <Problem error={act.error} />}
      {asking ? <WithReason incident={incident} event={asking} onClose={() => setAsking(null)} /> : null}
    </div>
  )
}

function WithReason({
  incident,
  event,
  onClose,
}: {
  incident: IncidentShown
  event: IncidentMove
  onClose: () => void
}): ReactNode {
  const act = useTell(moveIncident)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={`${say(words[event])}: ${incident.state.reference}`} open onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say(words[event])}
        danger={event === 'reject'}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({ id: incident.id, version, event, ...(reason.trim() ? { reason: reason.trim() } : {}) })
        }
      >
        <TextField
          label={say('Why')}
          optional={!needsReason[event]}
          required={needsReason[event]}
          hint={say('Kept in the journal.')}
          value={reason}
          onChange={setReason}
          lines={3}
          autoFocus
        />
      </ChangeForm>
    </Dialog>
  )
}
