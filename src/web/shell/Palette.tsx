// The command palette: go anywhere, do anything, find anything, without the mouse.
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useState } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { search } from '#assess/api.ts'
import { useAsk } from '../ask.ts'
import { Icon, type IconName } from '../kit/Icon.tsx'
import { say } from '../say.ts'
import { foundIn } from './found-commands.ts'
import { recordWord, useOpenRecord } from './records.ts'

export interface Command {
  /** Where titles can be alike. */
  id?: string
  title: string
  icon: IconName
  group: string
  keys?: string
  /** Other words that find it. */
  words?: string
  run: () => void
}

export function Palette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }): ReactNode {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const found = useFound(text)
  const shown = [...foundIn(commands, text), ...found]
  const here = Math.min(at, shown.length - 1)

  useEffect(() => {
    document.getElementById(`${list}-${here}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, here])

  function run(command: Command | undefined): void {
    if (!command) return
    onClose()
    command.run()
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, here + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, here - 1))
    else if (event.key === 'Enter') run(shown[here])
    else return
    event.preventDefault()
  }

  return (
    <ModalOverlay className="veil palette-veil" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal palette">
        <AriaDialog className="dialog" aria-label={say('Command palette')}>
          <div className="palette-input">
            <Icon name="search" />
            <input
              // biome-ignore lint/a11y/noAutofocus: the palette was asked for, and is for typing.
              autoFocus
              role="combobox"
              aria-expanded="true"
              aria-controls={list}
              aria-activedescendant={shown.length > 0 ? `${list}-${here}` : undefined}
              aria-label={say('Type a command, or what you look for')}
              placeholder={say('Type a command, or what you look for')}
              value={text}
              onKeyDown={onKey}
              onChange={(event) => {
                setText(event.target.value)
                setAt(0)
              }}
            />
          </div>
          <div id={list} role="listbox" aria-label={say('Commands')} className="palette-list">
            {shown.map((command, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the input above handles the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input, as the combobox pattern has it.
              <div
                key={`${command.group}${command.id ?? command.title}`}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === here}
                className="option"
                data-focused={index === here || undefined}
                onMouseMove={() => setAt(index)}
                onClick={() => run(command)}
              >
                <Icon name={command.icon} size={18} />
                <span className="palette-title">{command.title}</span>
                <span className="quiet small">{command.group}</span>
                {command.keys ? <kbd>{command.keys}</kbd> : null}
              </div>
            ))}
            {shown.length === 0 ? (
              <p className="quiet pad">
                {say('Nothing of that name. Search looks into everything that you may read.')}
              </p>
            ) : null}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function iconOf(record: string): IconName {
  if (record.startsWith('watch.')) return 'watch'
  return record.startsWith('sustain.') ? 'sustain' : 'incidents'
}

function useFound(text: string): Command[] {
  const wanted = useDeferredValue(text.trim())
  const open = useOpenRecord()
  const navigate = useNavigate()
  const hits = useAsk(search, { text: wanted || '-', limit: 8 }, { when: wanted.length > 1, keep: true })
  if (wanted.length < 2) return []
  const all: Command = {
    title: say('Search everything for “{text}”', { text: wanted }),
    icon: 'search',
    group: say('Search'),
    keys: '/',
    run: () => void navigate({ to: '/search', search: { q: wanted } }),
  }
  const found = (hits.data?.hits ?? []).map(
    (hit): Command => ({
      id: hit.id,
      title: hit.title,
      icon: iconOf(hit.record),
      group: recordWord(hit.record),
      run: () => open(hit),
    }),
  )
  return [...found, all]
}
