// What can be done to a crisis as a whole: only the moves that its state allows, and only to those who may.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Icon } from '#web/kit/Icon.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { describeCrisis } from '../../api/crises.ts'
import type { Edit } from './CrisisDialogs.tsx'
import type { CrisisShown } from './CrisisForm.tsx'
import { moveWord } from './words.ts'

export function CrisisActs({
  crisis,
  onEdit,
  onWall,
}: {
  crisis: CrisisShown
  onEdit: (edit: Edit) => void
  onWall: () => void
}): ReactNode {
  const may = useMay()
  const { realm, asOf } = usePlace()
  const mayChange = may(describeCrisis) && !asOf
  const open = crisis.state.status !== 'closed'
  const where = new URLSearchParams({
    id: crisis.id,
    ...(realm === 'live' ? {} : { realm }),
    ...(asOf ? { asOf } : {}),
  })
  const menu: { id: Edit; label: string; on: boolean }[] = [
    { id: 'describe', label: say('Change title, summary or kind'), on: open },
    { id: 'incident', label: say('Take incidents in'), on: open },
    { id: 'strand', label: say('Add a strand'), on: open },
    { id: 'participant', label: say('Take somebody in'), on: open },
    { id: 'objective', label: say('Set an objective'), on: open },
    { id: 'beat', label: say('Put something into the rhythm'), on: open },
    { id: 'line', label: say('Write a public line'), on: open },
    { id: 'marking', label: say('Change the marking'), on: true },
  ]
  return (
    <>
      {mayChange
        ? crisis.moves.map((move) => (
            <Button key={move} kind={move === 'close' ? 'danger' : 'plain'} onPress={() => onEdit(move)}>
              {moveWord(move)}
            </Button>
          ))
        : null}
      <Link to="/crises/$id/products" params={{ id: crisis.id }} className={buttonClass('plain')}>
        <Icon name="report" size={18} />
        {say('Reports')}
      </Link>
      <span className="desk-only row">
        <Button kind="quiet" icon="picture" onPress={onWall}>
          {say('Wall')}
        </Button>
        <Button kind="quiet" icon="print" onPress={() => window.print()}>
          {say('Print')}
        </Button>
        <a className={buttonClass('quiet')} href={`/api/coordinate/exportCrisis?${where}`} download>
          <Icon name="file" size={18} />
          {say('File')}
        </a>
      </span>
      {mayChange ? (
        <MenuTrigger>
          <AriaButton className={buttonClass('first')}>
            <Icon name="plus" size={18} />
            {say('Add')}
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
      ) : null}
    </>
  )
}
