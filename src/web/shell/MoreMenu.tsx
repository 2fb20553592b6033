// On a phone: everything that the rail has on a wide screen.
import type { ReactNode } from 'react'
import { Dialog } from '../kit/Dialog.tsx'
import { Icon } from '../kit/Icon.tsx'
import { say } from '../say.ts'
import type { Command } from './Palette.tsx'

export function MoreMenu({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }): ReactNode {
  return (
    <Dialog title={say('More')} open onClose={onClose} drawer>
      <ul className="more-list">
        {commands.map((command) => (
          <li key={command.title}>
            <button
              type="button"
              onClick={() => {
                onClose()
                command.run()
              }}
            >
              <Icon name={command.icon} />
              {command.title}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
